namespace PoPipeline.Rules.Model.SupplyChains;

/// <summary>A setting of a file by which a program signs or attests what it releases.</summary>
/// <param name="Program">The program: <c>npm</c>.</param>
/// <param name="Name">The setting, as its file calls it.</param>
/// <param name="Place">Where it is written.</param>
public sealed record ReleaseSetting(string Program, string Name, Place Place)
{
    /// <summary>The name of the package that it is of; null where it is of more, or of none that has one.</summary>
    public string? Package { get; init; }

    /// <summary>Why it is not known whether the file has it, as a clause; null where it has.</summary>
    public string? Unreadable { get; init; }
}

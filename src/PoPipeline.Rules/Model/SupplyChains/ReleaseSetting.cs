namespace PoPipeline.Rules.Model.SupplyChains;

/// <summary>What a file has a program release, and sign or attest of that.</summary>
/// <param name="Program">The program: <c>npm</c>.</param>
/// <param name="Name">The setting that says so, as its file calls it.</param>
/// <param name="Place">Where it is written.</param>
public sealed record ReleaseSetting(string Program, string Name, Place Place)
{
    /// <summary>Whether it has packages, or files of a release, signed or attested.</summary>
    public bool SignsFiles { get; init; }

    /// <summary>Whether it has images signed or attested.</summary>
    public bool SignsImages { get; init; }

    /// <summary>Whether it has packages, or files of a release, handed out; said of GoReleaser alone.</summary>
    public bool ReleasesFiles { get; init; }

    /// <summary>Whether it has images handed out: of GoReleaser those that are not attested without any setting, of Bake all of them.</summary>
    public bool ReleasesImages { get; init; }

    /// <summary>Whether it has nothing attested that is attested without any setting; said of Bake alone.</summary>
    public bool SwitchesOff { get; init; }

    /// <summary>The name of the package that it is of; null where it is of more, or of none that has one.</summary>
    public string? Package { get; init; }

    /// <summary>Why it is not known whether the file has it, as a clause; null where it has.</summary>
    public string? Unreadable { get; init; }
}

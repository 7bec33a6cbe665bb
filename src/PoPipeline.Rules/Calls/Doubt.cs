namespace PoPipeline.Rules.Calls;

/// <summary>That it is not known whether a command is run.</summary>
/// <param name="Why">Why, as a clause.</param>
/// <param name="KnowsHow">Whether it is known how it is run where it is.</param>
internal sealed record Doubt(string Why, bool KnowsHow)
{
    /// <summary>Whether it is not known which file is called.</summary>
    public bool IsOfFile { get; init; }
}

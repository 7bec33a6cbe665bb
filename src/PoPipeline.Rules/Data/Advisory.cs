using System.Collections.Immutable;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.Data;

/// <summary>What is publicly known to be wrong with a component.</summary>
/// <param name="Id">The advisory.</param>
/// <param name="What">What is wrong, as a clause: "printed the secrets of every run to its log".</param>
/// <param name="Severity">How severe it is for a pipeline that reuses the component, on the scale of the rules; an advisory may grade it otherwise.</param>
/// <param name="Source">The address at which the advisory is found, whose component and versions are repeated here in short.</param>
public sealed record Advisory(string Id, string What, Severity Severity, string Source)
{
    /// <summary>The first version concerned; null for the very first.</summary>
    public string? From { get; init; }

    /// <summary>The first version that is right again; null where there is none.</summary>
    public string? Fixed { get; init; }

    /// <summary>Commits that are malicious themselves.</summary>
    public ImmutableArray<string> Commits { get; init; } = [];

    /// <summary>Whether somebody moved the versions' tags to foreign code; a commit that is not in <see cref="Commits"/> is then what it was.</summary>
    public bool IsCompromise { get; init; }
}

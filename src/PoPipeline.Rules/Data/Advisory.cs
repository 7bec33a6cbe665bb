using System.Collections.Immutable;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.Data;

/// <summary>What is publicly known to be wrong with a reused component.</summary>
/// <param name="Name">The component, in small letters, without version.</param>
/// <param name="Id">The advisory.</param>
/// <param name="What">What is wrong, as a clause: "printed the secrets of every run to its log".</param>
/// <param name="Severity">How severe.</param>
/// <param name="From">The first version concerned; null for the very first.</param>
/// <param name="Fixed">The first version that is right again; null where there is none.</param>
internal sealed record Advisory(string Name, string Id, string What, Severity Severity, string? From, string? Fixed)
{
    /// <summary>Commits that are malicious themselves.</summary>
    public ImmutableArray<string> Commits { get; init; } = [];

    /// <summary>Whether somebody moved the versions' tags to foreign code; a commit that is not in <see cref="Commits"/> is then what it was.</summary>
    public bool IsCompromise { get; init; }
}

using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline;

/// <summary>What came of judging a snapshot, decisions included. Nothing is ever left out of it because of a decision.</summary>
public sealed record Assessment
{
    /// <summary>What was judged.</summary>
    public required Snapshot Snapshot { get; init; }

    /// <summary>One judgement a rule, by id.</summary>
    public required ImmutableArray<Judgement> Judgements { get; init; }

    /// <summary>
    /// What rules said that were not selected, and on which it depends what a comment excuses. No report shows it and no gate minds it; decisions are bound to it.
    /// </summary>
    public ImmutableArray<Judgement> Beside { get; init; } = [];

    /// <summary>Every finding of every rule, by path, line, column and rule.</summary>
    public IEnumerable<AssessedFinding> Findings => Judgements
        .SelectMany(judgement => judgement.Findings)
        .OrderBy(finding => finding.Finding.Place.Path, StringComparer.Ordinal)
        .ThenBy(finding => finding.Finding.Place.Region.StartLine)
        .ThenBy(finding => finding.Finding.Place.Region.StartColumn)
        .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal);
}

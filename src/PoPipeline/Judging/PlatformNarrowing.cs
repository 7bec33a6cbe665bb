using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;
using PoPipeline.Sources.Pipelines;

namespace PoPipeline.Judging;

/// <summary>Narrows what was found in a repository to the pipelines of the platforms that somebody asked about.</summary>
/// <remarks>
/// Decisions are joined with the findings on all, and no request is taken for settled because its platform was not asked about. Then each rule judges what there is
/// without the pipelines of the others, and what it says of that is shown.
/// </remarks>
internal static class PlatformNarrowing
{
    /// <summary>What is said without the pipelines of other platforms; the same assessment where all were asked about.</summary>
    /// <param name="assessment">What was found in the whole repository.</param>
    /// <param name="verdicts">What rules said so far.</param>
    public static Assessment Of(Assessment assessment, Verdicts verdicts)
    {
        if (assessment.Snapshot.Platforms is not { } platforms)
        {
            return assessment;
        }

        var alone = Alone(assessment.Snapshot, platforms);
        ImmutableArray<Rule> rules = [.. assessment.Judgements.Select(judgement => judgement.Rule)];
        var all = verdicts.Of(rules, assessment.Snapshot);
        var own = verdicts.Of(rules, alone);
        var elsewhere = FilesOf(assessment.Snapshot).Except(FilesOf(alone)).ToHashSet(StringComparer.Ordinal);
        return assessment with
        {
            Snapshot = alone,
            Judgements = [.. assessment.Judgements.Select((judgement, index) => Narrowed(judgement, all[index].Verdict, own[index].Verdict, elsewhere))],
        };
    }

    private static Judgement Narrowed(Judgement judgement, Verdict all, Verdict own, HashSet<string> elsewhere)
    {
        var shown = judgement.Verdict.Hidden > 0 ? Assessor.WithoutHygiene(own) : own;
        var said = all.Findings.Select(KeyOf).ToHashSet();
        var remains = own.Findings.Select(KeyOf).ToHashSet();
        ImmutableArray<AssessedFinding> findings =
        [
            // What is no word of the rule itself came of joining decisions with what it said.
            .. judgement.Findings.Where(finding => said.Contains(KeyOf(finding.Finding)) ? remains.Contains(KeyOf(finding.Finding)) : !elsewhere.Contains(finding.Finding.Place.Path)),
        ];

        // What a rule misses only because it was not shown the others is not missing.
        var isMet = shown.Findings.IsEmpty || findings.Length > 0;
        return judgement with
        {
            Findings = findings,
            Verdict = shown with
            {
                Judged = isMet ? shown.Judged : 0,
                Findings = [.. findings.Select(finding => finding.Finding)],
                Reason = isMet ? shown.Reason : "Nothing of the platforms that were asked about is what this rule looks at.",
            },
        };
    }

    private static (string Subject, Place Place) KeyOf(Finding finding) => (finding.Subject, finding.Place);

    // What a pipeline includes lies in files of its own.
    private static IEnumerable<string> FilesOf(Snapshot snapshot) =>
    [
        .. snapshot.Pipelines.SelectMany(pipeline => pipeline.Jobs.Select(job => job.Span.Path).Append(pipeline.Path)),
        .. snapshot.IgnoredPipelines.Select(ignored => ignored.Path),
        .. snapshot.LinkedPipelines.Select(link => link.Path),
    ];

    private static Snapshot Alone(Snapshot snapshot, JudgedPlatforms platforms)
    {
        var left = snapshot.Pipelines.Where(pipeline => !platforms.Includes(pipeline.Platform)).Select(pipeline => pipeline.Path).ToHashSet(StringComparer.Ordinal);
        var others = FilesOf(snapshot with { Pipelines = [.. snapshot.Pipelines.Where(pipeline => left.Contains(pipeline.Path))], IgnoredPipelines = [], LinkedPipelines = [] })
            .Except(FilesOf(snapshot with { Pipelines = [.. snapshot.Pipelines.Where(pipeline => !left.Contains(pipeline.Path))], IgnoredPipelines = [], LinkedPipelines = [] })).ToHashSet(StringComparer.Ordinal);
        return snapshot with
        {
            Pipelines = [.. snapshot.Pipelines.Where(pipeline => platforms.Includes(pipeline.Platform))],
            IgnoredPipelines = [.. snapshot.IgnoredPipelines.Where(ignored => platforms.Includes(ignored.Platform))],
            LinkedPipelines = [.. snapshot.LinkedPipelines.Where(link => !left.Contains(link.Target))],
            UnreadPipelines = [.. snapshot.UnreadPipelines.Where(file => platforms.Includes(PipelineSystem.PlatformOf(file.System)))],

            // Where each platform is read, none of its files is among those that nobody reads.
            UnreadGaps = platforms.All.All(SourceList.IsRead) ? [] : snapshot.UnreadGaps,
            InlineExceptions = [.. snapshot.InlineExceptions.Where(exception => !others.Contains(exception.Span.Path))],
        };
    }
}

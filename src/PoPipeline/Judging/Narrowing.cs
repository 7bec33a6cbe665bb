using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Judging;

/// <summary>Narrows what was found in a repository to the part that somebody asked about.</summary>
/// <remarks>
/// The repository is judged as a whole, so that what is elsewhere still explains what is here: owners, callers, decisions. Then each rule judges the files of
/// the part alone, which tells how much of it there is to look at, and which findings on the repository as a whole, such as files without an owner, are about
/// the part, too. Nothing that was found elsewhere turns into evidence that something is met.
/// </remarks>
public static class Narrowing
{
    /// <summary>What touches the part of the snapshot; the same assessment where no part was asked about.</summary>
    /// <param name="assessment">What was found in the whole repository.</param>
    public static Assessment Of(Assessment assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        if (assessment.Snapshot.Part is not { } part)
        {
            return assessment;
        }

        var alone = Alone(assessment.Snapshot, part);
        var judgements = new Judgement[assessment.Judgements.Length];
        Parallel.For(0, judgements.Length, index => judgements[index] = Narrowed(assessment.Judgements[index], assessment.Snapshot, alone, part));
        return assessment with { Judgements = [.. judgements] };
    }

    private static Judgement Narrowed(Judgement judgement, Snapshot snapshot, Snapshot alone, JudgedPart part)
    {
        var whole = judgement.Verdict;
        var verdict = Assessor.VerdictOf(judgement.Rule, alone);
        if (whole.Hidden > 0)
        {
            verdict = Assessor.WithoutHygiene(verdict);
        }

        var own = verdict.Findings.GroupBy(finding => finding.Subject, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var unseen = verdict.Gaps.Select(gap => gap.Subject).ToHashSet(StringComparer.Ordinal);
        var findings = judgement.Findings
            .Where(finding => part.Touches(finding.Finding) || own.ContainsKey(finding.Finding.Subject))
            .Select(finding => finding with { Finding = InWords(finding.Finding, own.GetValueOrDefault(finding.Finding.Subject), part) })
            .ToList();
        List<Gap> gaps =
        [
            .. whole.Gaps.Where(gap => !IsElsewhere(gap, snapshot, part) || unseen.Contains(gap.Subject)),

            // The rule threw, or could not cope, for the part alone; or a system that nobody reads has its first file elsewhere.
            .. verdict.Gaps.Where(gap => (gap.Subject == judgement.Rule.Id || alone.UnreadPipelines.Any(file => file.Path == gap.Subject)) && !whole.Gaps.Contains(gap)),
        ];
        var isLookedAt = whole.Kind is not VerdictKind.NotApplicable && verdict.Judged > 0;
        return judgement with
        {
            Findings = [.. findings],
            Verdict = new Verdict
            {
                Judged = isLookedAt ? verdict.Judged : 0,
                Findings = [.. findings.Select(finding => finding.Finding)],
                Gaps = [.. gaps],
                Hidden = whole.Kind is VerdictKind.NotApplicable ? whole.Hidden : verdict.Hidden,
                Reason = whole.Kind is VerdictKind.NotApplicable ? whole.Reason
                    : isLookedAt || verdict.Hidden > 0 ? $"In '{part.Path}': {verdict.Reason}"
                    : $"Nothing in '{part.Path}' is what this rule looks at.",
            },
        };
    }

    // About files that lie all over the repository a rule says of the part alone what counts here. What stands elsewhere keeps its words.
    private static Finding InWords(Finding finding, Finding? own, JudgedPart part) =>
        own is not null && own.Place == finding.Place && !part.Includes(finding.Place.Path) ? own with { Evidence = finding.Evidence } : finding;

    // What is not known of one file elsewhere is no matter of the part. What is not known of anything else may be: a rule that could not cope with the
    // whole has found nothing that could be narrowed, and who owns and what is asked for holds for every part.
    private static bool IsElsewhere(Gap gap, Snapshot snapshot, JudgedPart part) =>
        PathOf(gap) is var path
        && !part.Includes(path)
        && snapshot.Repository.Files.AsSpan().BinarySearch(path, StringComparer.Ordinal) >= 0
        && snapshot.Policy.Path != path
        && snapshot.CodeOwners.All(file => file.Path != path);

    // A subject is a path, or a path and what it is about in the file.
    private static string PathOf(Gap gap) => gap.Subject.IndexOf('#', StringComparison.Ordinal) is var sign and >= 0 ? gap.Subject[..sign] : gap.Subject;

    // What says who owns, who decides and what is asked for holds for every part.
    private static Snapshot Alone(Snapshot snapshot, JudgedPart part) => snapshot with
    {
        Repository = snapshot.Repository with
        {
            // Told from all files, where nothing else tells it.
            Forge = CodeOwnersPlaces.ForgeOf(snapshot.Repository),
            Files = [.. snapshot.Repository.Files.Where(part.Includes)],
        },
        Pipelines = [.. snapshot.Pipelines.Where(pipeline => part.Includes(pipeline.Path))],
        IgnoredPipelines = [.. snapshot.IgnoredPipelines.Where(pipeline => part.Includes(pipeline.Path))],
        UnreadPipelines = [.. snapshot.UnreadPipelines.Where(pipeline => part.Includes(pipeline.Path))],
        Templates = [.. snapshot.Templates.Where(template => part.Includes(template.Path))],
        IgnoredTemplates = [.. snapshot.IgnoredTemplates.Where(template => part.Includes(template.Path))],
        InlineExceptions = [.. snapshot.InlineExceptions.Where(exception => part.Includes(exception.Span.Path))],
        Suppressions = [.. snapshot.Suppressions.Where(suppression => part.Includes(suppression.Span.Path))],
        SuppressionGaps = [.. snapshot.SuppressionGaps.Where(gap => part.Includes(gap.Subject))],
    };
}

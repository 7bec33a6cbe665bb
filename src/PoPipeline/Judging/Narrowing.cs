using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Judging;

/// <summary>Narrows what was found in a repository to the platforms and the part that somebody asked about.</summary>
/// <remarks>
/// The repository is judged as a whole, so that what is elsewhere still explains what is here: owners, callers, decisions. Then each rule judges the files of
/// the part alone, which tells how much of it there is to look at, and which findings on the repository as a whole, such as files without an owner, are about
/// the part, too. Nothing that was found elsewhere turns into evidence that something is met. That is another question, about fewer files, to which the first
/// answer says nothing: whether files without an owner are about the part, or how many of the files that were looked at lie in it, only the rule knows.
/// </remarks>
public static class Narrowing
{
    /// <summary>What touches the part of the snapshot; the same assessment where no part was asked about.</summary>
    /// <param name="assessment">What was found in the whole repository.</param>
    /// <param name="verdicts">What rules said so far, where the part may be all of it; null where nobody kept that.</param>
    public static Assessment Of(Assessment assessment, Verdicts? verdicts = null)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        verdicts ??= new Verdicts();
        assessment = PlatformNarrowing.Of(assessment, verdicts);
        if (assessment.Snapshot.Part is not { } part)
        {
            return assessment;
        }

        var alone = Alone(assessment.Snapshot, part);
        var own = verdicts.Of([.. assessment.Judgements.Select(judgement => judgement.Rule)], alone);
        return assessment with { Judgements = [.. assessment.Judgements.Zip(own, (judgement, there) => Narrowed(judgement, there.Verdict, assessment.Snapshot, alone, part))] };
    }

    private static Judgement Narrowed(Judgement judgement, Verdict verdict, Snapshot snapshot, Snapshot alone, JudgedPart part)
    {
        var whole = judgement.Verdict;
        if (whole.Hidden > 0)
        {
            verdict = Assessor.WithoutHygiene(verdict);
        }

        var own = verdict.Findings.GroupBy(finding => finding.Subject, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var said = whole.Findings.Select(finding => (finding.Subject, finding.Place)).ToHashSet();
        var unseen = verdict.Gaps.Select(gap => gap.Subject).ToHashSet(StringComparer.Ordinal);
        var findings = judgement.Findings
            .Where(finding => part.Touches(finding.Finding) || (own.TryGetValue(finding.Finding.Subject, out var there) && IsSame(finding.Finding, there)))
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

        // Files that one pipeline includes may have the same said of them, each in its own place.
        bool IsSame(Finding finding, Finding there) => there.Place == finding.Place || !said.Contains((there.Subject, there.Place));
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
            Files = In(snapshot.Repository.Files, part, file => file),
        },
        Pipelines = In(snapshot.Pipelines, part),
        IgnoredPipelines = In(snapshot.IgnoredPipelines, part, pipeline => pipeline.Path),
        UnreadPipelines = In(snapshot.UnreadPipelines, part, pipeline => pipeline.Path),
        Templates = In(snapshot.Templates, part, template => template.Path),
        IgnoredTemplates = In(snapshot.IgnoredTemplates, part, template => template.Path),
        InlineExceptions = In(snapshot.InlineExceptions, part, exception => exception.Span.Path),
        Suppressions = In(snapshot.Suppressions, part, suppression => suppression.Span.Path),
        SuppressionGaps = In(snapshot.SuppressionGaps, part, gap => gap.Subject),
    };

    // Of a pipeline that lies elsewhere and includes files of the part, what stands in these is the part's.
    private static ImmutableArray<Pipeline> In(ImmutableArray<Pipeline> all, JudgedPart part) => all.All(pipeline => part.Includes(pipeline.Path))
        ? all
        : [.. all.Where(pipeline => part.Includes(pipeline.Path) || pipeline.Jobs.Any(job => part.Includes(job.Span.Path))).Select(pipeline => part.Includes(pipeline.Path) ? pipeline : Here(pipeline, part))];

    private static Pipeline Here(Pipeline pipeline, JudgedPart part) => pipeline with
    {
        Jobs = In(pipeline.Jobs, part, job => job.Span.Path),
        Variables = In(pipeline.Variables, part, variable => variable.Span.Path),
        Reuses = In(pipeline.Reuses, part, reference => reference.Span.Path),
        Problems = In(pipeline.Problems, part, problem => problem.Span.Path),
        SecretUses = In(pipeline.SecretUses, part, use => use.Span.Path),
        Credentials = In(pipeline.Credentials, part, credential => credential.Span.Path),
    };

    // A list that lies in the part as a whole stays the same one, so that no rule is asked twice about it.
    private static ImmutableArray<T> In<T>(ImmutableArray<T> all, JudgedPart part, Func<T, string> path) =>
        all.All(one => part.Includes(path(one))) ? all : [.. all.Where(one => part.Includes(path(one)))];
}

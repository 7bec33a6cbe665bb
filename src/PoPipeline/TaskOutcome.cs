using System.Collections.Immutable;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline;

/// <summary>What the rules of one task of NIST SSDF say together.</summary>
public sealed record TaskOutcome
{
    private TaskOutcome(string task, ImmutableArray<Judgement> judgements)
    {
        Task = task;
        Judgements = judgements;
        var findings = judgements.SelectMany(judgement => judgement.Findings).ToList();
        Open = findings.Count(finding => finding.IsOpen);
        Accepted = findings.Count - Open;
        Gaps = CountOf(judgements);
    }

    /// <summary>The task: <c>PO.3.2</c>.</summary>
    public string Task { get; }

    /// <summary>Its title, short.</summary>
    public string Title => Ssdf.TitleOf(Task);

    /// <summary>The judgements of its rules, by id.</summary>
    public ImmutableArray<Judgement> Judgements { get; }

    /// <summary>How many findings are open.</summary>
    public int Open { get; }

    /// <summary>How many findings an exception in force covers.</summary>
    public int Accepted { get; }

    /// <summary>How many things could not be looked at; one that several rules would look at is one thing.</summary>
    public int Gaps { get; }

    /// <summary>Whether the task is met: a failure outweighs ignorance, and ignorance is never a pass.</summary>
    public TaskVerdict Verdict =>
        Open > 0 ? TaskVerdict.NotMet
        : Gaps > 0 ? TaskVerdict.Unknown
        : Judgements.Any(judgement => judgement.Verdict.Kind is VerdictKind.Pass or VerdictKind.Fail) ? TaskVerdict.Met
        : TaskVerdict.NotApplicable;

    /// <summary>One outcome for each task that a rule of the assessment belongs to, in the order of the tasks.</summary>
    public static ImmutableArray<TaskOutcome> Of(Assessment assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        return
        [
            .. assessment.Judgements
                .GroupBy(judgement => judgement.Rule.Task, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new TaskOutcome(group.Key, [.. group.OrderBy(judgement => judgement.Rule.Id, StringComparer.Ordinal)])),
        ];
    }

    /// <summary>How many things some rules could not look at; one that several of them would look at is one thing.</summary>
    /// <param name="judgements">What the rules said.</param>
    public static int CountOf(IEnumerable<Judgement> judgements) =>
        judgements.SelectMany(judgement => judgement.Verdict.Gaps).Select(gap => gap.Subject).Distinct(StringComparer.Ordinal).Count();

    /// <summary>The words for a verdict: "not met".</summary>
    public static string Words(TaskVerdict verdict) => verdict switch
    {
        TaskVerdict.Met => "met",
        TaskVerdict.NotMet => "not met",
        TaskVerdict.NotApplicable => "not applicable",
        _ => "unknown",
    };
}

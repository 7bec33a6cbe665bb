using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline;

/// <summary>Decides whether a build may go on. It only reads an assessment, so that every report is written before it speaks.</summary>
public static class BuildGate
{
    // Whoever selects rules for a run knows that the others did not run.
    private const string Deselected = "it was left out";

    private const int RulesNamed = 4;

    /// <summary>
    /// Decides. Tampering outweighs an open finding, which outweighs what could not be evaluated; an accepted finding never fails.
    /// </summary>
    /// <param name="assessment">What was found.</param>
    /// <param name="failOn">The least severity that fails; null where no finding fails.</param>
    public static GateResult Judge(Assessment assessment, Severity? failOn)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        if (assessment.Snapshot.Records.Tamperings is [var first, .. var others])
        {
            var more = others.Length > 0 ? $" And {Counted.Of(others.Length, "more thing")} of the records." : "";
            return new GateResult(ExitCode.Tampering, $"{first.Subject}: {first.What}.{more}");
        }

        var failing = assessment.Findings.Count(finding => Fails(finding, failOn));
        if (failing > 0)
        {
            // Whoever mends them all would otherwise learn only then that this is not all.
            var open = UnknownOf(assessment);
            return new GateResult(
                ExitCode.Failed,
                $"{Counted.Of(failing, "finding")} of severity {Lower(failOn)} or higher {(failing == 1 ? "is" : "are")} open."
                + (open.Count > 0 ? $" Required, but not known either: {string.Join(", ", open)}." : ""));
        }

        if (Unseen(assessment.Snapshot) is { } nothing)
        {
            return new GateResult(ExitCode.Incomplete, nothing);
        }

        if (assessment.Snapshot.Trust.Source is PolicySource.Unknown)
        {
            return new GateResult(ExitCode.Incomplete, "It is not known which policy judges, see PO3306; what is not known about it is in the reports.");
        }

        var incomplete = IncompleteOf(assessment);
        if (incomplete.Count > 0)
        {
            var ids = incomplete.ConvertAll(judgement => judgement.Rule.Id);
            var named = ids.Count > RulesNamed ? [.. ids.Take(RulesNamed - 1), $"and {Counted.Of(ids.Count - RulesNamed + 1, "more rule")}"] : ids;
            var what = GapOf(incomplete[0]);
            return new GateResult(ExitCode.Incomplete, $"{Counted.Of(ids.Count, "rule")} could not be evaluated in full, {string.Join(", ", named)}. '{new GapWords(assessment.Snapshot).Of(what.Subject, what.OnlySettings)}': {what.Reason.TrimEnd('.')}.");
        }

        var required = assessment.Snapshot.Policy.Required.Select(name => (Name: name, Why: UnansweredOf(assessment, name))).ToList();
        if (required.Find(entry => entry.Why is not (null or Deselected)) is { Why: { } why } unanswered)
        {
            return new GateResult(ExitCode.Incomplete, $"{unanswered.Name} is required, but {why}.");
        }

        if (assessment.Snapshot.Records.Gaps.FirstOrDefault(gap => gap.Failed) is { } gap)
        {
            return new GateResult(ExitCode.Incomplete, $"The records could not be read in full: {gap.Subject}: {gap.Reason}.");
        }

        // Not what keeps the gate from being met, and not looked at all the same.
        var unseen = TaskOutcome.CountOf(assessment.Judgements);
        var deselected = required.Where(entry => entry.Why is Deselected).Select(entry => entry.Name).ToList();
        return new GateResult(
            ExitCode.Met,
            (failOn is null ? "Findings do not fail this run." : $"No finding of severity {Lower(failOn)} or higher is open.")
            + (unseen > 0 ? $" {Counted.Of(unseen, "thing")} could not be looked at." : "")
            + (deselected.Count > 0 ? $" Required, but left out by --rule or --task: {string.Join(", ", deselected)}." : ""));
    }

    /// <summary>What could not be looked at, and the rule that would: where it keeps the gate from being met, the one that does; null where all was looked at.</summary>
    /// <param name="assessment">What was found.</param>
    public static (Rule Rule, Gap Gap)? FirstGap(Assessment assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        var unseen = assessment.Judgements.Where(judgement => judgement.Verdict.Gaps.Length > 0).ToList();
        var incomplete = IncompleteOf(assessment);
        var judgement = incomplete.Find(judgement => !GapOf(judgement).OnlySettings) ?? incomplete.FirstOrDefault() ?? unseen.Find(judgement => !GapOf(judgement).OnlySettings) ?? unseen.FirstOrDefault();
        return judgement is null ? null : (judgement.Rule, GapOf(judgement));
    }

    /// <summary>Whether a finding fails the gate: it is open, and severe enough.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="failOn">The least severity that fails; null where no finding fails.</param>
    public static bool Fails(AssessedFinding finding, Severity? failOn)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.IsOpen && failOn is { } least && finding.Severity >= least;
    }

    /// <summary>Says that nothing at all was looked at, and why, as a sentence; null where something was. That no file is wrong then says nothing.</summary>
    /// <param name="snapshot">What was collected.</param>
    public static string? Unseen(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var repository = snapshot.Repository;
        return repository.Files.IsEmpty && snapshot.Settings?.Organization is null ? $"Nothing was looked at: {(repository.Gaps is [var gap, ..] ? gap : "the repository has no file")}." : null;
    }

    /// <summary>What was judged with gaps that keep the gate from being met.</summary>
    /// <param name="assessment">What was found.</param>
    internal static List<Judgement> IncompleteOf(Assessment assessment) =>
        [.. assessment.Judgements.Where(judgement => judgement.Verdict.Gaps.Any(gap => gap.Failed || IsRequired(assessment.Snapshot.Policy, judgement.Rule)))];

    // What can be mended goes before what only settings tell.
    private static Gap GapOf(Judgement judgement) =>
        judgement.Verdict.Gaps.FirstOrDefault(gap => gap.Failed) ?? judgement.Verdict.Gaps.FirstOrDefault(gap => !gap.OnlySettings) ?? judgement.Verdict.Gaps[0];

    // What the policy requires of which nothing is known, or not all.
    private static List<string> UnknownOf(Assessment assessment) =>
    [
        .. assessment.Snapshot.Policy.Required.Where(name =>
            UnansweredOf(assessment, name) is not (null or Deselected)
            || assessment.Judgements.Any(judgement => (judgement.Rule.Id == name || judgement.Rule.Task == name) && judgement.Verdict.Gaps.Length > 0)),
    ];

    // The policy names a rule by its id or by its SSDF task.
    private static bool IsRequired(Policy policy, Rule rule) => policy.Required.Contains(rule.Id) || policy.Required.Contains(rule.Task);

    // Why nothing is known of what the policy requires although nothing failed, as a clause; null where something is. What does not apply is known.
    private static string? UnansweredOf(Assessment assessment, string name)
    {
        var judgements = assessment.Judgements.Where(judgement => judgement.Rule.Id == name || judgement.Rule.Task == name).ToList();
        if (judgements.Count > 0)
        {
            return judgements.TrueForAll(judgement => judgement.Verdict.Kind is VerdictKind.NotApplicable) && judgements.Exists(judgement => judgement.Verdict.Hidden > 0)
                ? "all that was found is hygiene, which only --pedantic shows"
                : null;
        }

        var rules = RuleSet.All.Where(rule => rule.Id == name || rule.Task == name).ToList();
        var off = assessment.Snapshot.Policy.Disabled.Select(disabled => disabled.Rule).ToHashSet(StringComparer.Ordinal);
        return rules.Count == 0 ? "no rule of it exists yet"
            : rules.TrueForAll(rule => off.Contains(rule.Id)) ? "the policy switches it off"
            : rules.TrueForAll(rule => rule.Pedantic || off.Contains(rule.Id)) ? "it is hygiene, which only --pedantic judges"
            : Deselected;
    }

    private static string Lower(Severity? severity) => severity?.ToString().ToLowerInvariant() ?? "none";
}

/// <summary>What the gate decides.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Reason">Why, in one sentence without text of others.</param>
public sealed record GateResult(ExitCode Code, string Reason);

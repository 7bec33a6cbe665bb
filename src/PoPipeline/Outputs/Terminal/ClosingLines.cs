using PoPipeline.Configuration;
using PoPipeline.Decisions;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs.Terminal;

/// <summary>
/// The end of the report, which is all that a terminal still shows of a long one: a row for each SSDF task, how many findings are open of which
/// rule, where the reports are, what to do next, and what the gate decides. It fits a screen of 24 lines with 80 columns.
/// </summary>
internal sealed class ClosingLines(ConsoleOptions options, TextLines lines)
{
    // What the columns beside the task take.
    private const int Columns = 40;
    private const int RulesShown = 8;
    private const int PathLength = 200;

    public void Write(Assessment assessment)
    {
        if (!options.Quiet)
        {
            WriteAround(assessment);
        }

        WriteVerdict(assessment);
    }

    private void WriteAround(Assessment assessment)
    {
        WriteTasks(assessment);
        var open = assessment.Findings.Where(finding => finding.IsOpen).ToList();
        WriteCounts(open, assessment);
        if (!options.Reports.IsEmpty)
        {
            lines.Wrap($"Reports in {options.ReportFolder}: {string.Join(", ", options.Reports)}", 0);
        }

        WriteNext(assessment, open);
    }

    private void WriteVerdict(Assessment assessment)
    {
        var gate = BuildGate.Judge(assessment, options.FailOn);
        var word = gate.Code switch
        {
            ExitCode.Met => "Met",
            ExitCode.Failed => "Not met",
            ExitCode.Tampering => "Tampered with",
            _ => "Incomplete",
        };

        // What was tampered with stands above already, with all that is known of it.
        var reason = gate.Code is ExitCode.Tampering && options.Format is OutputFormat.Text
            ? $"{Counting.Of(assessment.Snapshot.Records.Tamperings.Length, "thing")} of the records, as said above."
            : gate.Reason;
        lines.Fill(reason.Split(' ', StringSplitOptions.RemoveEmptyEntries), " ", indent: 0, word.Length + 2, SafeText.Of($"{lines.Ansi.Of(gate.Code, $"{lines.Ansi.Bold($"{word}")}")}: "));
    }

    private void WriteTasks(Assessment assessment)
    {
        var tasks = TaskOutcome.Of(assessment);
        var widest = "SSDF task".Length;
        foreach (var task in tasks)
        {
            widest = Math.Max(widest, task.Task.Length + 1 + task.Title.Length);
        }

        var width = Math.Min(lines.Width - Columns, widest);
        lines.Write($"{lines.Ansi.Bold($"{"SSDF task".PadRight(width)}  {"verdict",-7}  {"rules",5}  {"open",4}  {"accepted",8}  {"unseen",6}")}");
        foreach (var task in tasks)
        {
            var applying = task.Judgements.Count(judgement => judgement.Verdict.Kind is not VerdictKind.NotApplicable);
            var met = $"{task.Judgements.Count(judgement => judgement.Passes)}/{applying}";
            var verdict = lines.Ansi.Of(task.Verdict, $"{(task.Verdict is TaskVerdict.NotApplicable ? "n/a" : TaskOutcome.Words(task.Verdict)),-7}");
            lines.Write($"{Untrusted.Cut($"{task.Task} {task.Title}", width).PadRight(width)}  {verdict}  {met,5}  {task.Open,4}  {task.Accepted,8}  {task.Gaps,6}");
        }

        lines.Write($"");
    }

    private void WriteCounts(List<AssessedFinding> open, Assessment assessment)
    {
        var counts = open.Count == 0 ? "No open finding" : $"{Counting.Of(open.Count, "open finding")} ({Counting.BySeverity(open)})";
        var mendable = new FixableFindings(assessment.Snapshot).CountOf(open);
        lines.Write($"{counts}, {Counting.Of(assessment.Judgements.Length, "rule")}.{(mendable == 0 ? "" : $" 'po fix' can mend {mendable}.")}");
        foreach (var severity in Severities.Descending)
        {
            var found = open.Where(finding => finding.Severity == severity)
                .GroupBy(finding => finding.Rule.Id, StringComparer.Ordinal)
                .OrderByDescending(rule => rule.Count())
                .ThenBy(rule => rule.Key, StringComparer.Ordinal)
                .Select(rule => $"{rule.Key} {rule.Count()}")
                .ToList();
            var more = found.Count > RulesShown ? [$"and {Counting.Of(found.Count - RulesShown, "more rule")}"] : (string[])[];
            lines.Fill([.. found.Take(RulesShown), .. more], ", ", indent: 2, hanging: 10, lines.Ansi.Of(severity, $"{Severities.Word(severity),-10}"));
        }

        if (TextReport.Folded(open, options) is > 0 and var folded)
        {
            lines.Wrap($"{Counting.Of(folded, "finding")} below {Severities.Word(options.FailOn ?? default)} {(folded == 1 ? "does" : "do")} not fail: --show-all shows {(folded == 1 ? "it" : "them")}.", 2);
        }

        if (options.NamesRules && assessment.Judgements.Sum(judgement => judgement.Verdict.Hidden) is > 0 and var hidden)
        {
            lines.Wrap($"{Counting.Of(hidden, "finding")} of hygiene {(hidden == 1 ? "is" : "are")} left out: --pedantic shows {(hidden == 1 ? "it" : "them")}.", 2);
        }
    }

    private void WriteNext(Assessment assessment, List<AssessedFinding> open)
    {
        if (NextOf(assessment, open) is { } next)
        {
            lines.Wrap($"Next: {next}", 0);
        }

        var exceptionLinks = new ExceptionLinks(assessment.Snapshot);
        if (exceptionLinks.WorthAsking(open, options.FailOn) is { } askable)
        {
            lines.Wrap($"To ask for an exception: {ExceptionLinks.CommandOf(askable)}{(exceptionLinks.FormOf(askable) is null ? "" : "; summary.md has a link for each finding")}", 0);
        }
    }

    // Of a finding that fails, where one does: whoever mends another one is no step further. Then of what keeps the gate from being met, of what is open
    // all the same, and of what nobody has looked at.
    private string? NextOf(Assessment assessment, List<AssessedFinding> open)
    {
        var worst = open.MaxBy(finding => finding.Severity);
        if (worst is not null && (options.FailOn is null || BuildGate.Fails(worst, options.FailOn)))
        {
            return MendingOf(worst, assessment, "");
        }

        var gate = BuildGate.Judge(assessment, options.FailOn).Code;
        if (gate is ExitCode.Tampering || BuildGate.Unseen(assessment.Snapshot) is not null)
        {
            return null;
        }

        var first = BuildGate.FirstGap(assessment);
        return first is var (rule, gap) && (gate is ExitCode.Incomplete || (worst is null && !gap.OnlySettings))
            ? LookingOf(rule, gap, assessment)
            : worst is null ? null : MendingOf(worst, assessment, ", although it does not fail");
    }

    // What no file holds is in the way of nothing but a policy that requires the rule, which is where a person says that somebody looked.
    private static string LookingOf(Rule rule, Gap gap, Assessment assessment) => gap.OnlySettings
        ? $"look at the settings that no file holds, of which 'po explain {rule.Id}' says what is right, and switch {rule.Id} off in {PolicyReader.FileName} with that as the reason ('rules: disable:'){(assessment.Snapshot.Policy.Required.Contains(rule.Id) ? ", no longer under 'required:'" : "")}."
        : $"see to it that '{Untrusted.Cut(new GapWords(assessment.Snapshot).Of(gap.Subject, gap.OnlySettings), PathLength)}' is looked at; 'po explain {rule.Id}' says what for.";

    private static string MendingOf(AssessedFinding finding, Assessment assessment, string although)
    {
        if (finding.Finding.Setting is { } setting)
        {
            return $"{(finding.Rule.Basis is RuleBasis.AuditLog ? "see to" : "change")} {Untrusted.Cut(setting.Name, PathLength)}{(setting.Url is { } page ? $" on {Untrusted.Cut(page, PathLength)}" : "")}{although}; 'po explain {finding.Rule.Id}' says more.";
        }

        var place = finding.Finding.Place;
        var isThere = assessment.Snapshot.Repository.Files.AsSpan().BinarySearch(place.Path, StringComparer.Ordinal) >= 0;
        if (assessment.Snapshot.Repository.ClosedAbove(place.Path) is { } closed)
        {
            var kind = assessment.Snapshot.Repository.Submodules.Contains(closed) ? "submodule" : "symbolic link";
            return $"put a folder of this repository in place of '{Untrusted.Cut(closed, PathLength)}', which is a {kind}, and write {Untrusted.Cut(place.Path, PathLength)} in it{although}; 'po explain {finding.Rule.Id}' says more.";
        }

        return $"{(isThere ? "mend" : "write")} {Untrusted.Cut(place.Path, PathLength)}{(isThere ? $":{place.Region.StartLine}" : "")}{although}; 'po explain {finding.Rule.Id}' says more.";
    }
}

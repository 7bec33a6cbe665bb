using System.Text;
using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.Terminal;

/// <summary>The report for people: every finding with its place, its line and what to do, then one row an SSDF task.</summary>
internal sealed class TextReport(ConsoleOptions options, TerminalWriter writer)
{
    private const string Indent = "  ";
    private const int MessageLength = 4000;
    private const int GapsShown = 20;
    private const int FindingsShown = 200;
    private readonly Ansi ansi = new(options.Colors);

    /// <summary>Writes the whole report.</summary>
    public void Write(Assessment assessment)
    {
        var findings = assessment.Findings.ToList();
        WriteTamperings(assessment.Snapshot.Records);
        WriteOpen(assessment, findings);
        WriteAccepted(findings, assessment.Snapshot);
        WriteNotices(assessment, findings);
        WriteGaps(assessment);
        WriteTasks(assessment);
    }

    /// <summary>Writes one row an SSDF task, and what the gate decides.</summary>
    public void WriteTasks(Assessment assessment)
    {
        var tasks = TaskOutcome.Of(assessment);
        var width = tasks.Select(task => task.Task.Length + 1 + task.Title.Length).Append("SSDF task".Length).Max();
        WriteLine($"{ansi.Bold($"{"SSDF task".PadRight(width)}  {"verdict",-14}  {"rules met",9}  {"open",5}  {"accepted",8}  {"not seen",8}")}");
        foreach (var task in tasks)
        {
            var applying = task.Judgements.Count(judgement => judgement.Verdict.Kind is not VerdictKind.NotApplicable);
            var met = $"{task.Judgements.Count(judgement => judgement.Passes)} of {applying}";
            var verdict = ansi.Of(task.Verdict, $"{TaskOutcome.Words(task.Verdict),-14}");
            WriteLine($"{$"{task.Task} {task.Title}".PadRight(width)}  {verdict}  {met,9}  {task.Open,5}  {task.Accepted,8}  {task.Gaps,8}");
        }

        WriteLine($"");
        var open = assessment.Findings.Where(finding => finding.IsOpen).ToList();
        var counts = open.Count == 0 ? "No open finding" : $"{Counting.Of(open.Count, "open finding")} ({Counting.BySeverity(open)})";
        var mendable = open.Count(finding => finding is { Finding.Fix: not null, Suppression: null });
        WriteLine($"{counts}, {Counting.Of(assessment.Judgements.Length, "rule")}.{(mendable == 0 ? "" : $" 'po fix' can mend {mendable}.")}");
        var gate = BuildGate.Judge(assessment, options.FailOn);
        var word = gate.Code switch
        {
            ExitCode.Met => "Met",
            ExitCode.Failed => "Not met",
            ExitCode.Tampering => "Tampered with",
            _ => "Incomplete",
        };
        WriteLine($"{ansi.Of(gate.Code, $"{ansi.Bold($"{word}")}")}: {gate.Reason}");
    }

    private void WriteTamperings(Records records)
    {
        foreach (var tampering in records.Tamperings)
        {
            WriteLine($"{ansi.Bold($"{Untrusted.Cut(tampering.Subject, MessageLength)}")} {ansi.Of(Severity.Critical, $"tampered with")}");
            WriteWrapped(Untrusted.Cut($"{tampering.What}.{(WebLinks.Of(tampering.Url)?.AbsoluteUri is { } address ? $" See {address}" : "")}", MessageLength));
            WriteLine($"");
        }
    }

    // What one rule says hundreds of times is read once.
    private void WriteOpen(Assessment assessment, List<AssessedFinding> findings)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var finding in findings.Where(finding => finding.IsOpen))
        {
            var count = counts[finding.Rule.Id] = counts.GetValueOrDefault(finding.Rule.Id) + 1;
            if (count <= FindingsShown)
            {
                WriteFinding(finding, assessment.Snapshot);
            }
        }

        foreach (var (rule, count) in counts.Where(pair => pair.Value > FindingsShown).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            WriteLine($"{rule}: and {count - FindingsShown} more in popipeline.sarif");
            WriteLine($"");
        }
    }

    private void WriteFinding(AssessedFinding finding, Snapshot snapshot)
    {
        var place = finding.Finding.Place;
        var severity = ansi.Of(finding.Severity, $"{Severities.Word(finding.Severity)}");
        WriteLine($"{ansi.Bold($"{place}")} {severity} {finding.Rule.Id} {RulePages.TitleOf(finding.Rule)}");
        foreach (var line in Excerpt.Of(place, options.Source, options.Width - Indent.Length))
        {
            WriteLine($"{Indent}{ansi.Faint($"{line}")}");
        }

        WriteWrapped(Untrusted.Cut(finding.Finding.Message, MessageLength));
        foreach (var related in finding.Finding.Related)
        {
            WriteWrapped($"See {related.Place}: {related.Message}.");
        }

        if (finding.Suppression is { Record: null, Comment: null } suppression)
        {
            WriteWrapped($"The exception{(suppression.Until is { } until ? $" until {until:yyyy-MM-dd}" : "")} is not in force: {suppression.Justification}");
        }

        var decision = RecordWords.Sentence(finding, snapshot);
        if (decision.Length > 0)
        {
            WriteWrapped(decision);
        }

        WriteLine($"");
    }

    private void WriteAccepted(List<AssessedFinding> findings, Snapshot snapshot)
    {
        var accepted = findings.Where(finding => !finding.IsOpen).ToList();
        foreach (var finding in accepted)
        {
            if (finding.Suppression is { Until: { } until } suppression)
            {
                WriteLine($"{ansi.Bold($"{finding.Finding.Place}")} {ansi.Faint($"accepted")} {finding.Rule.Id} {RulePages.TitleOf(finding.Rule)}");
                var by = suppression.Record is { } record ? $", approved by {RecordWords.Names(record.Approvers)}{RecordWords.Of(record)}" : "";
                WriteWrapped($"Until {until:yyyy-MM-dd}, {Counting.Of(Counting.DaysLeft(until, snapshot), "day")} left{by}: {Untrusted.Cut(suppression.Justification, MessageLength)}");
            }
        }

        if (accepted.Count > 0)
        {
            WriteLine($"");
        }
    }

    private void WriteNotices(Assessment assessment, List<AssessedFinding> findings)
    {
        var snapshot = assessment.Snapshot;
        var ending = findings.Where(finding => RecordWords.EndsSoon(finding, snapshot)).Min(finding => finding.Suppression?.Until);
        var soon = findings.Count(finding => RecordWords.EndsSoon(finding, snapshot));
        var asked = findings.Where(finding => finding.Suppression is { UnderReview: true }).Select(finding => finding.Suppression?.Record?.Key).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        var asking = new Asking(snapshot);
        var askable = findings.Find(finding => finding is { IsOpen: true, Suppression: not { UnderReview: true } } && asking.IsOffered(finding.Rule));
        string[] notices =
        [
            .. askable is null ? (string[])[] : [$"To ask for an exception: {Asking.CommandOf(askable.Rule)}. Without a subject it names those there are{(asking.FormOf(askable) is null ? "" : "; summary.md has a link for each finding")}."],
            .. ending is { } first ? [$"{Counting.Of(soon, "exception")} {(soon == 1 ? "expires" : "expire")} within {RecordWords.SoonDays} days, the first after {first:yyyy-MM-dd}."] : (string[])[],
            .. snapshot is { Trust.Source: PolicySource.Tree, Policy.Path: not null } ? [Untrusted.Cut(PolicyWords.Of(snapshot), MessageLength)] : (string[])[],
            .. asked > 0 ? [$"{Counting.Of(asked, "request")} for an exception {(asked == 1 ? "is" : "are")} not decided yet."] : (string[])[],
            .. snapshot.Records.Gaps.Select(gap => $"The records could not be read in full: {gap.Subject}: {Untrusted.Cut(gap.Reason, MessageLength)}."),
        ];
        foreach (var notice in notices)
        {
            WriteLine($"{ansi.Of(TaskVerdict.Unknown, $"notice")}");
            WriteWrapped(notice);
        }

        if (notices.Length > 0)
        {
            WriteLine($"");
        }
    }

    // The rules that share a gap are named together: an unreadable file is one thing to mend, not twenty.
    private void WriteGaps(Assessment assessment)
    {
        var gaps = assessment.Judgements
            .SelectMany(judgement => judgement.Verdict.Gaps, (judgement, gap) => (judgement.Rule.Id, gap.Subject, gap.Reason))
            .GroupBy(gap => (gap.Subject, gap.Reason))
            .ToList();
        foreach (var gap in gaps.Take(GapsShown))
        {
            WriteLine($"{ansi.Bold($"{gap.Key.Subject}")} {ansi.Of(TaskVerdict.Unknown, $"not looked at")} {string.Join(' ', gap.Select(rule => rule.Id).Distinct(StringComparer.Ordinal))}");
            WriteWrapped(Untrusted.Cut(gap.Key.Reason, MessageLength));
        }

        if (gaps.Count > GapsShown)
        {
            WriteLine($"… and {gaps.Count - GapsShown} more that could not be looked at.");
        }

        if (gaps.Count > 0)
        {
            WriteLine($"");
        }
    }

    private void WriteWrapped(string text)
    {
        var line = new StringBuilder(options.Width);
        foreach (var word in Untrusted.Plain(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && Indent.Length + line.Length + 1 + word.Length > options.Width)
            {
                WriteLine($"{Indent}{line}");
                _ = line.Clear();
            }

            _ = line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        WriteLine($"{Indent}{line}");
    }

    private void WriteLine(SafeTextHandler text) => writer.WriteLine(text);
}

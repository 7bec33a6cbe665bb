using System.Text;
using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.Summary;

/// <summary>A page for people, in Markdown: what is met, what is not and how to mend it, what is excused and what could not be seen.</summary>
internal static class SummaryReport
{
    // GitHub drops a step summary above 1 MiB, and shares that with whatever else the step writes.
    private const int MaximumBytes = 512 * 1024;

    // What always fits below the findings: the sections that a cut must not take away, and the note about the cut.
    private const int Reserve = 96 * 1024;
    private const int RowsOfOthers = 200;
    private const int CellLength = 600;

    public static void Write(Assessment assessment, ReportOptions options, TextWriter writer)
    {
        var page = new StringBuilder();
        var links = new SourceLinks(assessment.Snapshot.Repository);
        WriteHead(page, assessment, options);
        WriteTasks(page, assessment);
        WriteFindings(page, assessment, links);
        WriteExceptions(page, assessment, links);
        WriteGaps(page, assessment);
        WriteFoot(page, assessment, options);
        writer.Write(page);
    }

    private static void WriteHead(StringBuilder page, Assessment assessment, ReportOptions options)
    {
        var gate = BuildGate.Judge(assessment, options.FailOn);
        var word = gate.Code switch
        {
            ExitCode.Met => "met",
            ExitCode.Failed => "not met",
            ExitCode.Tampering => "tampered with",
            _ => "incomplete",
        };
        _ = page.Append($"# PoPipeline: {word}\n\n{gate.Reason}\n\n");
    }

    private static void WriteTasks(StringBuilder page, Assessment assessment)
    {
        _ = page.Append("| SSDF task | Verdict | Rules met | Open findings | Accepted | Not looked at |\n|---|---|--:|--:|--:|--:|\n");
        foreach (var task in TaskOutcome.Of(assessment))
        {
            var applying = task.Judgements.Count(judgement => judgement.Verdict.Kind is not VerdictKind.NotApplicable);
            var met = task.Judgements.Count(judgement => judgement.Passes);
            _ = page.Append($"| {task.Task} {task.Title} | {Symbol(task.Verdict)} {TaskOutcome.Words(task.Verdict)} | {met} of {applying} | {task.Open} | {task.Accepted} | {task.Gaps} |\n");
        }

        _ = page.Append('\n');
    }

    private static string Symbol(TaskVerdict verdict) => verdict switch
    {
        TaskVerdict.Met => "✅",
        TaskVerdict.NotMet => "❌",
        TaskVerdict.NotApplicable => "➖",
        _ => "❔",
    };

    private static void WriteFindings(StringBuilder page, Assessment assessment, SourceLinks links)
    {
        var open = assessment.Findings.Where(finding => finding.IsOpen).ToList();
        _ = page.Append("## Findings\n\n");
        if (open.Count == 0)
        {
            _ = page.Append("None is open.\n\n");
            return;
        }

        _ = page.Append($"{Counting.Of(open.Count, "finding")}: {Counting.BySeverity(open)}.\n\n");
        var left = MaximumBytes - Reserve - Bytes(page);
        var cut = 0;
        foreach (var severity in Severities.Descending)
        {
            var rules = open.Where(finding => finding.Severity == severity).GroupBy(finding => finding.Rule).OrderBy(group => group.Key.Id, StringComparer.Ordinal);
            foreach (var rule in rules)
            {
                cut += WriteRule(page, severity, rule.Key, [.. rule], links, ref left);
            }
        }

        if (cut > 0)
        {
            _ = page.Append($"> {Counting.Of(cut, "finding")} {(cut == 1 ? "is" : "are")} left out, because this page would be too long to be shown; `popipeline.sarif` has them all.\n\n");
        }
    }

    // Returns how many findings did not fit.
    private static int WriteRule(StringBuilder page, Severity severity, Rule rule, List<AssessedFinding> findings, SourceLinks links, ref int left)
    {
        var section = new StringBuilder();
        _ = section.Append($"### {Severities.Word(severity)}: [{rule.Id}]({rule.Help.AbsoluteUri}) {RulePages.TitleOf(rule)} ({findings.Count})\n\n");
        var remedy = RulePages.Find(rule)?.FirstParagraph("How to meet it") ?? "";
        if (remedy.Length > 0)
        {
            _ = section.Append($"{remedy}\n\n");
        }

        _ = section.Append("| Where | What |\n|---|---|\n");
        var written = 0;
        if (Bytes(section) <= left)
        {
            left -= Bytes(section);
            _ = page.Append(section);
            foreach (var finding in findings)
            {
                var row = $"| {links.Of(finding.Finding.Place)} | {Untrusted.Markdown(Untrusted.Cut(finding.Finding.Message, CellLength))} |\n";
                var bytes = Encoding.UTF8.GetByteCount(row);
                if (bytes > left)
                {
                    break;
                }

                left -= bytes;
                _ = page.Append(row);
                written++;
            }

            _ = page.Append('\n');
        }

        return findings.Count - written;
    }

    private static void WriteExceptions(StringBuilder page, Assessment assessment, SourceLinks links)
    {
        var excused = assessment.Findings
            .Where(finding => finding.Suppression is not null)
            .Select(finding => (Finding: finding, Suppression: finding.Suppression!))
            .OrderBy(pair => pair.Suppression.Until)
            .ToList();
        if (excused.Count == 0)
        {
            return;
        }

        var rows = excused.Select(pair =>
            $"| {links.Of(pair.Finding.Finding.Place)} | {pair.Finding.Rule.Id} | {StateOf(pair.Suppression, assessment.Snapshot)} | {Untrusted.Markdown(Untrusted.Cut(pair.Suppression.Justification, CellLength))} |\n");
        _ = page.Append("## Exceptions\n\n| Where | Rule | State | Why |\n|---|---|---|---|\n");
        AppendRows(page, rows, excused.Count);
    }

    private static string StateOf(Suppression suppression, Snapshot snapshot)
    {
        if (suppression.Until is not { } last)
        {
            return suppression.UnderReview ? "asked for" : "not in force";
        }

        var days = Counting.DaysLeft(last, snapshot);
        var until = last.ToString("yyyy-MM-dd");
        return (suppression.Accepted, days) switch
        {
            (true, _) => $"accepted until {until}, {Counting.Of(days, "day")} left",
            (false, <= 0) => $"not in force: expired on {until}",
            _ => "not in force",
        };
    }

    private static void WriteGaps(StringBuilder page, Assessment assessment)
    {
        var gaps = assessment.Judgements.SelectMany(judgement => judgement.Verdict.Gaps, (judgement, gap) => (judgement.Rule, Gap: gap)).ToList();
        if (gaps.Count == 0)
        {
            return;
        }

        var rows = gaps
            .GroupBy(pair => (pair.Gap.Subject, pair.Gap.Reason))
            .Select(group => $"| {Untrusted.MarkdownCode(Untrusted.Cut(group.Key.Subject, CellLength))} | {Untrusted.Markdown(Untrusted.Cut(group.Key.Reason, CellLength))} | {string.Join(", ", group.Select(pair => pair.Rule.Id).Distinct(StringComparer.Ordinal))} |\n")
            .ToList();
        _ = page.Append("## Not looked at\n\nWhat could not be looked at is neither met nor failed.\n\n| What | Why | Rules |\n|---|---|---|\n");
        AppendRows(page, rows, rows.Count);
    }

    private static void AppendRows(StringBuilder page, IEnumerable<string> rows, int count)
    {
        var left = Math.Min(Reserve / 3, MaximumBytes - Bytes(page));
        var written = 0;
        foreach (var row in rows.Take(RowsOfOthers))
        {
            left -= Encoding.UTF8.GetByteCount(row);
            if (left < 0)
            {
                break;
            }

            _ = page.Append(row);
            written++;
        }

        _ = page.Append(written == count ? "\n" : $"\n> {Counting.Of(count - written, "more row")} in `popipeline.sarif`.\n\n");
    }

    private static void WriteFoot(StringBuilder page, Assessment assessment, ReportOptions options)
    {
        var snapshot = assessment.Snapshot;
        var revision = snapshot.Repository.Revision is { Length: > 0 } commit ? $" at {Untrusted.MarkdownCode(Untrusted.Cut(commit, 64))}" : "";
        _ = page.Append($"PoPipeline {options.Version}, {Counting.Of(assessment.Judgements.Length, "rule")}, observed {snapshot.ObservedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC{revision}. `po explain {assessment.Judgements.Select(judgement => judgement.Rule.Id).FirstOrDefault("PO3204")}` shows the page of a rule.\n");
    }

    private static int Bytes(StringBuilder text) => Encoding.UTF8.GetByteCount(text.ToString());
}

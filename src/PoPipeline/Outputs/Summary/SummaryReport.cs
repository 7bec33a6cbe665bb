using System.Text;
using PoPipeline.Decisions;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs.Summary;

/// <summary>A page for people, in Markdown: what is met, what is not and how to mend it, what is excused and what could not be seen.</summary>
internal sealed class SummaryReport : IReport
{
    // GitHub drops a step summary above 1 MiB, and shares that with whatever else the step writes.
    private const int MaximumBytes = 512 * 1024;

    // What always fits below the findings: the sections that a cut must not take away, and the note about the cut.
    private const int Reserve = 256 * 1024;
    private const int Section = 32 * 1024;
    private const int InForce = 96 * 1024;
    private const int ReasonLength = 2000;
    private const int CellLength = 600;

    /// <inheritdoc/>
    public string Name => "summary";

    /// <inheritdoc/>
    public string FileName => "summary.md";

    /// <inheritdoc/>
    public string Readers => "people";

    /// <inheritdoc/>
    public bool IsDefault => true;

    /// <inheritdoc/>
    public ReportStep Step => ReportStep.Summary;

    /// <inheritdoc/>
    public void Write(Assessment assessment, ReportOptions options, Stream stream) => ReportText.Write(stream, writer => writer.Write(PageOf(assessment, options)));

    private static StringBuilder PageOf(Assessment assessment, ReportOptions options)
    {
        var page = new StringBuilder();
        var links = new SourceLinks(assessment.Snapshot.Repository);
        var decisions = new ExceptionSections(assessment, links);
        WriteHead(page, assessment, options);
        WriteTable(page, "## Tampering\n\nEvidence was changed after it was recorded. What it excused is open again until the approvers decide anew.", "What | How", decisions.Tamperings);
        WriteTasks(page, assessment);
        WriteFindings(page, assessment, options, links);
        WriteExceptions(page, decisions);
        WriteGaps(page, assessment, decisions);
        WriteFoot(page, assessment, options);
        return page;
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
        _ = page.Append($"# PoPipeline: {word}\n\n{Untrusted.Markdown(Untrusted.Cut(gate.Reason, ReasonLength))}\n\n");
        foreach (var notice in LeftOutWords.Of(assessment.Snapshot).Prepend(PartWords.Of(assessment.Snapshot)).OfType<string>())
        {
            _ = page.Append($"{Untrusted.Markdown(Untrusted.Cut(notice, ReasonLength))}\n\n");
        }
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

    private static void WriteFindings(StringBuilder page, Assessment assessment, ReportOptions options, SourceLinks links)
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
        var exceptionLinks = new ExceptionLinks(assessment.Snapshot);
        var fixable = new FixableFindings(assessment.Snapshot);
        foreach (var section in FindingSection.Of(open.Where(finding => options.FailOn is null || BuildGate.Fails(finding, options.FailOn))))
        {
            cut += WriteSection(page, section, links, exceptionLinks, fixable, ref left);
        }

        // What does not fail is not in the way of what does.
        if (open.Where(finding => options.FailOn is not null && !BuildGate.Fails(finding, options.FailOn)).ToList() is { Count: > 0 } folded)
        {
            _ = page.Append($"<details>\n<summary>{Counting.Of(folded.Count, "finding")} below {Severities.Word(options.FailOn ?? default)} {(folded.Count == 1 ? "does" : "do")} not fail this run: {Counting.BySeverity(folded)}</summary>\n\n");
            foreach (var section in FindingSection.Of(folded))
            {
                cut += WriteSection(page, section, links, exceptionLinks, fixable, ref left);
            }

            _ = page.Append("</details>\n\n");
        }

        if (cut > 0)
        {
            _ = page.Append($"> {Counting.Of(cut, "finding")} {(cut == 1 ? "is" : "are")} left out, because this page would be too long to be shown; `popipeline.sarif` has them all.\n\n");
        }
    }

    // Returns how many findings did not fit.
    private static int WriteSection(StringBuilder page, FindingSection section, SourceLinks links, ExceptionLinks exceptionLinks, FixableFindings fixable, ref int left)
    {
        var rule = section.Rule;
        var head = new StringBuilder();
        _ = head.Append($"### {Severities.Word(section.Severity)}: [{rule.Id}]({rule.Help.AbsoluteUri}) {RulePages.TitleOf(rule)} ({section.Count})\n\n");

        // A finding on a setting says itself what to do: what a page says of its example is not true of the others.
        var remedy = rule.Basis is RuleBasis.Files ? RulePages.Find(rule)?.FirstParagraph("How to meet it") ?? "" : "";
        if (remedy.Length > 0)
        {
            _ = head.Append($"{remedy}\n\n");
        }

        var findings = section.Groups.SelectMany(group => group.Items, (_, item) => item.Item).ToList();

        // What a page says of fixes is true of some findings only, and nothing under these says of which.
        if (fixable.CountOf(findings) is > 0 and var mendable)
        {
            _ = head.Append($"`po fix` can mend {(mendable < findings.Count ? $"{mendable} of these" : mendable == 1 ? "it" : "all of these")}.\n\n");
        }

        var offered = exceptionLinks.IsOffered(rule);
        if (offered && exceptionLinks.FormOf(findings[0]) is null)
        {
            var command = findings is [var only] ? ExceptionLinks.CommandOf(only) : ExceptionLinks.CommandOf(rule);
            _ = head.Append($"To ask for an exception: {Untrusted.MarkdownCode(command)}\n\n");
        }

        var requests = offered || findings.Exists(finding => ExceptionSections.RequestOf(finding) is not null);
        var request = (AssessedFinding finding) => requests ? [RequestOf(finding, exceptionLinks)] : (string[])[];
        var written = 0;
        if (Take(page, head.ToString(), ref left))
        {
            // What is said of several places is said once, above them.
            foreach (var group in section.Groups.Where(group => group.Items.Length > 1))
            {
                var named = group.Items.Any(item => item.Names.Length > 0);
                written += WriteTable(
                    page,
                    $"{Untrusted.Markdown(Untrusted.Cut(group.Text, ReasonLength))}\n\n",
                    ["Where", .. named ? ["Which"] : (string[])[], .. requests ? ["Exception"] : (string[])[]],
                    [.. group.Items.Select(item => (string[])[links.Of(item.Item.Finding), .. named ? [Untrusted.Markdown(Untrusted.Cut(item.Names, CellLength))] : (string[])[], .. request(item.Item)])],
                    ref left);
            }

            written += WriteTable(
                page,
                "",
                ["Where", "What", .. requests ? ["Exception"] : (string[])[]],
                [.. section.Groups.Where(group => group.Items.Length == 1).Select(group => group.Items[0].Item)
                    .Select(finding => (string[])[links.Of(finding.Finding), Untrusted.Markdown(Untrusted.Cut(finding.Finding.Message, CellLength)), .. request(finding)])],
                ref left);
        }

        return findings.Count - written;
    }

    // Returns how many rows did fit.
    private static int WriteTable(StringBuilder page, string text, string[] columns, IReadOnlyList<string[]> rows, ref int left)
    {
        var isBegun = rows.Count > 0 && Take(page, $"{text}| {string.Join(" | ", columns)} |\n|{string.Concat(Enumerable.Repeat("---|", columns.Length))}\n", ref left);
        if (!isBegun)
        {
            return 0;
        }

        var written = 0;
        while (written < rows.Count && Take(page, $"| {string.Join(" | ", rows[written])} |\n", ref left))
        {
            written++;
        }

        _ = page.Append('\n');
        return written;
    }

    private static bool Take(StringBuilder page, string text, ref int left)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > left)
        {
            return false;
        }

        left -= bytes;
        _ = page.Append(text);
        return true;
    }

    private static string RequestOf(AssessedFinding finding, ExceptionLinks exceptionLinks) =>
        ExceptionSections.RequestOf(finding) ?? (exceptionLinks.FormOf(finding) is { } form ? WebLinks.Markdown("ask for one", form) : "–");

    private static void WriteExceptions(StringBuilder page, ExceptionSections decisions)
    {
        if (decisions is { InForce: [], NotInForce: [], Refused: [], Reviews: [] })
        {
            return;
        }

        _ = page.Append("## Exceptions\n\n");
        WriteTable(page, "", "Where | Rule | Asked by | Approved by | Until | Days left | Decision | Why", decisions.InForce, InForce);
        WriteTable(page, "### Asked for, rejected or over", "Where | Rule | State | Decision | Why", decisions.NotInForce);
        WriteTable(page, "### Commands that did not count", "Decision | By | Command | Why not", decisions.Refused);
        if (decisions.Reviews.Count > 0)
        {
            _ = page.Append("### Reviews\n\n");
            AppendRows(page, decisions.Reviews, Section);
        }
    }

    private static void WriteGaps(StringBuilder page, Assessment assessment, ExceptionSections decisions)
    {
        var gaps = SharedGap.Of(assessment).Select(gap => $"| {Untrusted.MarkdownCode(Untrusted.Cut(gap.What, CellLength))} | {Untrusted.Markdown(Untrusted.Cut(gap.Reason, CellLength))} | {string.Join(", ", gap.Rules)} |\n");
        WriteTable(page, "## Not looked at\n\nWhat could not be looked at is neither met nor failed.", "What | Why | Rules", [.. decisions.Gaps, .. gaps]);
    }

    // Nothing where there is no row.
    private static void WriteTable(StringBuilder page, string heading, string columns, IReadOnlyList<string> rows, int room = Section)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var rule = string.Concat(Enumerable.Repeat("---|", columns.Split('|').Length));
        _ = page.Append($"{heading}{(heading.Length > 0 ? "\n\n" : "")}| {columns} |\n|{rule}\n");
        AppendRows(page, rows, room);
    }

    private static void AppendRows(StringBuilder page, IReadOnlyList<string> rows, int room)
    {
        var left = Math.Min(room, MaximumBytes - Bytes(page));
        var written = 0;
        foreach (var row in rows)
        {
            left -= Encoding.UTF8.GetByteCount(row);
            if (left < 0)
            {
                break;
            }

            _ = page.Append(row);
            written++;
        }

        _ = page.Append(written == rows.Count ? "\n" : $"\n> {Counting.Of(rows.Count - written, "more row")} in `popipeline.sarif`.\n\n");
    }

    private static void WriteFoot(StringBuilder page, Assessment assessment, ReportOptions options)
    {
        var snapshot = assessment.Snapshot;
        var revision = snapshot.Repository.Revision is { Length: > 0 } commit ? $" at {Untrusted.MarkdownCode(Untrusted.Cut(commit, 64))}" : "";
        _ = page.Append($"{Untrusted.Markdown(Untrusted.Cut(PolicyWords.Of(snapshot), ReasonLength))}\n\n");
        var worst = assessment.Findings.Where(finding => finding.IsOpen).OrderByDescending(finding => (int)finding.Severity).Select(finding => finding.Rule.Id);
        var explained = worst.Concat(assessment.Judgements.Select(judgement => judgement.Rule.Id)).FirstOrDefault("PO3204");
        _ = page.Append($"PoPipeline {options.Version}, {Counting.Of(assessment.Judgements.Length, "rule")}, observed {snapshot.ObservedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC{revision}. `po explain {explained}` shows the page of a rule.\n");
    }

    private static int Bytes(StringBuilder text) => Encoding.UTF8.GetByteCount(text.ToString());
}

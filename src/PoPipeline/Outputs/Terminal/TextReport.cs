using System.Collections.Immutable;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Outputs.Terminal;

/// <summary>
/// The report for people: the findings that fail, the most severe first, each text once, with places and lines; what else is to be known; and
/// an end that fits a screen.
/// </summary>
internal sealed class TextReport
{
    private const int Indent = 2;
    private const int MessageLength = 4000;
    private const int GapsShown = 20;
    private const int RulesShown = 4;
    private readonly ConsoleOptions options;
    private readonly TextLines lines;

    public TextReport(ConsoleOptions options, TerminalWriter writer)
    {
        this.options = options;
        lines = new TextLines(options, writer);
    }

    private Ansi Ansi => lines.Ansi;

    /// <summary>How many open findings are counted and not shown, because they do not fail.</summary>
    public static int Folded(IReadOnlyCollection<AssessedFinding> open, ConsoleOptions options) =>
        options.ShowAll || options.FailOn is null ? 0 : open.Count(finding => !BuildGate.Fails(finding, options.FailOn));

    /// <summary>Writes the whole report.</summary>
    public void Write(Assessment assessment)
    {
        var findings = assessment.Findings.ToList();
        WriteTamperings(assessment.Snapshot.Records);
        WriteFindings(findings, assessment.Snapshot);
        if (!options.Quiet)
        {
            WriteAccepted(findings, assessment.Snapshot);
            WriteNotices(assessment, findings);
            WriteGaps(assessment);
        }

        WriteClosing(assessment);
    }

    /// <summary>Writes one row an SSDF task, the counts, what to do next, and what the gate decides.</summary>
    public void WriteClosing(Assessment assessment) => new ClosingLines(options, lines).Write(assessment);

    private void WriteTamperings(Records records)
    {
        foreach (var tampering in records.Tamperings)
        {
            lines.Write($"{Ansi.Bold($"{Untrusted.Cut(tampering.Subject, MessageLength)}")} {Ansi.Of(Severity.Critical, $"tampered with")}");
            lines.Wrap($"{tampering.What}.{(WebLinks.Of(tampering.Url)?.AbsoluteUri is { } address ? $" See {address}" : "")}", Indent);
            lines.Write($"");
        }
    }

    private void WriteFindings(List<AssessedFinding> findings, Snapshot snapshot)
    {
        var writer = new FindingLines(options, lines, snapshot);
        foreach (var section in FindingSection.Of(findings.Where(finding => finding.IsOpen && (options.ShowAll || options.FailOn is null || BuildGate.Fails(finding, options.FailOn)))))
        {
            writer.Write(section);
        }
    }

    private void WriteAccepted(List<AssessedFinding> findings, Snapshot snapshot)
    {
        var writer = new FindingLines(options, lines, snapshot);
        var accepted = findings.Where(finding => finding is { IsOpen: false, Suppression.Until: not null }).ToList();
        foreach (var section in FindingSection.Of(accepted, finding => string.Join('\n', AcceptedOf(finding, snapshot))))
        {
            writer.WriteAccepted(section, finding => AcceptedOf(finding, snapshot));
        }

        if (accepted.Count > 0)
        {
            lines.Write($"");
        }
    }

    // A decision that does not count is another's, and has lines of its own.
    private static IEnumerable<string> AcceptedOf(AssessedFinding finding, Snapshot snapshot)
    {
        var suppression = finding.Suppression!;
        var until = suppression.Until!.Value;
        var by = suppression.Record is { } record ? $", approved by {RecordWords.Names(record.Approvers)}{RecordWords.Of(record)}" : "";
        string accepted = $"Until {until:yyyy-MM-dd}, {Counting.Of(Counting.DaysLeft(until, snapshot), "day")} left{by}: {Untrusted.Cut(suppression.Justification, MessageLength)}";
        return [accepted, .. suppression.Record is { } decided ? RecordWords.Waiting(decided) : []];
    }

    private void WriteNotices(Assessment assessment, List<AssessedFinding> findings)
    {
        var snapshot = assessment.Snapshot;
        var ending = findings.Where(finding => RecordWords.EndsSoon(finding, snapshot)).Select(finding => finding.Suppression?.Until?.DayNumber ?? 0).DefaultIfEmpty().Min();
        var soon = findings.Count(finding => RecordWords.EndsSoon(finding, snapshot));
        var asked = findings.Where(finding => finding.Suppression is { UnderReview: true }).Select(finding => finding.Suppression?.Record?.Key).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        string[] notices =
        [
            .. PartWords.Of(snapshot) is { } part ? [Untrusted.Cut(part, MessageLength)] : (string[])[],
            .. LeftOutWords.Of(snapshot).Select(leftOut => Untrusted.Cut(leftOut, MessageLength)),
            .. soon > 0 ? [$"{Counting.Of(soon, "exception")} {(soon == 1 ? "expires" : "expire")} within {RecordWords.SoonDays} days, the first after {DateOnly.FromDayNumber(ending):yyyy-MM-dd}."] : (string[])[],
            .. snapshot is { Trust.Source: PolicySource.Tree, Policy.Path: not null } ? [PolicyWords.Of(snapshot)] : (string[])[],
            .. asked > 0 ? [$"{Counting.Of(asked, "request")} for an exception {(asked == 1 ? "is" : "are")} not decided yet."] : (string[])[],
            .. snapshot.Records.Gaps.Select(gap => $"The records could not be read in full: {gap.Subject}: {Untrusted.Cut(gap.Reason, MessageLength)}."),
        ];
        foreach (var notice in notices)
        {
            lines.Write($"{Ansi.Of(TaskVerdict.Unknown, $"notice")}");
            lines.Wrap(notice, Indent);
        }

        if (notices.Length > 0)
        {
            lines.Write($"");
        }
    }

    // The rules that share a gap are named together: an unreadable file is one thing to mend, not twenty. What is said of many things is said once.
    private void WriteGaps(Assessment assessment)
    {
        var gaps = SharedGap.Of(assessment);
        foreach (var rules in gaps.Take(GapsShown).GroupBy(gap => string.Join(' ', gap.Rules), StringComparer.Ordinal))
        {
            foreach (var group in MessageGroups.Of(rules, gap => gap.Reason))
            {
                WriteGap(group, rules.First().Rules);
            }
        }

        if (gaps.Length > GapsShown)
        {
            lines.Write($"… and {gaps.Length - GapsShown} more that could not be looked at.");
        }

        if (gaps.Length > 0)
        {
            lines.Write($"");
        }
    }

    private void WriteGap(MessageGroup<SharedGap> group, ImmutableArray<string> ids)
    {
        var rules = Counting.Named(ids, "rule", RulesShown);
        var word = Ansi.Of(TaskVerdict.Unknown, $"not looked at");
        if (group.Items is [var (only, _)])
        {
            lines.Write($"{Ansi.Bold($"{only.What}")} {word}: {rules}");
            lines.Wrap(group.Text, Indent);
            return;
        }

        lines.Write($"{word} ({group.Items.Length}): {rules}");
        lines.Wrap(group.Text, Indent);
        foreach (var (item, names) in group.Items)
        {
            lines.Write($"    {item.What}{(names.Length > 0 ? " " : "")}{names}");
        }
    }
}

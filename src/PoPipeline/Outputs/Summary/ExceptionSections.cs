using System.Globalization;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Outputs.Summary;

/// <summary>What the summary tells of decisions: exceptions in force, what is asked for, what is over, and commands that did not count.</summary>
/// <param name="assessment">What was found.</param>
/// <param name="links">Links to lines.</param>
internal sealed class ExceptionSections(Assessment assessment, SourceLinks links)
{
    private const int CellLength = 600;
    private const int NameLength = 200;

    private Snapshot Snapshot => assessment.Snapshot;

    /// <summary>What was tampered with, one row a thing.</summary>
    public IReadOnlyList<string> Tamperings => [.. Snapshot.Records.Tamperings.Select(tampering =>
        $"| {Link(Cell(tampering.Subject, NameLength), tampering.Url)} | {Cell(tampering.What, CellLength)} |\n")];

    /// <summary>Exceptions in force, the first to end first.</summary>
    public IReadOnlyList<string> InForce =>
    [
        .. assessment.Findings
            .Where(finding => !finding.IsOpen)
            .OrderBy(finding => finding.Suppression?.Until?.DayNumber ?? -1)
            .Select(finding => RowOf(finding, finding.Suppression!)),
    ];

    /// <summary>What is asked for, was rejected, or is over, in that order.</summary>
    public IReadOnlyList<string> NotInForce =>
    [
        .. assessment.Findings
            .Where(finding => finding.IsOpen && OrderOf(finding) > 0)
            .OrderBy(OrderOf)
            .Select(RowOf),
    ];

    /// <summary>The commands on live requests that did not count, and why.</summary>
    public IReadOnlyList<string> Refused =>
    [
        .. Snapshot.Records.Decisions.Where(decision => decision.IsLive).SelectMany(decision => decision.Refusals, (decision, refusal) =>
            $"| {Link(Cell(IssueOf(decision), NameLength), decision.Url)} | {Name(refusal.Author)} | {Untrusted.MarkdownCode(Untrusted.Cut(refusal.Text, NameLength))} | {Cell(string.Join(" ", refusal.Reasons), CellLength)} |\n"),
    ];

    /// <summary>The reviews that are not done, one line each.</summary>
    public IReadOnlyList<string> Reviews =>
    [
        .. Snapshot.Records.Reviews.Where(review => review is { ClosedAt: null, Invalid: null }).Select(review =>
            $"- Review of {Cell(review.Subject, NameLength)}, open since {review.OpenedAt.UtcDateTime:yyyy-MM-dd}: {review.Rows.Count(row => row.Keep is not null)} of {Counting.Of(review.Rows.Length, "row")} decided, {Link(review.Issue.Length > 0 ? Cell(review.Issue, NameLength) : "the review", review.Url)}.\n"),
    ];

    /// <summary>What could not be looked at of the records, one row a thing.</summary>
    public IReadOnlyList<string> Gaps => [.. Snapshot.Records.Gaps.Select(gap =>
        $"| {Untrusted.MarkdownCode(Untrusted.Cut(gap.Subject, CellLength))} | {Cell(gap.Reason, CellLength)} | decisions |\n")];

    /// <summary>A request that somebody has made, as a link; null where there is none to show.</summary>
    public static string? RequestOf(AssessedFinding finding) => finding.Suppression switch
    {
        { UnderReview: true, Record: { } record } => Link("asked for", record.Url),
        { Record: { } record } => Link("rejected", record.Url),
        _ => null,
    };

    private string RowOf(AssessedFinding finding, Suppression suppression) =>
        $"| {links.Of(finding.Finding)} | {finding.Rule.Id} | {Name(suppression.Owner)} | {Names(suppression)} | {Until(suppression.Until)} | {DecisionOf(suppression)} | {Cell(suppression.Justification, CellLength)} |\n";

    private string RowOf(AssessedFinding finding)
    {
        var (state, record, why) = (finding.Suppression, RecordWords.LastOf(finding)) switch
        {
            ({ Accepted: false, Comment: not null } suppression, _) => (suppression.UnderReview ? "not decided yet" : "not in force", suppression.Record, RecordWords.Sentence(finding, Snapshot)),
            ({ UnderReview: true, Record: { } asked } suppression, _) => ($"asked for by {Name(asked.Requester)} on {asked.CreatedAt.UtcDateTime:yyyy-MM-dd}", asked, suppression.Justification),
            ({ Record: { } rejected } suppression, _) => ($"rejected{By(rejected)}", rejected, suppression.Justification),
            ({ Refusal: not null } suppression, null) => (InSource(suppression), null, RecordWords.NotInForce(suppression)),
            ({ } suppression, null) => (InSource(suppression), null, suppression.Justification),
            (_, { } last) => ($"{RecordWords.Word(last.State)}{By(last)}", last, RecordWords.WhyNot(last, Snapshot)),
            _ => ("", (RecordedDecision?)null, ""),
        };
        return $"| {links.Of(finding.Finding)} | {finding.Rule.Id} | {state} | {(record is null ? "in the source" : Link(Cell(IssueOf(record), NameLength), record.Url))} | {Cell(why, CellLength)} |\n";
    }

    private static int OrderOf(AssessedFinding finding) => finding.Suppression switch
    {
        { UnderReview: true } => 1,
        { Record: not null } => 2,
        _ when RecordWords.LastOf(finding) is not null => 3,
        not null => 4,
        _ => 0,
    };

    private string InSource(Suppression suppression) => suppression.Until is { } last && Counting.DaysLeft(last, Snapshot) <= 0
        ? $"not in force: expired on {last:yyyy-MM-dd}"
        : "not in force";

    private string Until(DateOnly? until)
    {
        if (until is not { } last)
        {
            return "– | –";
        }

        var days = Counting.DaysLeft(last, Snapshot);
        return $"{last:yyyy-MM-dd} | {(days <= RecordWords.SoonDays ? $"⚠️ expires in {Counting.Of(days, "day")}" : days.ToString(CultureInfo.InvariantCulture))}";
    }

    private static string DecisionOf(Suppression suppression) =>
        suppression.Record is { } record ? Link(Cell(IssueOf(record), NameLength), record.Url) : "in the source";

    // A record has a name where it can be looked at; its digest always tells which it is.
    private static string IssueOf(RecordedDecision decision) =>
        decision.Issue.Length > 0 ? decision.Issue : decision.Digest[..Math.Min(decision.Digest.Length, 8)];

    private static string Names(Suppression suppression) =>
        suppression.Approvers.IsEmpty ? "–" : Cell(RecordWords.Names(suppression.Approvers), CellLength);

    private static string Name(Person? person) => person is null ? "–" : Cell(person.Name, NameLength);

    private static string By(RecordedDecision decision) => decision.Decider is { } decider ? $" by {Name(decider)}" : "";

    private static string Cell(string text, int length) => Untrusted.Markdown(Untrusted.Cut(text, length));

    private static string Link(string markdown, string? url) => WebLinks.Markdown(markdown, url);
}

using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Decisions.Binding;
using PoPipeline.Decisions.Requests;
using PoPipeline.Escaping;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Queries;

/// <summary>One record with all that is known of it, as <c>po records show</c> shows it.</summary>
public static class RecordDetails
{
    /// <summary>Writes it for people.</summary>
    /// <param name="decision">The record.</param>
    /// <param name="now">The time by which days are counted.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteText(RecordedDecision decision, DateTimeOffset now, TerminalWriter writer) => WriteText(decision, snapshot: null, now, writer);

    /// <summary>Writes it for people, with what it covers as far as that is known here.</summary>
    /// <param name="decision">The record.</param>
    /// <param name="snapshot">What was judged; null where nothing is known of the finding.</param>
    /// <param name="now">The time by which days are counted.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteText(RecordedDecision decision, Snapshot? snapshot, DateTimeOffset now, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(writer);
        (string Name, string Value)[] rows =
        [
            ("Rule", decision.Rule),
            ("Subject", decision.Subject),
            ("State", $"{RecordWords.Word(decision.State)}{(decision.Why.Length > 0 ? $": {decision.Why}" : "")}"),
            ("Until", RecordsList.UntilOf(decision, now)),
            ("Asked until", decision.AskedUntil is { } asked ? $"{asked:yyyy-MM-dd}" : ""),
            ("Asked by", $"{decision.Requester.Name} ({decision.Requester.Id}), {decision.CreatedAt:yyyy-MM-dd HH:mm} UTC"),
            ("Reason", decision.Reason),
            ("Until then", decision.Controls),
            ("Approved by", string.Join(", ", decision.Approvers.Select(approver => $"{approver.Name} ({approver.Id})"))),
            ("Decided by", decision.Decider is { } decider ? $"{decider.Name} ({decider.Id})" : ""),
            ("Justification", decision.Justification),
            ("Issue", decision.Url ?? decision.Issue),
            ("Round", $"{decision.Round}"),
            ("Digest", decision.Digest),
            ("Fingerprint", decision.Fingerprint),
        ];
        var width = rows.Max(row => row.Name.Length);
        foreach (var (name, value) in rows.Where(row => row.Value.Length > 0))
        {
            writer.WriteLine($"{name.PadRight(width)}  {value}");
        }

        WriteCovers(decision.Covers, snapshot?.EvidenceTexts ?? [], writer);
        if (snapshot is not null && RecordWords.ChangesSince(decision, snapshot) is { Length: > 0 } changes && IsChanged(decision, snapshot))
        {
            writer.Write($"\nWhat is found now is not what it covers: {Untrusted.Plain(changes)}.\n");
        }

        WriteRefusals(decision.Refusals, writer);
    }

    /// <summary>Writes a review for people: its rows, and what does not count.</summary>
    /// <param name="review">The review.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteText(RecordedReview review, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(review);
        ArgumentNullException.ThrowIfNull(writer);
        RecordsList.WriteReview(review, writer);
        writer.WriteLine($"Issue   {review.Url ?? review.Issue}");
        writer.WriteLine($"Digest  {review.Digest}");
        WriteRefusals(review.Refusals ?? [], writer);
    }

    /// <summary>Writes a review for programs.</summary>
    /// <param name="review">The review.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteJson(RecordedReview review, TerminalWriter writer) => JsonLines.Write(writer, json => RecordsList.Write(json, review));

    private static void WriteRefusals(ImmutableArray<RefusedCommand> refusals, TerminalWriter writer)
    {
        foreach (var refusal in refusals)
        {
            writer.WriteLine($"\nDoes not count{(refusal.Waits is true ? " yet" : "")}, by {refusal.Author.Name}: {Untrusted.Cut(refusal.Text, 200)}");
            foreach (var reason in refusal.Reasons)
            {
                writer.WriteLine($"  {reason}");
            }
        }
    }

    /// <summary>Writes what a decision covers, for people.</summary>
    /// <param name="covers">The parts.</param>
    /// <param name="texts">What parts say, as far as it is known.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteCovers(ImmutableArray<EvidencePart> covers, ImmutableArray<EvidenceText> texts, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (covers.IsEmpty)
        {
            return;
        }

        writer.Write($"\nA decision covers, and ends where any of it becomes something else:\n");
        foreach (var line in EvidenceLines.Of(covers, texts))
        {
            writer.Write($"  {line}\n");
        }
    }

    // A finding that is not here has changed into nothing that could be compared.
    private static bool IsChanged(RecordedDecision decision, Snapshot snapshot) =>
        ResultDigest.PartsOf(snapshot)(decision.Rule, decision.Fingerprint) is { IsEmpty: false } parts && !parts.SequenceEqual(decision.Covers);

    /// <summary>Writes it for programs.</summary>
    /// <param name="decision">The record.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteJson(RecordedDecision decision, TerminalWriter writer) => JsonLines.Write(writer, json => WriteJson(json, decision));

    internal static void WriteJson(Utf8JsonWriter json, RecordedDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        json.WriteStartObject();
        json.WriteString("digest", decision.Digest);
        json.WriteString("key", decision.Key);
        json.WriteString("kind", decision.Kind.ToString().ToLowerInvariant());
        json.WriteString("rule", decision.Rule);
        json.WriteString("subject", decision.Subject);
        json.WriteString("fingerprint", decision.Fingerprint);
        json.WriteString("evidence", decision.Evidence);
        json.WriteStartArray("covers");
        foreach (var part in decision.Covers)
        {
            json.WriteStartObject();
            json.WriteString("name", part.Name);
            json.WriteString("sha256", part.Hash);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("round", decision.Round);
        json.WriteString("state", RecordWords.Word(decision.State));
        json.WriteString("why", decision.Why);
        json.WriteString("askedUntil", decision.AskedUntil?.ToString("yyyy-MM-dd"));
        json.WriteString("until", decision.Until?.ToString("yyyy-MM-dd"));
        json.WriteString("reason", decision.Reason);
        json.WriteString("controls", decision.Controls);
        json.WriteString("justification", decision.Justification);
        json.WritePerson("requester", decision.Requester);
        json.WritePeople("approvers", decision.Approvers);
        json.WritePerson("decider", decision.Decider);
        json.WriteString("createdAt", decision.CreatedAt);
        json.WriteString("changedAt", decision.ChangedAt?.ToString("O"));
        json.WriteString("issue", decision.Issue);
        json.WriteString("url", decision.Url);
        json.WriteStartArray("refusals");
        foreach (var refusal in decision.Refusals)
        {
            json.WriteStartObject();
            json.WriteString("author", refusal.Author.Name);
            json.WriteString("command", refusal.Text);
            json.WriteStartArray("reasons");
            foreach (var reason in refusal.Reasons)
            {
                json.WriteStringValue(reason);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

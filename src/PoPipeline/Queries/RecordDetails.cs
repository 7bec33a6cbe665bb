using System.Text.Json;
using PoPipeline.Outputs;
using PoPipeline.Rules.Model;

namespace PoPipeline.Queries;

/// <summary>One record with all that is known of it, as <c>po records show</c> shows it.</summary>
public static class RecordDetails
{
    /// <summary>Writes it for people.</summary>
    /// <param name="decision">The record.</param>
    /// <param name="now">The time by which days are counted.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteText(RecordedDecision decision, DateTimeOffset now, TextWriter writer)
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
            writer.Write($"{name.PadRight(width)}  {Untrusted.Plain(value)}\n");
        }

        foreach (var refusal in decision.Refusals)
        {
            writer.Write($"\nDoes not count, by {Untrusted.Plain(refusal.Author.Name)}: {Untrusted.Plain(Untrusted.Cut(refusal.Text, 200))}\n");
            foreach (var reason in refusal.Reasons)
            {
                writer.Write($"  {Untrusted.Plain(reason)}\n");
            }
        }
    }

    /// <summary>Writes it for programs.</summary>
    /// <param name="decision">The record.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteJson(RecordedDecision decision, TextWriter writer) => JsonLines.Write(writer, json => WriteJson(json, decision));

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

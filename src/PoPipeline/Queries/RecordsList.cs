using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PoPipeline.Escaping;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Queries;

/// <summary>The requests on record and what was decided on them, as <c>po records list</c> shows them.</summary>
public static class RecordsList
{
    private const int DigestLength = 8;
    private const int SubjectLength = 60;
    private const int WhyLength = 60;

    /// <summary>Writes a table, what is live first.</summary>
    /// <param name="records">The records.</param>
    /// <param name="now">The time by which days are counted.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteTable(Records records, DateTimeOffset now, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(writer);
        var rows = Sorted(records).Select(decision => new[]
        {
            decision.Digest[..DigestLength],
            decision.Rule,
            RecordWords.Word(decision.State),
            UntilOf(decision, now),
            Untrusted.Plain(Untrusted.Cut(decision.Requester.Name, 24)),
            Untrusted.Plain(Untrusted.Cut(string.Join(", ", decision.Approvers.Select(approver => approver.Name)), 32)),
            Untrusted.Plain(Untrusted.Cut(decision.Subject, SubjectLength)),
            Untrusted.Plain(Untrusted.Cut(decision.Why, WhyLength)),
        }).ToList();
        if (rows.Count == 0 && records.Reviews.IsEmpty)
        {
            writer.WriteLine($"Nothing is on record.");
        }
        else if (rows.Count > 0)
        {
            WriteRows([["Digest", "Rule", "State", "Until", "Asked by", "Approved by", "Subject", "Why"], .. rows], writer);
        }

        foreach (var review in records.Reviews)
        {
            WriteReview(review, writer, records.Reviews.Count(IsOpen) > 1);
        }

        // Whoever decided believes that it counts; a table has no room for why it does not.
        foreach (var decision in Sorted(records).Where(decision => decision.IsLive))
        {
            WriteWaiting(decision.Digest, decision.Refusals, writer);
        }

        foreach (var review in records.Reviews.Where(IsOpen))
        {
            WriteWaiting(review.Digest, review.Refusals ?? [], writer);
        }

        foreach (var tampering in records.Tamperings)
        {
            writer.WriteLine($"Tampering: {tampering.Subject}: {tampering.What}.");
        }

        foreach (var gap in records.Gaps)
        {
            writer.WriteLine($"Not known: {gap.Subject}: {gap.Reason}.");
        }
    }

    /// <summary>Writes a review: with its rows, by what commands name them, as long as there is something to decide.</summary>
    /// <param name="review">The review.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="isNamed">Whether commands have to name it, since it is not the only one that is open.</param>
    internal static void WriteReview(RecordedReview review, TerminalWriter writer, bool isNamed = false)
    {
        var which = isNamed ? $" --digest {review.Digest[..DigestLength]}" : "";
        var decided = review.Rows.Count(row => row.Keep is not null);
        writer.WriteLine($"{review.Digest[..DigestLength]}  review of {review.Subject}, opened {review.OpenedAt:yyyy-MM-dd}: {StateOf(review, decided)}");
        if (!IsOpen(review))
        {
            return;
        }

        var width = review.Rows.Select(row => row.Entry.Length).DefaultIfEmpty().Max();
        foreach (var row in review.Rows)
        {
            var decision = row.Keep is { } keep ? $"{(keep ? "keep" : "remove")}, by {row.Reviewer?.Name}" : "not decided";
            writer.WriteLine($"  {row.Entry.PadRight(width)}  {Untrusted.Plain(Untrusted.Cut(row.Principal, SubjectLength))}: {decision}");
        }

        if (review.Rows.FirstOrDefault(row => row.Keep is null) is { } next)
        {
            writer.WriteLine($"{(review.Url is { } url ? SafeText.Of($"To decide on a row, comment '/po keep {next.Entry}' or '/po remove {next.Entry}' in {url}") : SafeText.Of($"To decide on a row: po review keep {next.Entry}{which}, or po review remove {next.Entry}{which}"))}");
        }
    }

    private static bool IsOpen(RecordedReview review) => review is { ClosedAt: null, Invalid: null };

    private static void WriteWaiting(string digest, ImmutableArray<RefusedCommand> refusals, TerminalWriter writer)
    {
        foreach (var refusal in refusals.Where(refusal => refusal.Waits is true))
        {
            writer.WriteLine($"{digest[..DigestLength]}: '{Untrusted.Cut(refusal.Text, SubjectLength)}' of {refusal.Author.Name} does not count yet: {string.Join(" ", refusal.Reasons)}");
        }
    }

    /// <summary>Writes JSON: the records as the snapshot holds them.</summary>
    /// <param name="records">The records.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteJson(Records records, TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(writer);
        JsonLines.Write(writer, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("decisions");
            foreach (var decision in Sorted(records))
            {
                RecordDetails.WriteJson(json, decision);
            }

            json.WriteEndArray();
            json.WriteStartArray("reviews");
            foreach (var review in records.Reviews)
            {
                Write(json, review);
            }

            json.WriteEndArray();
            json.WriteTamperings("tampering", records.Tamperings);
            json.WriteEndObject();
        });
    }

    /// <summary>The last day and how many days are left, for people; empty where there is none.</summary>
    internal static string UntilOf(RecordedDecision decision, DateTimeOffset now)
    {
        if (decision.Until is not { } until)
        {
            return decision is { State: DecisionState.Requested, AskedUntil: { } asked } ? $"asked: {asked:yyyy-MM-dd}" : "";
        }

        var left = until.DayNumber - DateOnly.FromDateTime(now.UtcDateTime).DayNumber + 1;
        return decision.State is DecisionState.Approved ? $"{until:yyyy-MM-dd} ({Counting.Of(Math.Max(left, 0), "day")})" : $"{until:yyyy-MM-dd}";
    }

    private static string StateOf(RecordedReview review, int decided) =>
        review.Invalid is { } fault ? $"no longer valid: {fault}"
        : review.ClosedAt is { } closed ? $"done on {closed:yyyy-MM-dd}"
        : $"{decided} of {Counting.Of(review.Rows.Length, "row")} decided{(review.DueOn is { } due ? $", due on {due:yyyy-MM-dd}" : "")}";

    private static ImmutableArray<RecordedDecision> Sorted(Records records) =>
        [.. records.Decisions.OrderByDescending(decision => decision.IsLive).ThenBy(decision => decision.Until ?? DateOnly.MaxValue).ThenBy(decision => decision.CreatedAt).ThenBy(decision => decision.Key, StringComparer.Ordinal)];

    internal static void Write(Utf8JsonWriter json, RecordedReview review)
    {
        json.WriteStartObject();
        json.WriteString("subject", review.Subject);
        json.WriteString("digest", review.Digest);
        json.WriteString("openedAt", review.OpenedAt);
        json.WriteString("dueOn", review.DueOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("closedAt", review.ClosedAt?.ToString("O"));
        json.WriteString("invalid", review.Invalid);
        json.WriteString("url", review.Url);
        json.WriteStartArray("rows");
        foreach (var row in review.Rows)
        {
            json.WriteStartObject();
            json.WriteString("entry", row.Entry);
            json.WriteString("principal", row.Principal);
            json.WriteString("decision", row.Keep switch { true => "keep", false => "remove", null => null });
            json.WriteString("reviewer", row.Reviewer?.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRows(List<string[]> rows, TerminalWriter writer)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            writer.WriteLine($"{string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()}");
        }
    }
}

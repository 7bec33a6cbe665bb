using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Listing;
using PoPipeline.Audit.Storing;
using PoPipeline.Audit.Verifying;
using PoPipeline.Audit.Windows;
using PoPipeline.AuditLogs;
using PoPipeline.Escaping;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.AuditLogs;

namespace PoPipeline.Queries;

/// <summary>What of an audit log was collected, how it is kept, and what is missing.</summary>
public sealed class AuditStatus
{
    private readonly AuditStore store;
    private readonly AuditState state;
    private readonly ImmutableArray<AuditCoverage> coverage;
    private readonly string name;
    private readonly AuditSafety safety;
    private readonly ImmutableArray<string> signers;
    private readonly long contradicted;

    private AuditStatus(AuditStore store, DateTimeOffset now, string name, AuditSafety safety, CancellationToken cancellation)
    {
        this.store = store;
        this.name = name;
        this.safety = safety;
        var imported = ImportedEvents.Of(store, cancellation);
        state = imported.State;
        coverage = AuditCoverage.Of(state, now, feed => AuditFeedPolicy.Of(feed));
        contradicted = imported.Contradicted(ForgeTimes.Of(coverage.Select(feed => (feed.Feed, feed.Read)), state.Tombstones));
        signers = CheckpointSigners.Of(store.Folder);
    }

    /// <summary>Why not all of it is there, as a sentence; null where all of it is.</summary>
    public string? Missing => (coverage.Count(IsIncomplete), coverage.Length) switch
    {
        (_, 0) => NothingOf(state),
        (0, _) => null,
        var (count, all) => $"Of {Counted.Of(all, "feed")}, {count} {(count == 1 ? "is" : "are")} not collected without a gap.",
    };

    /// <summary>What is to be said of an audit log that has no receipt, as a sentence.</summary>
    /// <param name="state">What it holds.</param>
    public static string NothingOf(AuditState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Events == 0
            ? "Nothing was collected so far."
            : $"{Counted.Of(state.Events, "event")} {(state.Events == 1 ? "stands" : "stand")} there without a receipt, since a run was stopped before it wrote one: of which time they are all is not known. Run it again.";
    }

    /// <summary>Finds it out.</summary>
    /// <param name="store">The audit log.</param>
    /// <param name="now">The time.</param>
    /// <param name="name">Where it is kept, as it is shown.</param>
    /// <param name="safety">Who can read, alter and delete it there.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static AuditStatus Of(AuditStore store, DateTimeOffset now, string name, AuditSafety safety, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(safety);
        return new AuditStatus(store, now, name, safety, cancellation);
    }

    /// <summary>Writes it for people.</summary>
    /// <param name="writer">Where to.</param>
    public void WriteText(TerminalWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteLine($"Audit log  {name}");
        writer.WriteLine($"Entries    {state.Size}: {Counted.Of(state.Events, "event")}, {Counted.Of(state.Receipts.Length, "receipt")}");
        if (contradicted > 0)
        {
            writer.WriteLine($"Doubtful   {Counted.Of(contradicted, "event")} of files {(contradicted == 1 ? "is" : "are")} contradicted: the forge was read for the time, and does not tell of {(contradicted == 1 ? "it" : "them")}");
        }

        writer.WriteLine($"Encrypted  {(state.IsSealed ? "yes" : "no")}");
        writer.WriteLine($"Signed     {(signers.IsEmpty ? "no" : string.Join(", ", signers))}");
        writer.WriteLine($"Kept       {(state.Keep is { } keep ? $"for {keep.TotalDays:0.#} days at least" : "for ever: nothing is said of it")}");
        writer.WriteLine($"Anchors    {(state.WidestAnchor is { } widest ? $"{state.Anchors.Length}, which cover {Counted.Of(widest.Size, "entry", "entries")}; the widest at {widest.Where}, {AuditTime.Write(widest.At)}" : "none")}");
        if (state.UnanchoredSince is { } since)
        {
            writer.WriteLine($"           no anchor covers what was added from {AuditTime.Write(since)} on");
        }

        if (safety.Exposure is { } exposure)
        {
            writer.WriteLine($"Private    NO: {exposure}");
        }

        if (safety.IsVersioned is { } isVersioned)
        {
            writer.WriteLine($"Versions   {(isVersioned ? "earlier ones are kept" : "none: what is overwritten or deleted is gone")}");
        }

        if (safety.IsLocked is { } isLocked)
        {
            writer.WriteLine($"Locked     {LockWords(isLocked)}");
        }

        foreach (var unseen in safety.Unseen)
        {
            writer.WriteLine($"Not seen   {unseen.What}: {unseen.Why}");
        }

        foreach (var tombstone in state.Tombstones)
        {
            writer.WriteLine($"Pruned     {AuditPrunedText.Of(tombstone)}; removed {AuditTime.Write(tombstone.At)}");
        }

        foreach (var feed in coverage)
        {
            writer.WriteLine($"");
            writer.WriteLine($"{feed.Feed}: {WordOf(feed)}");
            writer.WriteLine($"  last success: {(feed.LastSuccess is { } last ? $"{AuditTime.Write(last)}, {(feed.IsAhead ? $"by a clock that was ahead; what it read ended {Age(feed.Age)} ago" : $"{Age(feed.Age)} ago")}" : "never")}{(feed.Retention is { } kept ? $"; the forge keeps {kept.TotalDays:0} days" : "")}{(feed.IsDue ? "; COLLECT NOW: events will soon be lost" : "")}");
            Spans(writer, "read", feed.Read);
            Spans(writer, "imported", feed.Imported);
            if (feed.ImportedAhead is { } ahead)
            {
                writer.WriteLine($"  imported, and yet to come: up to {AuditTime.Write(ahead)}, so that an event is dated ahead");
            }

            if (feed.NotAskedBefore is { } begin)
            {
                writer.WriteLine($"  never asked for: what was before {AuditTime.Write(begin)}, of which the forge keeps more");
            }

            if (DifferentIn(feed) is > 0 and var different)
            {
                writer.WriteLine($"  {Counted.Of(different, "event")} said something else than what was kept under the same id before; both are kept");
            }

            if (PendingOf(feed) is { } pending)
            {
                writer.WriteLine($"  not yet asked for: from {AuditTime.Write(pending.From)}");
            }

            if (feed.Feed.Query == AuditFeed.List)
            {
                writer.WriteLine($"  NOT KNOWN which groups and projects there are: {feed.Refused?.Message ?? "it is not on record. Run 'po audit collect' again."}");
            }

            foreach (var gap in GapsOf(feed))
            {
                writer.WriteLine($"  GAP: {AuditTime.Write(gap.From)} to {AuditTime.Write(gap.To)}: {gap.Reason}{(gap.IsImported ? " A file that was imported has events of this time." : "")}");
            }
        }
    }

    /// <summary>
    /// Writes it as a JSON object: folder, complete, entries, events, contradicted, rootHash, private, privateFault, versioned, locked, lockDays, lockBypassed (whether some may delete what is locked), unseen (what, why), encrypted, signedBy, keepDays, anchors (at, where, size, rootHash), unanchoredSince,
    /// pruned (at, firstHappened, lastHappened, oldest, newest, events, windows), feeds (source, query, state, lastSuccess, clockAhead, ageSeconds, retentionDays, due, late, different, read, imported, pending, gaps, refused).
    /// </summary>
    /// <param name="writer">Where to.</param>
    public void WriteJson(TerminalWriter writer) => JsonLines.Write(writer, json =>
    {
        json.WriteStartObject();
        json.WriteString("folder", name);
        json.WriteBoolean("complete", Missing is null);
        json.WriteNumber("entries", state.Size);
        json.WriteNumber("events", state.Events);
        json.WriteNumber("contradicted", contradicted);
        json.WriteString("rootHash", store.Ledger.Head?.RootHash);
        json.WriteBooleanOrNull("private", safety.Exposure is not null ? false : safety.Unseen.IsEmpty ? true : null);
        json.WriteString("privateFault", safety.Exposure);
        json.WriteBooleanOrNull("versioned", safety.IsVersioned);
        json.WriteBooleanOrNull("locked", safety.IsLocked);
        json.WriteNumberOrNull("lockDays", safety.LockDays);
        json.WriteBooleanOrNull("lockBypassed", safety.IsLocked is true && safety.LockDays is not null ? safety.IsLockWeak : null);
        json.WriteStartArray("unseen");
        foreach (var unseen in safety.Unseen)
        {
            json.WriteStartObject();
            json.WriteString("what", unseen.What);
            json.WriteString("why", unseen.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("encrypted", state.IsSealed);
        json.WriteTexts("signedBy", signers);
        json.WriteNumberOrNull("keepDays", (long?)state.Keep?.TotalDays);
        json.WriteStartArray("anchors");
        foreach (var anchor in state.Anchors)
        {
            json.WriteStartObject();
            json.WriteTime("at", anchor.At);
            json.WriteString("where", anchor.Where);
            json.WriteNumber("size", anchor.Size);
            json.WriteString("rootHash", anchor.RootHash);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteTime("unanchoredSince", state.UnanchoredSince);
        json.WriteStartArray("pruned");
        foreach (var tombstone in state.Tombstones)
        {
            json.WriteStartObject();
            AuditPrunedText.WriteJson(tombstone, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("feeds");
        foreach (var feed in coverage)
        {
            Feed(json, feed);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private string LockWords(bool isLocked) => !isLocked ? "no: earlier versions can be deleted"
        : safety.LockDays is not { } days ? "only where a file is held by itself: the bucket has no default retention"
        : $"each file for {Counted.Of(days, "day")}{(safety.IsLockWeak ? ", though some may delete it (governance mode)" : "")}";

    // What is in a group no more ends with it: what was not read until then is shown, and cannot be read any more.
    private static bool IsIncomplete(AuditCoverage feed) => !GonePages.IsGone(feed) && (GapsOf(feed).Any() || feed.IsDue || feed.Refused is not null || feed.Read.Spans.IsEmpty);

    // What comes behind the last window is for the next run, unless one was missed twice that runs each day.
    private static CoverageGap? PendingOf(AuditCoverage feed) =>
        feed.Refused is null && !feed.Gaps.IsEmpty && feed.Gaps[^1] is var last && !feed.Read.Spans.IsEmpty && last.From == feed.Read.Spans[^1].To && last.To - last.From < AskedTime.Pending ? last : null;

    private static IEnumerable<CoverageGap> GapsOf(AuditCoverage feed) => PendingOf(feed) is { } pending ? feed.Gaps.Where(gap => gap != pending) : feed.Gaps;

    private static string WordOf(AuditCoverage feed) => GonePages.IsGone(feed) ? "gone"
        : feed.Refused is not null ? "refused"
        : feed.Read.Spans.IsEmpty ? feed.Imported.Spans.IsEmpty ? "never read" : "imported only"
        : GapsOf(feed).Any() ? "with gaps"
        : feed.IsDue ? "due"
        : "complete";

    private static string Age(TimeSpan? age) => age is not { } known ? "" : known.TotalHours < 48 ? $"{known.TotalHours:0.#} h" : $"{known.TotalDays:0.#} days";

    // Files are of a source, as the times are that they tell of.
    private long DifferentIn(AuditCoverage feed) =>
        state.Receipts.Where(receipt => receipt.Feed == feed.Feed || receipt.Feed == feed.Feed with { Query = AuditFeed.Import }).Sum(receipt => receipt.Different);

    private static void Spans(TerminalWriter writer, string word, TimeSpans spans)
    {
        foreach (var (from, to) in spans.Spans)
        {
            writer.WriteLine($"  {word}: {AuditTime.Write(from)} to {AuditTime.Write(to)}");
        }
    }

    private static void Spans(Utf8JsonWriter json, string name, TimeSpans spans)
    {
        json.WriteStartArray(name);
        foreach (var (from, to) in spans.Spans)
        {
            json.WriteStartObject();
            json.WriteTime("from", from);
            json.WriteTime("to", to);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Feed(Utf8JsonWriter json, AuditCoverage feed)
    {
        json.WriteStartObject();
        json.WriteString("source", feed.Feed.Source.ToString());
        json.WriteString("query", feed.Feed.Query);
        json.WriteString("state", WordOf(feed));
        json.WriteTime("lastSuccess", feed.LastSuccess);
        json.WriteBoolean("clockAhead", feed.IsAhead);
        json.WriteNumberOrNull("ageSeconds", (long?)feed.Age?.TotalSeconds);
        json.WriteNumberOrNull("retentionDays", (long?)feed.Retention?.TotalDays);
        json.WriteBoolean("due", feed.IsDue);
        json.WriteNumber("late", state.Receipts.Where(receipt => receipt.Feed == feed.Feed).Sum(receipt => receipt.Late));
        json.WriteNumber("different", DifferentIn(feed));
        Spans(json, "read", feed.Read);
        Spans(json, "imported", feed.Imported);
        if (PendingOf(feed) is { } pending)
        {
            json.WriteStartObject("pending");
            json.WriteTime("from", pending.From);
            json.WriteTime("to", pending.To);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("pending");
        }

        json.WriteStartArray("gaps");
        foreach (var gap in GapsOf(feed))
        {
            json.WriteStartObject();
            json.WriteTime("from", gap.From);
            json.WriteTime("to", gap.To);
            json.WriteString("reason", gap.Reason);
            json.WriteBoolean("lost", gap.IsLost);
            json.WriteBoolean("imported", gap.IsImported);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (feed.Refused is { } refused)
        {
            json.WriteStartObject("refused");
            json.WriteString("reason", refused.Reason.ToString().ToLowerInvariant());
            json.WriteString("message", refused.Message);
            json.WriteTime("at", refused.At);
            json.WriteTime("retryAt", refused.RetryAt);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("refused");
        }

        json.WriteEndObject();
    }
}

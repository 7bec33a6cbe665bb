using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using PoPipeline.Audit.Events;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Storing;

/// <summary>Reads entries of the ledger. Whoever can write the folder can put anything there, so that nothing but the format is believed.</summary>
internal static class LeafReader
{
    /// <summary>Reads an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>The record, or what is wrong, as a clause.</returns>
    public static Parsed<AuditRecord> Read(LedgerEntry entry)
    {
        try
        {
            using var document = JsonDocument.Parse(entry.Data, CanonicalJson.Reading);
            var root = document.RootElement;
            return root.ValueKind is JsonValueKind.Object && Text(root, "type") is { } type
                ? new(Of(entry.Index, type, root))
                : new("it is not an entry of an audit log");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return new("it is not an entry of an audit log");
        }
    }

    /// <summary>Reads what an opened payload says.</summary>
    /// <param name="envelope">The event, as far as it is known.</param>
    /// <param name="payload">The payload.</param>
    public static AuditEvent? Opened(AuditEvent envelope, ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload, CanonicalJson.Reading);
            return Raw(document.RootElement) is { } raw
                ? Details(envelope, document.RootElement) with { Raw = raw, IsClosed = false }
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static AuditRecord Of(long index, string type, JsonElement root)
    {
        var record = new AuditRecord(index, type);
        return type switch
        {
            AuditRecord.EventType => Event(record, root),
            AuditRecord.WindowType => record with { Window = Window(root) with { Entry = index } },
            AuditRecord.RefusalType => record with
            {
                Refusal = new WindowRefusal(
                    Feed(root), Time(root, "from"), Time(root, "to"), Time(root, "at"), Enum.TryParse<RefusalReason>(Text(root, "reason"), out var reason) ? reason : RefusalReason.Unavailable, Need(root, "message"), AuditTime.Parse(Text(root, "retryAt")))
                {
                    Entry = index,
                },
            },
            AuditRecord.TombstoneType => record with { Tombstone = Tombstone(root) },
            AuditRecord.PolicyType => record with { Keep = Seconds(root, "keepSeconds") },
            AuditRecord.SealType => record with { Seal = new SealNote(Need(root, "seal"), root.GetProperty("age").GetBytesFromBase64()) },
            AuditRecord.AnchorType => record with { Anchor = new AnchorNote(Time(root, "at"), Need(root, "where"), Number(root, "size"), Need(root, "rootHash")) },
            AuditRecord.ReadType => record with { Read = new ReadNote(Time(root, "at"), Need(root, "who"), Need(root, "what"), Number(root, "count")) },
            AuditRecord.ListingType => record with { Listing = Listing(root), ListingPart = (int)Math.Clamp(Number(root, "part"), 0, int.MaxValue) },
            _ => record,
        };
    }

    private static AuditRecord Event(AuditRecord record, JsonElement root)
    {
        var raw = Raw(root);
        var seal = Text(root, "seal");
        var occurred = AuditTime.Parse(Text(root, "occurred"));
        var found = Details(
            new AuditEvent(Source(root), Need(root, "id"), raw, AuditMedia.Json)
            {
                Occurred = occurred,
                Recorded = AuditTime.Parse(Text(root, "recorded")) ?? occurred,
                Observed = AuditTime.Parse(Text(root, "observed")),
                LateBy = root.TryGetProperty("lateBySeconds", out _) ? Seconds(root, "lateBySeconds") : null,
                IsImported = root.TryGetProperty("imported", out var imported) && imported.ValueKind is JsonValueKind.True,
                Instead = Before(record, root, "instead"),
                MayBe = Before(record, root, "mayBe"),
                Entry = record.Index,
                IsClosed = raw is null,
            },
            root);
        return record with
        {
            Event = found,
            Blob = Text(root, "blob"),
            BlobLength = root.TryGetProperty("length", out _) ? Number(root, "length") : 0,
            Sealed = seal is null ? null : new SealedPayload(seal, Number(root, "number"), root.TryGetProperty("sealed", out var bytes) ? bytes.GetBytesFromBase64() : null),
        };
    }

    private static long? Before(AuditRecord record, JsonElement root, string name) => root.TryGetProperty(name, out var entry) && entry.TryGetInt64(out var before)
        ? before >= 0 && before < record.Index ? before : throw new FormatException("The entry is none before this one.")
        : null;

    private static AuditEvent Details(AuditEvent found, JsonElement root) => found with
    {
        Actor = Text(root, "actor"),
        ActorId = Text(root, "actorId"),
        Action = Text(root, "action"),
        Target = Text(root, "target"),
        Media = Text(root, "media") is null ? AuditMedia.Json : AuditMedia.Csv,
    };

    private static WindowReceipt Window(JsonElement root)
    {
        var list = Text(root, "pageList");
        return new WindowReceipt(
            Feed(root), Enum.TryParse<WindowKind>(Text(root, "kind"), ignoreCase: true, out var kind) ? kind : WindowKind.Regular, Time(root, "from"), Time(root, "to"), Time(root, "at"))
        {
            Pages = (int)Number(root, "pages"),
            Count = Number(root, "count"),
            Added = Number(root, "added"),
            Late = Number(root, "late"),
            Different = root.TryGetProperty("different", out _) ? Number(root, "different") : 0,
            FirstId = Text(root, "firstId"),
            LastId = Text(root, "lastId"),
            FirstEntry = Number(root, "firstEntry"),
            PageList = list ?? "",
            PagesHash = Need(root, "pagesHash"),
            PagesInBlob = list is null,
        };
    }

    private static Tombstone Tombstone(JsonElement root) => new(
        Time(root, "at"),
        Seconds(root, "keepSeconds"),
        Time(root, "newest"),
        [.. root.GetProperty("bundles").EnumerateArray().Select(Range)])
    {
        Oldest = Time(root, "oldest"),
        FirstHappened = AuditTime.Parse(Text(root, "firstHappened")),
        LastHappened = AuditTime.Parse(Text(root, "lastHappened")),
        Events = Number(root, "events"),
        Windows = Number(root, "windows"),
        Blobs = Number(root, "blobs"),
        Covered = [.. root.GetProperty("covered").EnumerateArray().Select(span => new CoveredSpan(Feed(span), Time(span, "from"), Time(span, "to")))],
    };

    private static FeedListing Listing(JsonElement root)
    {
        var (source, at) = (Source(root), Time(root, "at"));
        return new FeedListing(source, at, [.. root.GetProperty("queries").EnumerateArray().Select(query => query.GetString() ?? throw new FormatException("A query is none."))])
        {
            Refused = Text(root, "message") is { } message
                ? FeedListing.RefusalOf(source, at, Enum.TryParse<RefusalReason>(Text(root, "reason"), out var reason) ? reason : RefusalReason.Unavailable, message)
                : null,
        };
    }

    private static BundleRange Range(JsonElement range) => new BundleRange(range[0].GetInt64(), range[1].GetInt64()) is { First: >= 0 } known && known.Last >= known.First
        ? known
        : throw new FormatException("The range is none.");

    private static AuditFeed Feed(JsonElement root) => new(Source(root), Need(root, "query"));

    private static AuditSource Source(JsonElement root) => AuditSource.Parse(Need(root, "source")).Value ?? throw new FormatException("The source is none.");

    private static DateTimeOffset Time(JsonElement root, string name) => AuditTime.Parse(Text(root, name)) ?? throw new FormatException("The time is none.");

    private static TimeSpan Seconds(JsonElement root, string name) => TimeSpan.FromSeconds(Math.Clamp(Number(root, name), 0, (long)TimeSpan.MaxValue.TotalSeconds - 1));

    private static long Number(JsonElement root, string name) => root.GetProperty(name).GetInt64();

    private static string Need(JsonElement root, string name) => Text(root, name) ?? throw new FormatException("A text is missing.");

    private static byte[]? Raw(JsonElement root) => Text(root, "raw") is { } text ? Encoding.UTF8.GetBytes(text)
        : root.TryGetProperty("rawBase64", out var bytes) ? bytes.GetBytesFromBase64()
        : null;

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var element) && element.ValueKind is JsonValueKind.String ? element.GetString() : null;
}

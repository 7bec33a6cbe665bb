using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Sealing;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Storing;

/// <summary>Writes entries of the ledger: JSON objects, each kind of which is written in one way.</summary>
/// <param name="blobs">Takes what is too long for an entry, and names it.</param>
internal sealed class LeafWriter(Func<ReadOnlyMemory<byte>, string> blobs)
{
    private const int MaximumPages = 48 << 10;
    private const int QueriesOfPart = 500;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> buffer = new(4096);
    private Utf8JsonWriter? kept;

    /// <summary>Writes an event.</summary>
    /// <param name="found">The event.</param>
    /// <param name="seal">What seals the payload; null to keep it open.</param>
    public byte[] Event(AuditEvent found, EventSeal? seal)
    {
        if (seal is not null)
        {
            var (number, payload) = seal.Seal(Payload(found), Context(found.Source.ToString(), found.Id));
            var whole = Sealed(found, seal.Id, number, payload, blob: null);
            return whole.Length <= LedgerFolder.MaximumEntryLength ? whole : Sealed(found, seal.Id, number, payload, blobs(payload));
        }

        // What is escaped takes more room, so that the length of the bytes alone does not tell.
        var open = found.Raw.Length <= LedgerFolder.MaximumEntryLength ? Open(found, blob: null) : null;
        return open?.Length <= LedgerFolder.MaximumEntryLength ? open : Open(found, blobs(found.Raw));
    }

    /// <summary>Writes a receipt.</summary>
    /// <param name="receipt">The receipt.</param>
    public byte[] Window(WindowReceipt receipt)
    {
        var inBlob = receipt.PageList.Length > MaximumPages;
        var hash = inBlob ? blobs(Encoding.UTF8.GetBytes(receipt.PageList)) : WindowReceipt.HashOf(receipt.PageList);
        return Write(AuditRecord.WindowType, writer =>
        {
            Feed(writer, receipt.Feed);
            writer.WriteString("kind", receipt.Kind.ToString().ToLowerInvariant());
            Time(writer, "from", receipt.From);
            Time(writer, "to", receipt.To);
            Time(writer, "at", receipt.At);
            writer.WriteNumber("pages", receipt.Pages);
            writer.WriteNumber("count", receipt.Count);
            writer.WriteNumber("added", receipt.Added);
            writer.WriteNumber("late", receipt.Late);
            if (receipt.Different > 0)
            {
                writer.WriteNumber("different", receipt.Different);
            }

            Text(writer, "firstId", receipt.FirstId);
            Text(writer, "lastId", receipt.LastId);
            writer.WriteNumber("firstEntry", receipt.FirstEntry);
            writer.WriteString("pagesHash", hash);
            Text(writer, "pageList", inBlob ? null : receipt.PageList);
        });
    }

    /// <summary>Writes a refusal.</summary>
    /// <param name="refusal">The refusal.</param>
    public byte[] Refusal(WindowRefusal refusal) => Write(AuditRecord.RefusalType, writer =>
    {
        Feed(writer, refusal.Feed);
        Time(writer, "from", refusal.From);
        Time(writer, "to", refusal.To);
        Time(writer, "at", refusal.At);
        writer.WriteString("reason", refusal.Reason.ToString());
        writer.WriteString("message", Short(refusal.Message));
        Time(writer, "retryAt", refusal.RetryAt);
    });

    /// <summary>Writes what was pruned.</summary>
    /// <param name="tombstone">What was pruned.</param>
    public byte[] Tombstone(Tombstone tombstone) => Write(AuditRecord.TombstoneType, writer =>
    {
        Time(writer, "at", tombstone.At);
        writer.WriteNumber("keepSeconds", (long)tombstone.Keep.TotalSeconds);
        Time(writer, "oldest", tombstone.Oldest);
        Time(writer, "newest", tombstone.Newest);
        Time(writer, "firstHappened", tombstone.FirstHappened);
        Time(writer, "lastHappened", tombstone.LastHappened);
        writer.WriteNumber("events", tombstone.Events);
        writer.WriteNumber("windows", tombstone.Windows);
        writer.WriteNumber("blobs", tombstone.Blobs);
        writer.WriteStartArray("bundles");
        foreach (var range in tombstone.Bundles)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(range.First);
            writer.WriteNumberValue(range.Last);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("covered");
        foreach (var span in tombstone.Covered)
        {
            writer.WriteStartObject();
            Feed(writer, span.Feed);
            Time(writer, "from", span.From);
            Time(writer, "to", span.To);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>Writes how long entries are kept.</summary>
    /// <param name="keep">How long.</param>
    /// <param name="at">When that was said.</param>
    public byte[] Policy(TimeSpan keep, DateTimeOffset at) => Write(AuditRecord.PolicyType, writer =>
    {
        Time(writer, "at", at);
        writer.WriteNumber("keepSeconds", (long)keep.TotalSeconds);
    });

    /// <summary>Writes a key that payloads are sealed with.</summary>
    /// <param name="seal">Which.</param>
    /// <param name="wrapped">The key, encrypted.</param>
    /// <param name="recipients">For whom.</param>
    public byte[] Seal(EventSeal seal, byte[] wrapped, IEnumerable<AgeRecipient> recipients) => Write(AuditRecord.SealType, writer =>
    {
        writer.WriteString("seal", seal.Id);
        writer.WriteStartArray("recipients");
        foreach (var recipient in recipients)
        {
            writer.WriteStringValue(recipient.ToString());
        }

        writer.WriteEndArray();
        writer.WriteBase64String("age", wrapped);
    });

    /// <summary>Writes where a checkpoint was published.</summary>
    /// <param name="anchor">Where.</param>
    public byte[] Anchor(AnchorNote anchor) => Write(AuditRecord.AnchorType, writer =>
    {
        Time(writer, "at", anchor.At);
        writer.WriteString("where", anchor.Where);
        writer.WriteNumber("size", anchor.Size);
        writer.WriteString("rootHash", anchor.RootHash);
    });

    /// <summary>Writes who read.</summary>
    /// <param name="read">Who.</param>
    public byte[] Read(ReadNote read) => Write(AuditRecord.ReadType, writer =>
    {
        Time(writer, "at", read.At);
        writer.WriteString("who", read.Who);
        writer.WriteString("what", read.What);
        writer.WriteNumber("count", read.Count);
    });

    /// <summary>Writes what a collection is going to read: an entry for each part of the list, since a group may have very many projects.</summary>
    /// <param name="listing">What.</param>
    public IEnumerable<byte[]> Listing(FeedListing listing)
    {
        string[][] parts = listing.Queries.IsEmpty ? [[]] : [.. listing.Queries.Chunk(QueriesOfPart)];
        return parts.Select((queries, part) => Write(AuditRecord.ListingType, writer =>
        {
            writer.WriteString("source", listing.Source.ToString());
            Time(writer, "at", listing.At);
            writer.WriteNumber("part", part);
            writer.WriteStartArray("queries");
            foreach (var query in queries)
            {
                writer.WriteStringValue(query);
            }

            writer.WriteEndArray();
            if (listing.Refused is { } refused)
            {
                writer.WriteString("reason", refused.Reason.ToString());
                writer.WriteString("message", Short(refused.Message));
            }
        }));
    }

    /// <summary>What a sealed payload belongs to, so that it cannot be put under another event.</summary>
    /// <param name="source">The source of the event.</param>
    /// <param name="id">Its id.</param>
    internal static byte[] Context(string source, string id) => Encoding.UTF8.GetBytes($"{source}\n{id}");

    private byte[] Open(AuditEvent found, string? blob) => Write(AuditRecord.EventType, writer =>
    {
        Envelope(writer, found);
        Details(writer, found);
        if (blob is null)
        {
            Raw(writer, found);
        }
        else
        {
            Blob(writer, blob, found.Raw.Length);
        }
    });

    private byte[] Sealed(AuditEvent found, string seal, long number, byte[] payload, string? blob) => Write(AuditRecord.EventType, writer =>
    {
        Envelope(writer, found);
        writer.WriteString("seal", seal);
        writer.WriteNumber("number", number);
        if (blob is null)
        {
            writer.WriteBase64String("sealed", payload);
        }
        else
        {
            Blob(writer, blob, payload.Length);
        }
    });

    private byte[] Payload(AuditEvent found) => Write(null, writer =>
    {
        Details(writer, found);
        Raw(writer, found);
    });

    // A text keeps every byte of what is UTF-8, and can be searched; what is not stays whole in another form.
    private static void Raw(Utf8JsonWriter writer, AuditEvent found)
    {
        if (Utf8.IsValid(found.Raw.Span))
        {
            writer.WriteString("raw", found.Raw.Span);
        }
        else
        {
            writer.WriteBase64String("rawBase64", found.Raw.Span);
        }
    }

    private static void Blob(Utf8JsonWriter writer, string blob, int length)
    {
        writer.WriteString("blob", blob);
        writer.WriteNumber("length", length);
    }

    private static string Short(string text) => text.Length > 2000 ? text[..2000] : text;

    private static void Envelope(Utf8JsonWriter writer, AuditEvent found)
    {
        writer.WriteString("source", found.Source.ToString());
        writer.WriteString("id", found.Id);
        Time(writer, "occurred", found.Occurred);
        Time(writer, "recorded", found.Recorded == found.Occurred ? null : found.Recorded);
        Time(writer, "observed", found.Observed);
        if (found.LateBy is { } late)
        {
            writer.WriteNumber("lateBySeconds", (long)late.TotalSeconds);
        }

        if (found.IsImported)
        {
            writer.WriteBoolean("imported", value: true);
        }

        if (found.Instead is { } instead)
        {
            writer.WriteNumber("instead", instead);
        }

        if (found.MayBe is { } mayBe)
        {
            writer.WriteNumber("mayBe", mayBe);
        }
    }

    private static void Details(Utf8JsonWriter writer, AuditEvent found)
    {
        Text(writer, "actor", found.Actor);
        Text(writer, "actorId", found.ActorId);
        Text(writer, "action", found.Action);
        Text(writer, "target", found.Target);
        Text(writer, "media", found.Media is AuditMedia.Json ? null : "text/csv");
    }

    private static void Feed(Utf8JsonWriter writer, AuditFeed feed)
    {
        writer.WriteString("source", feed.Source.ToString());
        writer.WriteString("query", feed.Query);
    }

    private static void Text(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static void Time(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } known)
        {
            writer.WriteString(name, AuditTime.Write(known));
        }
    }

    private byte[] Write(string? type, Action<Utf8JsonWriter> write)
    {
        buffer.ResetWrittenCount();
        kept ??= new Utf8JsonWriter(buffer, Options);
        kept.Reset(buffer);
        kept.WriteStartObject();
        Text(kept, "type", type);
        write(kept);
        kept.WriteEndObject();
        kept.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}

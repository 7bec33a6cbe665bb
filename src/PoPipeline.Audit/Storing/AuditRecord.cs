using System.Collections.Immutable;
using PoPipeline.Audit.Events;

namespace PoPipeline.Audit.Storing;

/// <summary>An entry of the ledger of an audit log. Exactly one of what it may hold is there; none where the entry is of a kind that this version does not know.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Type">What it is.</param>
public sealed record AuditRecord(long Index, string Type)
{
    /// <summary>An event.</summary>
    public const string EventType = "audit-event";

    /// <summary>A receipt of a window.</summary>
    public const string WindowType = "audit-window";

    /// <summary>A refusal of a window.</summary>
    public const string RefusalType = "audit-refusal";

    /// <summary>What was pruned.</summary>
    public const string TombstoneType = "audit-tombstone";

    /// <summary>How long entries are kept.</summary>
    public const string PolicyType = "audit-policy";

    /// <summary>A key that payloads are sealed with.</summary>
    public const string SealType = "audit-seal";

    /// <summary>Where a checkpoint was published.</summary>
    public const string AnchorType = "anchor";

    /// <summary>Who read.</summary>
    public const string ReadType = "read";

    /// <summary>What a collection is going to read.</summary>
    public const string ListingType = "audit-feeds";

    /// <summary>The event.</summary>
    public AuditEvent? Event { get; init; }

    /// <summary>The blob that the payload of the event lies in; null where the entry holds it.</summary>
    public string? Blob { get; init; }

    /// <summary>The length of the blob.</summary>
    public long BlobLength { get; init; }

    /// <summary>The receipt.</summary>
    public WindowReceipt? Window { get; init; }

    /// <summary>The refusal.</summary>
    public WindowRefusal? Refusal { get; init; }

    /// <summary>What was pruned.</summary>
    public Tombstone? Tombstone { get; init; }

    /// <summary>How long entries are kept from then on.</summary>
    public TimeSpan? Keep { get; init; }

    /// <summary>Where a checkpoint was published.</summary>
    public AnchorNote? Anchor { get; init; }

    /// <summary>Who read.</summary>
    public ReadNote? Read { get; init; }

    /// <summary>What a collection is going to read; of a long list, a part.</summary>
    public FeedListing? Listing { get; init; }

    /// <summary>All blobs that it names: the payload of an event, and what was too long for a receipt.</summary>
    internal ImmutableArray<BlobName> Blobs => this switch
    {
        { Blob: { } blob } => [new BlobName(blob, BlobLength)],
        { Window: { PagesInBlob: true } window } => [new BlobName(window.PagesHash, Length: null)],
        _ => [],
    };

    /// <summary>When the run that wrote it did, by its clock; null where it does not say so. Of an event its receipt does.</summary>
    internal DateTimeOffset? WrittenAt => this switch
    {
        { Window: { } window } => window.At,
        { Refusal: { } refusal } => refusal.At,
        { Tombstone: { } tombstone } => tombstone.At,
        { Anchor: { } anchor } => anchor.At,
        { Read: { } read } => read.At,
        { Listing: { } listing } => listing.At,
        _ => null,
    };

    /// <summary>What it is, for people.</summary>
    internal string Kind => Type switch
    {
        WindowType => "a receipt",
        RefusalType => "a refusal",
        TombstoneType => "a tombstone",
        AnchorType => "an anchor",
        ReadType => "a note of who read",
        ListingType => "a list of what was to be read",
        _ => "an entry",
    };

    /// <summary>Which part of the list it is, from 0.</summary>
    internal int ListingPart { get; init; }

    internal SealNote? Seal { get; init; }

    internal SealedPayload? Sealed { get; init; }
}

/// <summary>Where a checkpoint was published.</summary>
/// <param name="At">When.</param>
/// <param name="Where">The address.</param>
/// <param name="Size">The number of entries of the checkpoint.</param>
/// <param name="RootHash">Its root hash, in base64.</param>
public sealed record AnchorNote(DateTimeOffset At, string Where, long Size, string RootHash);

/// <summary>Who read, exported or opened events, put on record before they are shown.</summary>
/// <param name="At">When.</param>
/// <param name="Who">Who.</param>
/// <param name="What">What, such as the filters and the format.</param>
/// <param name="Count">The number of events that there were to read.</param>
public sealed record ReadNote(DateTimeOffset At, string Who, string What, long Count);

/// <summary>A blob that an entry names.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Its length; null where the entry does not say it.</param>
internal readonly record struct BlobName(string Name, long? Length);

internal sealed record SealNote(string Id, byte[] Wrapped);

internal sealed record SealedPayload(string Seal, long Number, byte[]? Bytes);

using PoPipeline.Audit.Events;
using PoPipeline.Audit.Sealing;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Storing;

/// <summary>
/// An audit log in a folder: a ledger of entries, and beside it the blobs of what is too long for one. Only its owner may read or write it.
/// </summary>
public sealed class AuditStore
{
    /// <summary>Where the audit log of a repository lies, relative to its root.</summary>
    public const string DefaultPath = ".popipeline/audit";

    /// <summary>The folder of the ledger.</summary>
    public const string LedgerFolderName = "ledger";

    /// <summary>The folder of the blobs.</summary>
    public const string BlobFolderName = "blobs";

    private const string RunFileName = ".run";

    internal const string SpoolFolderName = "spool";

    private readonly AuditStoreOptions options;
    private readonly Dictionary<string, EventSeal?> opened = new(StringComparer.Ordinal);

    private AuditStore(string folder, AuditStoreOptions options)
    {
        Folder = folder;
        this.options = options;
        Ledger = LedgerFolder.Open(Path.Combine(folder, LedgerFolderName), options.Signer, options.Known, LedgerFolder.DefaultPatience, options.Step, isPrivate: true);
        Blobs = new BlobFolder(Path.Combine(folder, BlobFolderName), options.Step);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The ledger, to make proofs and anchors of.</summary>
    public LedgerFolder Ledger { get; }

    internal BlobFolder Blobs { get; }

    // What was read of it, as of which checkpoint.
    internal (Checkpoint? Head, AuditState? State) Known { get; set; }

    internal AuditStoreOptions Options => options;

    internal string SpoolFolder => Path.Combine(Folder, SpoolFolderName);

    /// <summary>Whether a folder holds an audit log.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsStore(string folder) => LedgerFolder.IsLedger(Path.Combine(folder, LedgerFolderName));

    /// <summary>Opens an audit log; a folder that is not there is made.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How it is kept.</param>
    /// <exception cref="AuditException">Others may read or write the folder.</exception>
    /// <exception cref="LedgerDamagedException">The ledger is not sound.</exception>
    public static AuditStore Open(string folder, AuditStoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        foreach (var part in new[] { full, Path.Combine(full, LedgerFolderName), Path.Combine(full, BlobFolderName) })
        {
            PrivateFolder.Require(part);
        }

        return new AuditStore(full, options ?? new AuditStoreOptions());
    }

    /// <summary>Opens an audit log that is there, to read what is not for everybody. Nothing is made, so that a copy will do which nobody can write to.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How it is kept.</param>
    /// <exception cref="AuditException">Others may read or write the folder.</exception>
    /// <exception cref="LedgerDamagedException">The ledger is not sound.</exception>
    public static AuditStore OpenExisting(string folder, AuditStoreOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        foreach (var part in new[] { full, Path.Combine(full, LedgerFolderName), Path.Combine(full, BlobFolderName) }.Where(Directory.Exists))
        {
            PrivateFolder.Require(part);
        }

        return new AuditStore(full, options);
    }

    /// <summary>Opens an audit log to look at it, whoever else can read or write it. Nothing is made.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="LedgerDamagedException">The ledger is not sound.</exception>
    public static AuditStore Look(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new AuditStore(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), new AuditStoreOptions());
    }

    /// <summary>Reads what is kept, in its order. What was pruned is left out. Each file of entries, and each blob, is held to what the ledger recorded before anything of it is given.</summary>
    /// <param name="from">The index of the first entry.</param>
    /// <exception cref="LedgerDamagedException">Something is not what was recorded, entries are missing that were not pruned, or one is none of an audit log.</exception>
    public IEnumerable<AuditRecord> Read(long from = 0)
    {
        var missing = new List<(long First, int Count)>();
        var tombstones = new List<Tombstone>();
        List<Tombstone>? announced = null;

        // A seal may stand long before what is under it.
        foreach (var entry in Ledger.ReadPresent((first, count) => missing.Add((first, count)), options.Identity is null ? from : 0))
        {
            var record = RecordOf(entry);
            if (record.Tombstone is { } tombstone)
            {
                tombstones.Add(tombstone);
            }

            if (IsLost(record))
            {
                announced ??= [.. Tombstones(record.Index)];
                if (announced.Exists(known => known.Names(record.Index >> TileName.Height)))
                {
                    // Its blob is gone already, and its entry is going to be.
                    continue;
                }
            }

            var whole = Opened(record, isWanted: record.Index >= from);
            if (record.Index >= from)
            {
                yield return whole;
            }
        }

        if (missing.FirstOrDefault(range => !tombstones.Exists(tombstone => tombstone.Names(range.First >> TileName.Height))) is { Count: > 0 } lost)
        {
            throw new LedgerDamagedException(LedgerCondition.Missing, $"Entries {lost.First} to {lost.First + lost.Count - 1} of '{Folder}' are missing, and no tombstone names them. See 'po audit verify'.");
        }
    }

    private bool IsLost(AuditRecord record) => record.Blobs.Any(blob => Blobs.IsMissing(blob.Name));

    private IEnumerable<Tombstone> Tombstones(long from) => Ledger.ReadPresent((_, _) => { }, from)
        .Select(entry => LeafReader.Read(entry).IsValue(out var record, out _) ? record.Tombstone : null).OfType<Tombstone>();

    /// <summary>Appends where a checkpoint was published, so that who looks knows where to compare.</summary>
    /// <param name="where">The address.</param>
    /// <param name="time">The clock.</param>
    /// <param name="published">The checkpoint, which was one of this audit log; null for what it is now.</param>
    /// <returns>What was appended.</returns>
    public AnchorNote AddAnchor(string where, TimeProvider time, Checkpoint? published = null)
    {
        ArgumentNullException.ThrowIfNull(where);
        ArgumentNullException.ThrowIfNull(time);
        var head = published ?? Ledger.Head ?? throw new AuditException("An audit log without entries has no checkpoint to publish. Collect first.");
        if (head.Size == 0)
        {
            throw new AuditException("A checkpoint without entries covers nothing: whatever was removed, it would still be one of the audit log. Publish the checkpoint as it is now.");
        }

        var note = new AnchorNote(time.GetUtcNow(), where, head.Size, head.RootHash);
        Append(writer => writer.Anchor(note));
        return note;
    }

    /// <summary>Appends who read.</summary>
    /// <param name="read">Who.</param>
    public void AddRead(ReadNote read)
    {
        ArgumentNullException.ThrowIfNull(read);
        Append(writer => writer.Read(read));
    }

    /// <summary>Appends what a collection is going to read, before the first of it is asked for; nothing where that stands there already.</summary>
    /// <param name="listing">What. Where the forge refused to tell all of it, what was known before still counts.</param>
    /// <param name="cancellation">Ends the waiting for another run.</param>
    public void AddListing(FeedListing listing, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(listing);
        using var held = Hold(cancellation);
        var known = AuditState.Of(this).Listings.GetValueOrDefault(listing.Source);
        var whole = listing.Refused is null ? listing : listing with { Queries = [.. listing.Queries.Union(known?.Queries ?? [])] };
        if (!whole.Repeats(known))
        {
            Ledger.Append([.. NewLeafWriter().Listing(whole).Select(entry => (ReadOnlyMemory<byte>)entry)], cancellation: cancellation);
        }
    }

    /// <summary>Appends how long entries are kept at least. The longest time that was ever said counts.</summary>
    /// <param name="keep">How long.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="AuditException">That is less than the audit log says.</exception>
    public void SetKeep(TimeSpan keep, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, TimeSpan.FromDays(1));
        if (AuditState.Of(this).Keep is { } said && keep < said)
        {
            throw new AuditException($"The audit log says that events are kept for {said.TotalDays:0.#} days at least, and {keep.TotalDays:0.#} days are less. What was said once is not taken back; say more, or nothing.");
        }

        Append(writer => writer.Policy(keep, time.GetUtcNow()));
    }

    /// <summary>Removes the pages that an interrupted run left.</summary>
    internal void ClearSpool()
    {
        if (Directory.Exists(SpoolFolder) && new DirectoryInfo(SpoolFolder).LinkTarget is null)
        {
            Directory.Delete(SpoolFolder, recursive: true);
        }
    }

    // Two runs that decide by the same entries what is new would both keep it.
    internal IDisposable Hold(CancellationToken cancellation)
    {
        var held = LedgerLock.Take(Path.Combine(Folder, RunFileName), options.Patience, cancellation, isPrivate: true);
        try
        {
            // What a run left that was killed is of no use to another one: nobody has its key. And what one has kept that was waited for is there by now.
            ClearSpool();
            Ledger.Refresh();
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Whether entries say nothing of what was read from a forge or a file, or removed: who read, where a checkpoint was published, for how long events are kept.</summary>
    /// <param name="from">The index of the first.</param>
    internal bool HasOnlyNotes(long from) => Ledger.Size >= from
        && Ledger.Read(from).All(entry => LeafReader.Read(entry).IsValue(out var record, out _) && record.Type is AuditRecord.ReadType or AuditRecord.AnchorType or AuditRecord.PolicyType);

    internal LeafWriter NewLeafWriter() => new(Blobs.Write);

    private void Append(Func<LeafWriter, byte[]> write) => Ledger.Append([write(NewLeafWriter())]);

    /// <summary>A record with the payload of its event, as far as it is there and may be read. Records are opened in their order.</summary>
    /// <param name="record">The record.</param>
    /// <param name="isWanted">Whether the payload is needed.</param>
    internal AuditRecord Opened(AuditRecord record, bool isWanted = true)
    {
        if (record.Seal is { } seal && options.Identity is { } identity)
        {
            opened[seal.Id] = EventSeal.Open(seal.Id, seal.Wrapped, identity);
        }

        return record.Event is null || !isWanted ? record : record with { Event = Whole(record) };
    }

    // The event with its payload, as far as it may be read.
    private AuditEvent Whole(AuditRecord record)
    {
        var found = record.Event!;
        var content = record.Blobs is [var blob, ..] ? Content(blob, record.Index) : null;
        if (record.Sealed is { } payload)
        {
            return (payload.Bytes ?? content) is { } bytes
                && opened.GetValueOrDefault(payload.Seal)?.Open(payload.Number, bytes, LeafWriter.Context(found.Source.ToString(), found.Id)) is { } open
                && LeafReader.Opened(found, open) is { } whole
                    ? whole
                    : found;
        }

        return content is null ? found : found with { Raw = content, IsClosed = false };
    }

    /// <summary>What lies in a blob. The entry that names it says what it hashes to.</summary>
    /// <param name="blob">The blob.</param>
    /// <param name="entry">The index of the entry.</param>
    /// <exception cref="LedgerDamagedException">It is not there, or another one.</exception>
    internal byte[] Content(BlobName blob, long entry)
    {
        if (Blobs.Read(blob.Name, blob.Length) is { } content)
        {
            return content;
        }

        var fault = Blobs.FaultOf(blob.Name, blob.Length) ?? new BlobFault("cannot be read", IsMissing: true);
        throw new LedgerDamagedException(
            fault.IsMissing ? LedgerCondition.Missing : LedgerCondition.Modified,
            $"The blob '{BlobFolderName}/{blob.Name}' that entry {entry} of '{Folder}' names {fault.Message}. See 'po audit verify'.");
    }

    /// <summary>What an entry says.</summary>
    /// <param name="entry">The entry.</param>
    /// <exception cref="LedgerDamagedException">It is none of an audit log.</exception>
    internal AuditRecord RecordOf(LedgerEntry entry) => LeafReader.Read(entry).IsValue(out var record, out var fault)
        ? record
        : throw new LedgerDamagedException(LedgerCondition.Modified, $"Entry {entry.Index} of '{Folder}': {fault}. See 'po audit verify'.");
}

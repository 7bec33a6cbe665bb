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

    /// <summary>Opens an audit log to look at it, whoever else can read or write it. Nothing is made.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="LedgerDamagedException">The ledger is not sound.</exception>
    public static AuditStore Look(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new AuditStore(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), new AuditStoreOptions());
    }

    /// <summary>Reads what is kept, in its order. What was pruned is left out. Verify first: reading alone notices no change.</summary>
    /// <param name="from">The index of the first entry.</param>
    /// <exception cref="LedgerDamagedException">Entries are missing that were not pruned, or one is none of an audit log.</exception>
    public IEnumerable<AuditRecord> Read(long from = 0)
    {
        var missing = new List<(long First, int Count)>();
        var tombstones = new List<Tombstone>();

        // A seal may stand long before what is under it.
        foreach (var entry in Ledger.ReadPresent((first, count) => missing.Add((first, count)), options.Identity is null ? from : 0))
        {
            if (!LeafReader.Read(entry).IsValue(out var record, out var fault))
            {
                throw new LedgerDamagedException(LedgerCondition.Modified, $"Entry {entry.Index} of '{Folder}': {fault}. See 'po audit verify'.");
            }

            if (record.Tombstone is { } tombstone)
            {
                tombstones.Add(tombstone);
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

    /// <summary>Appends where a checkpoint was published, so that who looks knows where to compare.</summary>
    /// <param name="where">The address.</param>
    /// <param name="time">The clock.</param>
    public void AddAnchor(string where, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(where);
        ArgumentNullException.ThrowIfNull(time);
        var head = Ledger.Head ?? throw new AuditException("An audit log without entries has no checkpoint to publish. Collect first.");
        Append(writer => writer.Anchor(new AnchorNote(time.GetUtcNow(), where, head.Size, head.RootHash)));
    }

    /// <summary>Appends who read.</summary>
    /// <param name="read">Who.</param>
    public void AddRead(ReadNote read)
    {
        ArgumentNullException.ThrowIfNull(read);
        Append(writer => writer.Read(read));
    }

    /// <summary>Appends how long entries are kept at least. What was said last counts.</summary>
    /// <param name="keep">How long.</param>
    /// <param name="time">The clock.</param>
    public void SetKeep(TimeSpan keep, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, TimeSpan.FromDays(1));
        Append(writer => writer.Policy(keep, time.GetUtcNow()));
    }

    // Two runs that decide by the same entries what is new would both keep it.
    internal IDisposable Hold(CancellationToken cancellation) => LedgerLock.Take(Path.Combine(Folder, RunFileName), options.Patience, cancellation, isPrivate: true);

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

    // The event with its payload, as far as it is there and may be read.
    private AuditEvent Whole(AuditRecord record)
    {
        var found = record.Event!;
        if (record.Sealed is { } payload)
        {
            var bytes = payload.Bytes ?? (record.Blob is { } blob ? Blobs.Read(blob, record.BlobLength) : null);
            return bytes is not null
                && opened.GetValueOrDefault(payload.Seal)?.Open(payload.Number, bytes, LeafWriter.Context(found.Source.ToString(), found.Id)) is { } open
                && LeafReader.Opened(found, open) is { } whole
                    ? whole
                    : found;
        }

        return record.Blob is { } name && Blobs.Read(name, record.BlobLength) is { } raw ? found with { Raw = raw, IsClosed = false } : found;
    }
}

using System.Collections.Immutable;

namespace PoPipeline.Ledger;

/// <summary>
/// A ledger in a folder: entries that are only ever appended, with a hash tree over them. What it was opened at stays what it
/// shows until it appends.
/// </summary>
public sealed class LedgerFolder
{
    /// <summary>Where the ledger of a repository lies, relative to its root.</summary>
    public const string DefaultPath = ".popipeline/ledger";

    /// <summary>The most bytes of an entry.</summary>
    public const int MaximumEntryLength = EntryBundle.MaximumEntry;

    // Appending takes milliseconds; who waits for longer waits for one that hangs.
    internal static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);

    private readonly LedgerStore store;
    private readonly LedgerSigner? signer;
    private readonly ImmutableArray<NoteVerifier> known;
    private readonly bool isKnown;
    private readonly TimeSpan patience;

    private LedgerFolder(LedgerStore store, LedgerSigner? signer, ImmutableArray<NoteVerifier> known, TimeSpan patience)
    {
        this.store = store;
        this.signer = signer;
        this.known = signer is null ? known : [.. known, signer.Verifier];
        isKnown = !known.IsEmpty;
        this.patience = patience;
        Head = ReadHead()?.Checkpoint;
    }

    /// <summary>What the ledger was when it was opened or last appended to; null where it has no checkpoint yet.</summary>
    public Checkpoint? Head { get; private set; }

    /// <summary>The number of entries.</summary>
    public long Size => Head?.Size ?? 0;

    /// <summary>The hashes of the tree, to make proofs of with <see cref="Merkle"/>.</summary>
    public MerkleNodes Nodes => new TileNodes(store, Size).Of;

    /// <summary>Whether a folder holds a ledger: its checkpoint, or entries without one. Another folder has none yet, or is meant for something else.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsLedger(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return LedgerStore.IsThere(Path.Combine(folder, LedgerStore.CheckpointFile)) || LedgerStore.IsThere(Path.Combine(folder, LedgerStore.TileFolder));
    }

    /// <summary>Opens a ledger. Nothing is written; a folder that is not there is a ledger without entries.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="signer">What signs checkpoints; null to sign none.</param>
    /// <param name="known">
    /// The keys whose signatures are verified, besides that of the signer. With none and no signer, signatures are not looked at.
    /// </param>
    /// <exception cref="LedgerDamagedException">The checkpoint is not sound, or no known key vouches for it.</exception>
    /// <exception cref="LedgerKeyException">No other key is known, and the signer did not sign the checkpoint.</exception>
    public static LedgerFolder Open(string folder, LedgerSigner? signer, ImmutableArray<NoteVerifier> known) =>
        Open(folder, signer, known, DefaultPatience, step: null);

    /// <summary>Reads entries, in their order. Verify the ledger first: reading alone notices no change.</summary>
    /// <param name="from">The index of the first one.</param>
    /// <exception cref="LedgerDamagedException">Entries are missing.</exception>
    public IEnumerable<LedgerEntry> Read(long from = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        return new LedgerReader(store, Size).Read(from);
    }

    /// <summary>Reads the entries that are there, in their order, where files of entries may have been removed on purpose.</summary>
    /// <param name="missing">Is told the index of the first entry of each file that is not there, and how many entries it had.</param>
    /// <param name="from">The index of the first one.</param>
    /// <param name="isHeld">Whether each file is held to what the checkpoint records, before anything of it is given.</param>
    /// <exception cref="LedgerDamagedException">A file is not what was recorded.</exception>
    internal IEnumerable<LedgerEntry> ReadPresent(Action<long, int> missing, long from = 0, bool isHeld = true)
    {
        var reader = new LedgerReader(store, Size);
        return reader.Read(from, missing, isHeld && Head is { Size: > 0 } head ? RecordedHashes.Of(reader, store, head) : null);
    }

    /// <summary>Takes what the ledger is by now.</summary>
    internal void Refresh() => Head = ReadHead()?.Checkpoint;

    /// <summary>Removes full files of entries; their hashes stay, and so does the root hash.</summary>
    /// <param name="bundles">Their indices.</param>
    /// <param name="cancellation">Ends the waiting for another writer.</param>
    internal void RemoveEntries(IEnumerable<long> bundles, CancellationToken cancellation = default)
    {
        using var held = store.Lock(patience, cancellation);
        foreach (var name in bundles.Select(bundle => TileName.Of(Size, TileName.Entries, bundle)).OfType<TileName>().Where(name => name.IsFull && File.Exists(store.PathOf(name.Path))))
        {
            store.Remove(name.Path);
        }
    }

    /// <summary>Appends entries, all or none.</summary>
    /// <param name="entries">The entries, each of at most <see cref="MaximumEntryLength"/> bytes.</param>
    /// <param name="expectedSize">The size that the caller decided by; null where any will do.</param>
    /// <param name="cancellation">Ends the waiting for another writer.</param>
    /// <exception cref="LedgerConflictException">The ledger has another size than was expected; nothing was appended.</exception>
    /// <exception cref="LedgerBusyException">Another process kept the ledger locked; nothing was appended.</exception>
    /// <exception cref="LedgerDamagedException">The ledger does not end as its checkpoint says; nothing was appended.</exception>
    /// <exception cref="LedgerException">An entry is too long, or the key is missing that the ledger was signed with.</exception>
    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> entries, long? expectedSize = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Select((entry, index) => (entry.Length, Index: index)).FirstOrDefault(entry => entry.Length > MaximumEntryLength) is { Length: > 0 } tooLong)
        {
            throw new LedgerException($"Entry {tooLong.Index} of those to append has {Amount.Of(tooLong.Length, "byte")}; at most {MaximumEntryLength} fit.");
        }

        store.RequireNoLink();
        store.MakeFolder();
        using var held = store.Lock(patience, cancellation);
        var head = ReadHead();
        Head = head?.Checkpoint;
        if (expectedSize is { } expected && expected != Size)
        {
            throw new LedgerConflictException(expected, Size);
        }

        if (entries.Count > 0)
        {
            RequireKey(head);
            Write(entries, head);
        }
    }

    /// <summary>Signs what a ledger is, once all of it has been verified: one that had no key until now, or is to have another one.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="signer">What signs.</param>
    /// <param name="known">The keys that have to vouch for the ledger as it is, at least one of them; with none, nothing has to.</param>
    /// <param name="cancellation">Ends the waiting for another writer.</param>
    /// <returns>What was signed.</returns>
    /// <exception cref="LedgerDamagedException">The ledger is not valid; nothing was signed.</exception>
    /// <exception cref="LedgerException">The ledger has no entries, another key signed it that is not known, or another process kept it locked.</exception>
    public static Checkpoint Sign(string folder, LedgerSigner signer, ImmutableArray<NoteVerifier> known, CancellationToken cancellation = default) =>
        Sign(folder, signer, known, keys => LedgerVerifier.Verify(folder, keys, [], cancellation), isPrivate: false, cancellation);

    /// <summary>The same, verified by more than a ledger is. Nobody writes meanwhile.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="signer">What signs.</param>
    /// <param name="known">The keys that have to vouch for the ledger as it is, at least one of them; with none, nothing has to.</param>
    /// <param name="verify">Verifies it, by the keys that have to vouch for it.</param>
    /// <param name="isPrivate">Whether only the user who writes may read what is written.</param>
    /// <param name="cancellation">Ends the waiting for another writer.</param>
    internal static Checkpoint Sign(
        string folder, LedgerSigner signer, ImmutableArray<NoteVerifier> known, Func<ImmutableArray<NoteVerifier>, LedgerReport> verify, bool isPrivate, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var ledger = Open(folder, signer: null, known, DefaultPatience, step: null, isPrivate);
        ledger.store.RequireNoLink();
        using var held = ledger.store.Lock(ledger.patience, cancellation);

        // A signature that says that it is of this key must be, whoever else vouches for the rest.
        var isOwn = ledger.ReadHead() is { } signed && LedgerHead.IsSaidToBeOf(signed.Note, signer.Verifier);
        var report = verify(isOwn ? [.. ledger.known, signer.Verifier] : ledger.known);
        var head = ledger.ReadHead() ?? throw new LedgerException($"The ledger in '{folder}' has no entries to vouch for.");
        if (report.Condition is not LedgerCondition.Valid)
        {
            throw new LedgerDamagedException(report.Condition, $"The ledger in '{folder}' is not valid: {report.Problems[0].Message} Nothing was signed.");
        }

        if (!isOwn && ledger.known.IsEmpty && !head.Note.Signatures.IsEmpty)
        {
            throw new LedgerException($"The ledger in '{folder}' is signed by another key, and nobody would look at that signature again once this one is in its place. Name the public key with --key. Nothing was signed.");
        }

        ledger.store.Write(LedgerStore.CheckpointFile, signer.Sign(head.Checkpoint.Text).ToBytes());
        ledger.store.Sync();
        return head.Checkpoint;
    }

    internal static LedgerFolder Open(
        string folder, LedgerSigner? signer, ImmutableArray<NoteVerifier> known, TimeSpan patience, Action<string>? step, bool isPrivate = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new LedgerFolder(new LedgerStore(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), step, isPrivate), signer, known.IsDefault ? [] : known, patience);
    }

    private void Write(IReadOnlyList<ReadOnlyMemory<byte>> entries, SignedCheckpoint? head)
    {
        var origin = head is { Checkpoint: { Size: > 0 } old } ? old.Origin : LedgerHead.OriginOf(Merkle.LeafHash(entries[0].Span));
        var empty = new Checkpoint(origin, 0, Convert.ToBase64String(Merkle.EmptyRoot.Span));
        if (head is null || (head.Checkpoint.Size == 0 && head.Checkpoint != empty))
        {
            // A ledger whose checkpoint is gone must not look like one that never had any.
            Publish(empty);
        }

        var edge = RightEdge.Read(store, Head ?? empty);
        foreach (var entry in entries)
        {
            edge.Add(entry.Span);
        }

        edge.WritePartial();
        store.Sync();
        Publish(new Checkpoint(origin, edge.Size, Convert.ToBase64String(edge.Root())));
        edge.RemoveSuperseded();
    }

    private void Publish(Checkpoint checkpoint)
    {
        var note = signer?.Sign(checkpoint.Text) ?? new SignedNote(checkpoint.Text, []);
        store.Write(LedgerStore.CheckpointFile, note.ToBytes());
        store.Sync();
        Head = checkpoint;
    }

    // Without the key, a signature would be lost, and with it the proof that the ledger is the one that was signed.
    private void RequireKey(SignedCheckpoint? head)
    {
        if (signer is null && (head is { Note.Signatures.IsEmpty: false } || !known.IsEmpty))
        {
            throw new LedgerException(
                $"The ledger in '{store.Folder}' is signed, and no key is at hand to sign what would be appended. Set {LedgerSigner.KeyVariable} or {LedgerSigner.KeyFileVariable}.");
        }
    }

    private SignedCheckpoint? ReadHead()
    {
        // In this order: the first writer makes the checkpoint before the entries.
        var hasEntries = store.HasEntries;
        if (store.Read(LedgerStore.CheckpointFile, SignedNote.MaximumLength) is not { } bytes)
        {
            return !hasEntries ? null : throw new LedgerDamagedException(
                LedgerCondition.Missing,
                $"The ledger in '{store.Folder}' has entries but no checkpoint. Restore it from where the folder is backed up.");
        }

        var fault = LedgerHead.Parse(bytes).IsValue(out var head, out var malformed) ? LedgerHead.SignatureFault(head.Note, known) : malformed;
        return fault is null ? head
            : head is not null && !isKnown && signer is not null && !LedgerHead.IsSaidToBeOf(head.Note, signer.Verifier) ? throw new LedgerKeyException(store.Folder, fault)
            : throw new LedgerDamagedException(
            LedgerCondition.Modified,
            $"The checkpoint of the ledger in '{store.Folder}' does not hold: {fault}. See 'po ledger verify'.");
    }
}

/// <summary>An entry of a ledger.</summary>
/// <param name="Index">Its index, from 0.</param>
/// <param name="Data">Its bytes.</param>
public sealed record LedgerEntry(long Index, ReadOnlyMemory<byte> Data);

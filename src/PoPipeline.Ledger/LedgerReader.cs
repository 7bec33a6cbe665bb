namespace PoPipeline.Ledger;

/// <summary>Reads entries while another process may append.</summary>
/// <param name="store">The files.</param>
/// <param name="size">The number of entries to show, which there were once.</param>
internal sealed class LedgerReader(LedgerStore store, long size)
{
    // Each time, a writer must have appended between two reads.
    private const int Attempts = 16;

    /// <summary>Reads entries, in their order.</summary>
    /// <param name="from">The index of the first one.</param>
    /// <param name="missing">Is told of each file that is not there, the index of its first entry and how many it had; null where none may be missing.</param>
    /// <param name="recorded">What each file of entries is held to before anything of it is given; null where whatever is there is wanted.</param>
    public IEnumerable<LedgerEntry> Read(long from, Action<long, int>? missing = null, RecordedHashes? recorded = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        for (var index = from >> TileName.Height; TileName.Of(size, TileName.Entries, index) is { } name; index++)
        {
            if (missing is not null && name.IsFull && !LedgerStore.IsThere(store.PathOf(name.Path)))
            {
                missing(index << TileName.Height, name.Width);
                continue;
            }

            var (bundle, read) = Content(name, EntryBundle.MaximumLength);

            // Of a larger file that another process has put in its place, more is yet to be counted.
            recorded?.Require(name, bundle, mayGoOn: read != name);
            var place = 0;
            for (var number = 0; number < name.Width; number++)
            {
                if (!EntryBundle.TryNext(bundle, ref place, out var entry))
                {
                    throw new LedgerDamagedException(
                        LedgerCondition.Gap,
                        $"The ledger's file '{store.PathOf(name.Path)}' ends within entry {(index << TileName.Height) + number}. See 'po ledger verify'.");
                }

                if ((index << TileName.Height) + number >= from)
                {
                    yield return new LedgerEntry((index << TileName.Height) + number, bundle.AsMemory(entry.Start, entry.Length));
                }
            }
        }
    }

    /// <summary>Where a file lies.</summary>
    /// <param name="name">The file.</param>
    public string PathOf(TileName name) => store.PathOf(name.Path);

    /// <summary>Reads a file. One that was not full is replaced by a larger one, whose beginning it is.</summary>
    /// <param name="name">The file.</param>
    /// <param name="maximum">The most bytes that it may have.</param>
    /// <returns>The bytes, and which file they are of.</returns>
    public (byte[] Bytes, TileName Name) Content(TileName name, int maximum)
    {
        var current = name;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (store.Read(current.Path, maximum) is { } content)
            {
                return (content, current);
            }

            if (store.Read(LedgerStore.CheckpointFile, SignedNote.MaximumLength) is { } bytes
                && LedgerHead.Parse(bytes).Value is { } head
                && TileName.Of(head.Checkpoint.Size, name.Level, name.Index) is { } newer
                && newer.Width > current.Width)
            {
                current = newer;
            }
            else
            {
                break;
            }
        }

        throw new LedgerDamagedException(LedgerCondition.Missing, $"The ledger's file '{store.PathOf(current.Path)}' is missing. See 'po ledger verify'.");
    }
}

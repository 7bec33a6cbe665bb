namespace PoPipeline.Ledger;

/// <summary>Looks at what lies in the folder of a ledger and is not read by anybody.</summary>
/// <param name="store">The files.</param>
/// <param name="size">The number of entries that the checkpoint counts.</param>
internal sealed class StrayFiles(LedgerStore store, long size)
{
    private const int MaximumNotes = 20;

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    private byte[] held = [];
    private byte[] current = [];

    /// <summary>Looks.</summary>
    /// <param name="problems">Where to add what is wrong.</param>
    /// <param name="notes">Where to add what is not, and is worth to know.</param>
    /// <param name="cancellation">Stops the look.</param>
    public void Check(List<LedgerProblem> problems, List<string> notes, CancellationToken cancellation)
    {
        var strays = Directory.EnumerateFiles(store.Folder, "*", Everything)
            .Select(path => Path.GetRelativePath(store.Folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(name => !IsOfLedger(name))
            .Take(MaximumNotes + 1)
            .ToList();
        foreach (var stray in strays.Take(MaximumNotes).Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Differs(stray) is { } problem)
            {
                problems.Add(problem);
            }
            else
            {
                notes.Add(TileName.Parse(stray) is not null || stray is LedgerStore.NewFile
                    ? $"'{stray}' was left by a run that was interrupted; nothing reads it."
                    : $"'{stray}' is not a file of the ledger; nothing reads it.");
            }
        }

        if (strays.Count > MaximumNotes)
        {
            notes.Add("There are more files that are not of the ledger.");
        }
    }

    private bool IsOfLedger(string name) => name switch
    {
        LedgerStore.CheckpointFile => true,
        LedgerStore.LockFile => new FileInfo(store.PathOf(name)).Length == 0,
        _ => TileName.Parse(name) is { } tile && TileName.Of(size, tile.Level, tile.Index) == tile,
    };

    // A part of a tile that has grown since is its beginning, or was changed.
    private LedgerProblem? Differs(string name)
    {
        if (TileName.Parse(name) is not { } part || TileName.Of(size, part.Level, part.Index) is not { } whole || part.Width >= whole.Width)
        {
            return null;
        }

        var read = LedgerFile.Read(store.PathOf(part.Path), EntryBundle.MaximumLength, ref held);
        var full = LedgerFile.Read(store.PathOf(whole.Path), EntryBundle.MaximumLength, ref current);

        // Another process may have removed either meanwhile.
        return read == FileRead.Missing || full.Fault is not null || (read.Fault is null && IsBeginning(part)) ? null : new LedgerProblem(
            LedgerCondition.Modified,
            part.Path,
            null,
            $"The file, which a later one replaced, is not the beginning of '{whole.Path}'.");

        bool IsBeginning(TileName tile)
        {
            var length = tile.Level is TileName.Entries ? EntriesLength(current.AsSpan(0, full.Length), tile.Width) : tile.Width * Merkle.HashSize;
            return length == read.Length && full.Length >= length && held.AsSpan(0, length).SequenceEqual(current.AsSpan(0, length));
        }
    }

    private static int EntriesLength(ReadOnlySpan<byte> bundle, int count)
    {
        var place = 0;
        while (count > 0 && EntryBundle.TryNext(bundle, ref place, out _))
        {
            count--;
        }

        return place;
    }
}

using System.Collections.Immutable;
using PoPipeline.Audit.Events;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Storing;

/// <summary>Which files an audit log is made of, for whoever brings them elsewhere. What else lies in its folder is of a run, or of nobody.</summary>
public static class AuditFiles
{
    /// <summary>The one file that changes: it is written last, and what it does not count is not there.</summary>
    public const string CheckpointFile = $"{AuditStore.LedgerFolderName}/checkpoint";

    private const string LedgerPrefix = $"{AuditStore.LedgerFolderName}/";
    private const string BlobPrefix = $"{AuditStore.BlobFolderName}/";

    /// <summary>The most bytes of a file; null where an audit log has none of that name.</summary>
    /// <param name="name">The path relative to the folder, with <c>/</c>.</param>
    public static long? LimitOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name is CheckpointFile ? SignedNote.MaximumLength
            : name.StartsWith(LedgerPrefix, StringComparison.Ordinal) && TileName.Parse(name[LedgerPrefix.Length..]) is not null ? EntryBundle.MaximumLength
            : name.StartsWith(BlobPrefix, StringComparison.Ordinal) && name[BlobPrefix.Length..].Split('/') is [var start, var hash] && BlobFolder.IsName(hash) && hash[..2] == start ? EventReader.MaximumLength * 2L
            : null;
    }

    /// <summary>Whether a file is one that a later one replaces, once the audit log has grown.</summary>
    /// <param name="name">The path relative to the folder, with <c>/</c>.</param>
    public static bool IsPassing(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(LedgerPrefix, StringComparison.Ordinal) && TileName.Parse(name[LedgerPrefix.Length..]) is { IsFull: false };
    }

    /// <summary>Whether a file is what an entry is too short for.</summary>
    /// <param name="name">The path relative to the folder, with <c>/</c>.</param>
    public static bool IsBlob(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(BlobPrefix, StringComparison.Ordinal);
    }

    /// <summary>The files that are there, in the order of their names, with the checkpoint last.</summary>
    /// <param name="folder">The folder.</param>
    public static ImmutableArray<string> In(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return !Directory.Exists(folder) ? [] :
        [
            .. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
                .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
                .Where(name => LimitOf(name) is not null)
                .OrderBy(name => name is CheckpointFile).ThenBy(name => name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The first file that the checkpoint counts and that is not there, but for entries, which may have been pruned; null where all are there, or where there is no checkpoint that can be read.</summary>
    /// <param name="folder">The folder.</param>
    public static string? MissingIn(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (CheckpointIn(folder) is not { } checkpoint)
        {
            return null;
        }

        for (var level = TileName.Entries; level < TileName.Levels; level++)
        {
            var last = (TileName.CountOf(checkpoint.Size, level) - 1) >> TileName.Height;
            for (var index = level is TileName.Entries ? Math.Max(last, 0) : 0; index <= last; index++)
            {
                if (TileName.Of(checkpoint.Size, level, index) is { } tile && !(level is TileName.Entries && tile.IsFull) && !File.Exists(Path.Combine(folder, AuditStore.LedgerFolderName, tile.Path)))
                {
                    return LedgerPrefix + tile.Path;
                }
            }
        }

        return null;
    }

    /// <summary>The checkpoint of the audit log in a folder; null where there is none that can be read.</summary>
    /// <param name="folder">The folder.</param>
    public static Checkpoint? CheckpointIn(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var buffer = Array.Empty<byte>();
        var read = LedgerFile.Read(Path.Combine(folder, AuditStore.LedgerFolderName, LedgerStore.CheckpointFile), SignedNote.MaximumLength, ref buffer);
        return read != FileRead.Missing && read.Fault is null && LedgerHead.Parse(buffer.AsSpan(0, read.Length)).IsValue(out var head, out _) ? head.Checkpoint : null;
    }
}

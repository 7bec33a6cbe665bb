using System.Collections.Immutable;

namespace PoPipeline.Ledger;

/// <summary>
/// The files of a ledger. What is written is whole or not there at all, and lasts through a loss of power, whenever the process is
/// killed: a new file is written under another name, brought to the disk, and renamed.
/// </summary>
/// <param name="folder">The folder of the ledger.</param>
/// <param name="step">Called before each step that changes something; a test ends the run there.</param>
/// <param name="isPrivate">Whether only the user who writes may read what is written.</param>
internal sealed class LedgerStore(string folder, Action<string>? step = null, bool isPrivate = false)
{
    /// <summary>The file of the checkpoint.</summary>
    public const string CheckpointFile = "checkpoint";

    /// <summary>The file that is locked by who writes. It stays empty.</summary>
    public const string LockFile = ".lock";

    /// <summary>The name that a file has until it is whole.</summary>
    public const string NewFile = ".new";

    /// <summary>The folder of entries and hashes.</summary>
    public const string TileFolder = "tile";

    private readonly HashSet<string> soundFolders = new(StringComparer.Ordinal);
    private readonly SortedSet<string> changedFolders = new(StringComparer.Ordinal);

    /// <summary>The folder of the ledger.</summary>
    public string Folder => folder;

    /// <summary>Whether there is anything where entries and hashes belong, be it of the wrong kind.</summary>
    public bool HasEntries => IsThere(PathOf(TileFolder));

    /// <summary>Whether there is anything at a path, of whatever kind: also a link that leads nowhere.</summary>
    /// <param name="path">The path.</param>
    public static bool IsThere(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    /// <summary>Where a file lies.</summary>
    /// <param name="name">The path relative to the folder, with <c>/</c>.</param>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Reads a file; null where it is not there.</summary>
    /// <param name="name">The path relative to the folder.</param>
    /// <param name="maximum">The most bytes that it may have.</param>
    /// <exception cref="LedgerDamagedException">It is not a file of a ledger.</exception>
    public byte[]? Read(string name, int maximum)
    {
        var buffer = Array.Empty<byte>();
        var read = LedgerFile.Read(PathOf(name), maximum, ref buffer);
        return read switch
        {
            _ when read == FileRead.Missing => null,
            { Fault: { } fault } => throw new LedgerDamagedException(read.Condition, $"The ledger's file '{PathOf(name)}' {fault}."),
            _ => buffer.AsSpan(0, read.Length).ToArray(),
        };
    }

    /// <summary>Writes a file, in place of one that is there. It lasts once <see cref="Sync"/> has returned.</summary>
    /// <param name="name">The path relative to the folder.</param>
    /// <param name="content">The content.</param>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        var parent = Path.GetDirectoryName(PathOf(name)) ?? folder;
        Require(parent);
        step?.Invoke($"write {name}");
        var temporary = PathOf(NewFile);

        // What an interrupted run left may be a link to anything; it is removed rather than followed.
        File.Delete(temporary);
        using (var file = PrivatePath.Create(temporary, isPrivate))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        step?.Invoke($"rename {name}");
        File.Move(temporary, PathOf(name), overwrite: true);
        changedFolders.Add(parent);
        changedFolders.Add(folder);
    }

    /// <summary>Makes the folder of the ledger, where it is not there.</summary>
    public void MakeFolder() => PrivatePath.MakeFolder(folder, isPrivate);

    /// <summary>Takes the lock of who writes.</summary>
    /// <param name="patience">How long to wait for it.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public LedgerLock Lock(TimeSpan patience, CancellationToken cancellation) => LedgerLock.Take(PathOf(LockFile), patience, cancellation, isPrivate);

    /// <summary>Brings to the disk that the written files are there.</summary>
    public void Sync()
    {
        step?.Invoke("sync");
        foreach (var changed in changedFolders.Reverse())
        {
            PosixCalls.SyncFolder(changed);
        }

        changedFolders.Clear();
    }

    /// <summary>The files directly in a folder; none where it is not there.</summary>
    /// <param name="name">The folder, relative to that of the ledger.</param>
    public ImmutableArray<string> FilesOf(string name)
    {
        var path = PathOf(name);
        return Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null
            ? [.. Directory.EnumerateFiles(path).Select(file => $"{name}/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Removes a file that nothing needs any more, and the folders below the ledger's own that it leaves empty.</summary>
    /// <param name="name">The path relative to the folder.</param>
    public void Remove(string name)
    {
        step?.Invoke($"remove {name}");
        if (WritablePath.LinkIn(PathOf(name), folder) is { } link)
        {
            throw new LedgerDamagedException(LedgerCondition.Modified, $"The ledger's '{link}' is a symbolic link.");
        }

        try
        {
            File.Delete(PathOf(name));
            for (var parent = Path.GetDirectoryName(PathOf(name)); parent?.Length > folder.Length && !Directory.EnumerateFileSystemEntries(parent).Any(); parent = Path.GetDirectoryName(parent))
            {
                Directory.Delete(parent);
                soundFolders.Remove(parent);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is in nobody's way, and the next run that appends tries again.
        }
    }

    /// <summary>Holds that the folder of the ledger is not reached through a link in a working tree.</summary>
    /// <exception cref="LedgerException">It is.</exception>
    public void RequireNoLink()
    {
        if (WritablePath.LinkIn(folder) is { } link)
        {
            throw new LedgerException($"'{link}' is a symbolic link, and a ledger is not written through one. Replace it by a folder.");
        }
    }

    // A link in the ledger could lead the writer anywhere.
    private void Require(string path)
    {
        if (!soundFolders.Add(path))
        {
            return;
        }

        if (path.Length > folder.Length && Path.GetDirectoryName(path) is { } parent)
        {
            Require(parent);
            if (WritablePath.LinkIn(path, folder) is { } link)
            {
                throw new LedgerDamagedException(LedgerCondition.Modified, $"The ledger's folder '{link}' is a symbolic link.");
            }

            changedFolders.Add(parent);
        }
        else
        {
            RequireNoLink();
        }

        PrivatePath.MakeFolder(path, isPrivate);
    }
}

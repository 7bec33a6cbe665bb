using System.Collections.Immutable;
using PoPipeline.Audit.Storing;
using PoPipeline.Ledger;

namespace PoPipeline.AuditLogs.Stores;

/// <summary>A copy of an audit log in a folder that is its owner's alone and goes with the run: who is given the machine next is given no audit log with it.</summary>
internal sealed class StoreCopy : IDisposable
{
    private const string Prefix = "po-audit-";
    private const string RunFile = ".run";

    private readonly string root;
    private readonly FileStream running;
    private Dictionary<string, (long Length, DateTime Written)> known = new(StringComparer.Ordinal);
    private byte[]? checkpoint;

    /// <summary>Begins with an empty one.</summary>
    /// <exception cref="StoreException">There is no place for it.</exception>
    public StoreCopy()
    {
        try
        {
            ClearAbandoned();
            root = Directory.CreateTempSubdirectory(Prefix).FullName;
            running = new FileStream(Beside(RunFile), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            MakeFolder("");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The audit log cannot be brought to this machine: in its folder for temporary files, {Refusal.OfWriting(exception)}. Name another one with TMPDIR.", isForGood: true);
        }
    }

    /// <summary>The folder of the audit log.</summary>
    public string Folder => Path.Combine(root, "log");

    /// <summary>Where a file beside it would lie.</summary>
    /// <param name="name">Its name.</param>
    public string Beside(string name) => Path.Combine(root, name);

    /// <summary>Where a file of it lies; the folder is made.</summary>
    /// <param name="name">The path relative to the folder, with <c>/</c>, of <see cref="AuditFiles"/>.</param>
    public string PathOf(string name)
    {
        MakeFolder(Path.GetDirectoryName(name) ?? "");
        return Path.Combine(Folder, name);
    }

    /// <summary>Makes a folder of it.</summary>
    /// <param name="name">The path relative to the folder.</param>
    public void MakeFolder(string name) => Make(Path.Combine(Folder, name));

    /// <summary>Makes a folder beside it, in place of one that is there.</summary>
    /// <param name="name">Its name.</param>
    public string MakeBeside(string name)
    {
        var folder = Beside(name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Make(folder);
        return folder;
    }

    /// <summary>Takes what is there for what is kept: what is written from now on is what changed.</summary>
    public void Settle()
    {
        known = AuditFiles.In(Folder).ToDictionary(name => name, StateOf, StringComparer.Ordinal);
        checkpoint = Checkpoint();
    }

    /// <summary>Whether the checkpoint, which counts all else, is another one than before.</summary>
    // Two of them are often of one length, and clocks of folders may be coarse.
    public bool HasGrown => Checkpoint() is { } now && !now.AsSpan().SequenceEqual(checkpoint);

    /// <summary>What was written, with the checkpoint last.</summary>
    public ImmutableArray<string> Changed() => [.. AuditFiles.In(Folder).Where(IsChanged)];

    /// <summary>What was removed since a later file replaces it.</summary>
    public ImmutableArray<string> Replaced() => Removed(isPassing: true);

    /// <summary>What was removed beside that: what was kept for long enough, or what somebody lost. What names something comes before what it names.</summary>
    public ImmutableArray<string> Pruned() => [.. Removed(isPassing: false).OrderBy(AuditFiles.IsBlob)];

    /// <summary>Refuses to bring more here than there is room for.</summary>
    /// <param name="bytes">How much it is.</param>
    /// <param name="name">Where it is kept, as it is shown.</param>
    /// <exception cref="StoreException">There is less room.</exception>
    public void RequireRoom(long bytes, string name)
    {
        var room = Room();
        if (bytes > room)
        {
            throw new StoreException($"'{name}' holds {bytes} bytes, and the folder for temporary files has room for {room}. Name another one with TMPDIR; if it should not be as much, find out who put it there.", isForGood: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        running.Dispose();
        try
        {
            Directory.Delete(root, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nobody else can read it, and the machine clears its temporary files.
        }
    }

    // What a run left that was killed; one that still runs holds its lock. Others than who runs this have no folder there that can be looked into.
    private static void ClearAbandoned()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), $"{Prefix}*", new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            try
            {
                if (new FileInfo(Path.Combine(folder, RunFile)) is { Exists: true, LinkTarget: null } file)
                {
                    file.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It runs, or is somebody else's.
            }
        }
    }

    // Some file systems do not tell; then writing tells.
    private long Room()
    {
        try
        {
            var drive = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(root) ?? root : root);
            return drive.TotalSize > 0 ? drive.AvailableFreeSpace : long.MaxValue;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return long.MaxValue;
        }
    }

    private ImmutableArray<string> Removed(bool isPassing) =>
        [.. known.Keys.Where(name => AuditFiles.IsPassing(name) == isPassing && !File.Exists(Path.Combine(Folder, name))).Order(StringComparer.Ordinal)];

    private byte[]? Checkpoint() => Path.Combine(Folder, AuditFiles.CheckpointFile) is var path && File.Exists(path) ? File.ReadAllBytes(path) : null;

    private bool IsChanged(string name) => name is AuditFiles.CheckpointFile ? HasGrown : !known.TryGetValue(name, out var state) || state != StateOf(name);

    private (long Length, DateTime Written) StateOf(string name)
    {
        var file = new FileInfo(Path.Combine(Folder, name));
        return (file.Length, file.LastWriteTimeUtc);
    }

    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}

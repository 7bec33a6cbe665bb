using System.Security.Cryptography;
using System.Text;
using PoPipeline.Forges;
using PoPipeline.Ledger;
using PoPipeline.Sources;

namespace PoPipeline.Decisions.Trackers.Folder;

/// <summary>The records in a working tree. Links are never followed, and what is written is there as a whole or not at all.</summary>
/// <param name="root">The root, absolute.</param>
/// <param name="records">The folder of all requests, relative to the root, with forward slashes.</param>
internal sealed class FolderFiles(string root, string records)
{
    private const string Temporary = ".tmp-";
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    private readonly string folder = Path.GetFullPath(records, root);

    /// <summary>Lists requests and comments, relative to the folder, in ordinal order.</summary>
    /// <exception cref="ForgeException">There are too many, or the system refuses.</exception>
    public IReadOnlyList<string> List() => Guard(() =>
    {
        if (!IsThere())
        {
            return [];
        }

        var files = Folders()
            .SelectMany(directory => directory.EnumerateFiles("*.md").Where(IsNoLink).Select(file => $"{directory.Name}/{file.Name}"))
            .Where(FolderLayout.IsRecord)
            .Take(FolderLayout.MaximumFiles + 1)
            .Order(StringComparer.Ordinal)
            .ToList();
        return files.Count <= FolderLayout.MaximumFiles
            ? files
            : throw new ForgeException($"'{records}' holds more than {FolderLayout.MaximumFiles} files. Delete the folders of requests that are long over.");
    });

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, relative to the folder.</param>
    public FolderText Read(string path) => Guard(() =>
    {
        try
        {
            return FolderText.Of(BoundedFile.Read(Path.Combine(folder, path), FolderLayout.MaximumBytes));
        }
        catch (FileTooLargeException)
        {
            return FolderText.Of(bytes: null);
        }
    });

    /// <summary>When a file was last written.</summary>
    /// <param name="path">The file, relative to the folder.</param>
    public DateTimeOffset WrittenAt(string path) => Guard(() => new DateTimeOffset(File.GetLastWriteTimeUtc(Path.Combine(folder, path)), TimeSpan.Zero));

    /// <summary>Makes the folder of a request with the request in it, unless another run has made it.</summary>
    /// <param name="name">The name of the folder.</param>
    /// <param name="text">The text of the request.</param>
    /// <param name="now">The time, to know what runs that died have left.</param>
    /// <exception cref="ForgeException">The folder is there without a request, or the system refuses.</exception>
    public void Claim(string name, string text, DateTimeOffset now) => Guard(() =>
    {
        Make();
        Sweep(now);
        var target = Path.Combine(folder, name);
        var temporary = Path.Combine(folder, Temporary + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        _ = Directory.CreateDirectory(temporary);
        Write(Path.Combine(temporary, FolderLayout.RequestFile), text);
        try
        {
            // Nobody's: git keeps no empty folder. One that holds something cannot be deleted like this.
            if (Directory.Exists(target) && !Directory.EnumerateFileSystemEntries(target).Any())
            {
                Directory.Delete(target);
            }

            // The one step that decides between two runs: a folder that holds something cannot be renamed over.
            Directory.Move(temporary, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            Discard(new DirectoryInfo(temporary));
        }

        return File.Exists(Path.Combine(target, FolderLayout.RequestFile))
            ? true
            : throw new ForgeException($"'{records}/{name}' is there without its '{FolderLayout.RequestFile}'. Bring that file back from git, or delete the folder.");
    });

    /// <summary>Adds a comment.</summary>
    /// <param name="name">The name of the folder of the request.</param>
    /// <param name="verb">What the comment does.</param>
    /// <param name="text">The text of the comment.</param>
    /// <returns>The file, relative to the root, with forward slashes.</returns>
    public string Add(string name, string verb, string text) => Guard(() =>
    {
        Make();
        var target = Directory.CreateDirectory(Path.Combine(folder, name));
        if (!IsNoLink(target))
        {
            throw new ForgeException($"'{records}/{name}' is a symbolic link. Replace it by a folder.");
        }

        var last = target.EnumerateFiles("????-*.md").Select(file => int.TryParse(file.Name.AsSpan(0, 4), out var number) ? number : 0).DefaultIfEmpty().Max();

        // Two people that decide at once in two clones must not write the same file: git would make one decision of the two.
        var file = $"{Math.Min(last + 1, 9999):0000}-{verb}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}.md";
        var temporary = Path.Combine(target.FullName, Temporary + file);
        Write(temporary, text);
        File.Move(temporary, Path.Combine(target.FullName, file), overwrite: false);
        return $"{records}/{name}/{file}";
    });

    private IEnumerable<DirectoryInfo> Folders() =>
        new DirectoryInfo(folder).EnumerateDirectories().Where(directory => IsNoLink(directory) && FolderLayout.IsFolder(directory.Name));

    // Every part of the path below the root, since a link at any of them leads away.
    private bool IsThere()
    {
        var current = root;
        foreach (var segment in records.Split('/'))
        {
            var next = new DirectoryInfo(Path.Combine(current, segment));
            if (segment is ".." or "." or "" || string.Equals(segment, ".git", StringComparison.OrdinalIgnoreCase))
            {
                throw new ForgeException($"'{records}' is no folder for records: 'exceptions.records.folder' of the policy names one inside the repository.");
            }

            if (!IsNoLink(next))
            {
                throw new ForgeException($"'{Path.GetRelativePath(root, next.FullName)}' is a symbolic link, and records are never read through one. Replace it by a folder.");
            }

            if (!next.Exists)
            {
                return false;
            }

            current = next.FullName;
        }

        return true;
    }

    private void Make()
    {
        if (!IsThere())
        {
            _ = Directory.CreateDirectory(folder);
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var left in new DirectoryInfo(folder).EnumerateDirectories(Temporary + "*").Where(left => IsNoLink(left) && now.UtcDateTime - left.LastWriteTimeUtc > Abandoned))
        {
            Discard(left);
        }
    }

    // Never recursively: what is not ours stays, and the folder with it.
    private static void Discard(DirectoryInfo temporary)
    {
        try
        {
            File.Delete(Path.Combine(temporary.FullName, FolderLayout.RequestFile));
            temporary.Delete();
        }
        catch (IOException)
        {
            // Another run sweeps, too.
        }
    }

    private static void Write(string path, string text)
    {
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush(flushToDisk: true);
    }

    private static bool IsNoLink(FileSystemInfo entry) => entry.LinkTarget is null && (!entry.Exists || !entry.Attributes.HasFlag(FileAttributes.ReparsePoint));

    private T Guard<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ForgeException($"The records in '{records}' cannot be read or written: {Refusal.OfWriting(exception)}. See to it that whoever runs this may write there, and run again.", exception);
        }
    }
}

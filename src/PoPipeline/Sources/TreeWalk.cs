using System.Collections.Immutable;
using System.IO.Enumeration;
using PoPipeline.Ledger;

namespace PoPipeline.Sources;

/// <summary>Lists the files of a tree that is not under git.</summary>
/// <remarks>Links to folders are not entered; neither are the folders of version control, nor <c>node_modules</c>, which is never source.</remarks>
internal static class TreeWalk
{
    /// <summary>The largest number of files that is listed, and of folders that are entered for them.</summary>
    public const int MaximumFiles = 1_000_000;

    // Stands for the bytes of a name that are no text.
    private const char Replacement = '\uFFFD';

    private static readonly ImmutableArray<string> Skipped = [".git", ".hg", ".svn", "node_modules"];

    /// <summary>Lists.</summary>
    /// <param name="root">The folder, absolute.</param>
    /// <param name="gaps">Receives why the list is not complete.</param>
    /// <param name="cancellation">Stops the walk.</param>
    /// <returns>The files, relative, with forward slashes, in ordinal order.</returns>
    public static ImmutableArray<string> Files(string root, ICollection<string> gaps, CancellationToken cancellation) => Files(root, MaximumFiles, gaps, cancellation);

    /// <summary>Lists, up to a number.</summary>
    internal static ImmutableArray<string> Files(string root, int most, ICollection<string> gaps, CancellationToken cancellation)
    {
        var (files, folders) = Walk(root, most, gaps, cancellation);
        if (files.RemoveAll(file => file.Contains(Replacement) && !Path.Exists(Path.Combine(root, file))) is > 0 and var odd)
        {
            gaps.Add($"names that are not valid UTF-8, by which no file can be opened: {odd}");
        }

        if (files.Count > most)
        {
            gaps.Add($"the tree has more than {most} files, of which no more were listed");
            files.RemoveRange(most, files.Count - most);
        }

        if (folders > most)
        {
            gaps.Add($"the tree has more than {most} folders, of which no more were entered");
        }

        files.Sort(StringComparer.Ordinal);
        return [.. files];
    }

    /// <summary>Counts files, to say how many there are.</summary>
    /// <param name="root">The folder, absolute.</param>
    /// <param name="most">The number of files, and of folders, from which on it is not worth counting.</param>
    /// <param name="cancellation">Stops the walk.</param>
    /// <returns>The number; more than the most where it is larger; null where there are too many folders to count.</returns>
    public static int? Count(string root, int most, CancellationToken cancellation)
    {
        var (files, folders) = Walk(root, most, [], cancellation);
        return folders > most && files.Count <= most ? null : files.Count;
    }

    /// <summary>Lists the files of a small folder, relative to the root; none of one that is not there, is a link, cannot be listed, or has more files or folders than is worth listing.</summary>
    /// <param name="root">The root, absolute.</param>
    /// <param name="folder">The folder, relative to the root; empty for the root.</param>
    /// <param name="below">Whether the folders in it are entered.</param>
    /// <param name="most">The most files that are listed, and folders that are entered.</param>
    /// <param name="cancellation">Stops the walk.</param>
    public static ImmutableArray<string> Few(string root, string folder, bool below, int most, CancellationToken cancellation)
    {
        var full = Path.Join(root, folder);
        if (!Directory.Exists(full) || (folder.Length > 0 && new DirectoryInfo(full).LinkTarget is not null))
        {
            return [];
        }

        var (files, folders) = below ? Walk(full, most, [], cancellation) : (Direct(full, most), 0);
        return files.Count > most || folders > most ? [] : [.. files.Select(file => folder.Length == 0 ? file : $"{folder}/{file}")];
    }

    private static List<string> Direct(string folder, int most)
    {
        try
        {
            return [.. Entries(folder).Where(name => !name.EndsWith('/')).Take(most + 1)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Stops with one file, or one folder below the root, more than the most. Folders without a file cost as much as files, and a tree may have any number of them.
    private static (List<string> Files, int Folders) Walk(string root, int most, ICollection<string> gaps, CancellationToken cancellation)
    {
        var files = new List<string>();
        var seen = 0;
        var folders = new Stack<string>([""]);
        while (files.Count <= most && seen <= most && folders.TryPop(out var folder))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                foreach (var name in Entries(Path.Combine(root, folder)).TakeWhile(_ => files.Count <= most && seen <= most))
                {
                    var path = folder.Length == 0 ? name : $"{folder}/{name}";
                    if (!name.EndsWith('/'))
                    {
                        files.Add(path);
                    }
                    else if (!Skipped.Contains(name[..^1], StringComparer.OrdinalIgnoreCase))
                    {
                        seen++;
                        folders.Push(path[..^1]);
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                gaps.Add($"the folder '{(folder.Length == 0 ? "." : folder)}' cannot be listed: {Reason(exception)}");
            }
        }

        return (files, seen);
    }

    // The runtime's own message holds the absolute path, which has no place in a report.
    private static string Reason(Exception exception) => exception switch
    {
        DirectoryNotFoundException => "it is no longer there",
        _ => Refusal.Of(exception),
    };

    // A folder's name ends with a slash, which is part of no name. Over pairs, the code of the framework would be compiled anew when it runs.
    private static FileSystemEnumerable<string> Entries(string folder) =>
        new(
            folder,
            (ref FileSystemEntry entry) => entry.IsDirectory && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) ? string.Concat(entry.FileName, "/") : entry.FileName.ToString(),
            new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, RecurseSubdirectories = false });
}

using System.Collections.Immutable;
using System.IO.Enumeration;

namespace PoPipeline.Sources;

/// <summary>Lists the files of a tree that is not under git.</summary>
/// <remarks>Links to folders are not entered; neither are the folders of version control, nor <c>node_modules</c>, which is never source.</remarks>
internal static class TreeWalk
{
    /// <summary>The largest number of files that is listed.</summary>
    public const int MaximumFiles = 1_000_000;

    // Stands for the bytes of a name that are no text.
    private const char Replacement = '\uFFFD';

    private static readonly ImmutableArray<string> Skipped = [".git", ".hg", ".svn", "node_modules"];

    /// <summary>Lists.</summary>
    /// <param name="root">The folder, absolute.</param>
    /// <param name="gaps">Receives why the list is not complete.</param>
    /// <param name="cancellation">Stops the walk.</param>
    /// <returns>The files, relative, with forward slashes, in ordinal order.</returns>
    public static ImmutableArray<string> Files(string root, ICollection<string> gaps, CancellationToken cancellation)
    {
        var files = Walk(root, MaximumFiles, gaps, cancellation);
        if (files.RemoveAll(file => file.Contains(Replacement) && !Path.Exists(Path.Combine(root, file))) is > 0 and var odd)
        {
            gaps.Add($"names that are not valid UTF-8, by which no file can be opened: {odd}");
        }

        if (files.Count > MaximumFiles)
        {
            gaps.Add($"the tree has more than {MaximumFiles} files, of which no more were listed");
            files.RemoveRange(MaximumFiles, files.Count - MaximumFiles);
        }

        files.Sort(StringComparer.Ordinal);
        return [.. files];
    }

    /// <summary>Counts files, to say how many there are.</summary>
    /// <param name="root">The folder, absolute.</param>
    /// <param name="most">The number from which on it is not worth counting.</param>
    /// <param name="cancellation">Stops the walk.</param>
    /// <returns>The number; more than the most where it is larger.</returns>
    public static int Count(string root, int most, CancellationToken cancellation) => Walk(root, most, [], cancellation).Count;

    /// <summary>Lists the files of a small folder, relative to the root; none of one that is not there, is a link, cannot be listed, or has more than is worth listing.</summary>
    /// <param name="root">The root, absolute.</param>
    /// <param name="folder">The folder, relative to the root; empty for the root.</param>
    /// <param name="below">Whether the folders in it are entered.</param>
    /// <param name="most">The most that are listed.</param>
    /// <param name="cancellation">Stops the walk.</param>
    public static ImmutableArray<string> Few(string root, string folder, bool below, int most, CancellationToken cancellation)
    {
        var full = Path.Join(root, folder);
        if (!Directory.Exists(full) || (folder.Length > 0 && new DirectoryInfo(full).LinkTarget is not null))
        {
            return [];
        }

        var files = below ? Walk(full, most, [], cancellation) : Direct(full, most);
        return files.Count > most ? [] : [.. files.Select(file => folder.Length == 0 ? file : $"{folder}/{file}")];
    }

    private static List<string> Direct(string folder, int most)
    {
        try
        {
            return [.. Entries(folder).Where(entry => !entry.IsFolder).Select(entry => entry.Name).Take(most + 1)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static List<string> Walk(string root, int most, ICollection<string> gaps, CancellationToken cancellation)
    {
        var files = new List<string>();
        var folders = new Stack<string>([""]);
        while (files.Count <= most && folders.TryPop(out var folder))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                foreach (var (name, isFolder) in Entries(Path.Combine(root, folder)).TakeWhile(_ => files.Count <= most))
                {
                    var path = folder.Length == 0 ? name : $"{folder}/{name}";
                    if (!isFolder)
                    {
                        files.Add(path);
                    }
                    else if (!Skipped.Contains(name, StringComparer.OrdinalIgnoreCase))
                    {
                        folders.Push(path);
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                gaps.Add($"the folder '{(folder.Length == 0 ? "." : folder)}' cannot be listed: {Reason(exception)}");
            }
        }

        return files;
    }

    // The runtime's own message holds the absolute path, which has no place in a report.
    private static string Reason(Exception exception) => exception switch
    {
        UnauthorizedAccessException => "access is denied",
        DirectoryNotFoundException => "it is no longer there",
        _ => "the system refuses to read it",
    };

    private static FileSystemEnumerable<(string Name, bool IsFolder)> Entries(string folder) =>
        new(
            folder,
            (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint)),
            new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, RecurseSubdirectories = false });
}

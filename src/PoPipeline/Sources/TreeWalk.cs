using System.Collections.Immutable;
using System.IO.Enumeration;

namespace PoPipeline.Sources;

/// <summary>Lists the files of a tree that is not under git.</summary>
/// <remarks>Links to folders are not entered; neither are the folders of version control, nor <c>node_modules</c>, which is never source.</remarks>
internal static class TreeWalk
{
    /// <summary>The largest number of files that is listed.</summary>
    public const int MaximumFiles = 1_000_000;

    private static readonly ImmutableArray<string> Skipped = [".git", ".hg", ".svn", "node_modules"];

    /// <summary>Lists.</summary>
    /// <param name="root">The folder, absolute.</param>
    /// <param name="gaps">Receives why the list is not complete.</param>
    /// <param name="cancellation">Stops the walk.</param>
    /// <returns>The files, relative, with forward slashes, in ordinal order.</returns>
    public static ImmutableArray<string> Files(string root, ICollection<string> gaps, CancellationToken cancellation)
    {
        var files = new List<string>();
        var folders = new Stack<string>([""]);
        while (folders.TryPop(out var folder) && files.Count <= MaximumFiles)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                foreach (var (name, isFolder) in Entries(Path.Combine(root, folder)))
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

        if (files.Count > MaximumFiles)
        {
            gaps.Add($"the tree has more than {MaximumFiles} files, of which no more were listed");
            files.RemoveRange(MaximumFiles, files.Count - MaximumFiles);
        }

        files.Sort(StringComparer.Ordinal);
        return [.. files];
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

using System.Text.RegularExpressions;
using PoPipeline.Sources;
using PoPipeline.Sources.Git;

namespace PoPipeline.Outputs;

/// <summary>Keeps the folder that reports are written to apart from what is judged.</summary>
public static partial class OutputFolder
{
    /// <summary>Where the folder of the reports lies in the tree that is judged, links followed: relative, forward slashes, empty for its root.</summary>
    /// <param name="root">The root of the tree.</param>
    /// <param name="output">The folder of the reports; it need not be there.</param>
    /// <returns>Null where it lies outside.</returns>
    public static string? Within(string root, string output)
    {
        var path = Path.GetRelativePath(RealPaths.Follow(Path.GetFullPath(root)), RealPaths.Follow(Path.GetFullPath(output))).Replace('\\', '/');
        return path is "." ? ""
            : path is ".." || path.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(path) ? null
            : path;
    }

    /// <summary>Whether a file lies in a folder.</summary>
    /// <param name="file">The file, relative to the root.</param>
    /// <param name="folder">The folder, relative to the root; empty for the root.</param>
    public static bool Holds(string folder, string file)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(file);
        return folder.Length == 0 || (file.Length > folder.Length && file[folder.Length] == '/' && file.StartsWith(folder, StringComparison.Ordinal));
    }

    /// <summary>A file in a folder that git tracks, however little of its working tree is judged; null where there is none, or git does not say.</summary>
    /// <param name="folder">The folder; it need not be there.</param>
    /// <returns>The file, relative to the top of the working tree.</returns>
    public static string? TrackedIn(string folder)
    {
        var real = RealPaths.Follow(Path.GetFullPath(folder));
        if (GitRepository.Of(real) is not { } git)
        {
            return null;
        }

        try
        {
            var below = Path.GetRelativePath(git.Top, real).Replace('\\', '/');
            return git.Files(below is "." ? "" : below + "/", []).Select(file => below is "." ? file : $"{below}/{file}").Min(StringComparer.Ordinal);
        }
        catch (GitFormatException)
        {
            return null;
        }
    }

    /// <summary>Why a folder in a tree is not one of reports, as a sentence: it holds what no run writes. Null where one may be written there.</summary>
    /// <param name="folder">The folder; it need not be there.</param>
    /// <param name="others">What else a run keeps in it: names.</param>
    public static string? StrangerIn(string folder, params IEnumerable<string> others)
    {
        var own = others.ToHashSet(StringComparer.Ordinal);
        return !Directory.Exists(folder) ? null : new DirectoryInfo(folder).EnumerateFileSystemInfos()
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => entry switch
            {
                { LinkTarget: not null } => $"its '{Untrusted.Plain(entry.Name)}' is a symbolic link",
                _ when own.Contains(entry.Name) => null,
                FileInfo when Reports.Names.Contains(entry.Name, StringComparer.Ordinal) || Unfinished().IsMatch(entry.Name) => null,
                _ => $"it holds '{Untrusted.Plain(entry.Name)}', which is no report",
            })
            .FirstOrDefault(fault => fault is not null);
    }

    [GeneratedRegex(@"\A[a-z.-]{1,40}\.[0-9a-f]{32}\.tmp\z", RegexOptions.NonBacktracking)]
    private static partial Regex Unfinished();
}

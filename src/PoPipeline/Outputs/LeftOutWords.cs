using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs;

/// <summary>Says what lies in the tree and was not looked at, although somebody may believe that it was: what nobody has added to git yet, submodules, and links to what is judged where it lies.</summary>
internal static class LeftOutWords
{
    private const int MostNamed = 5;

    /// <summary>Says it, each in sentences that hold text of others; empty where there is nothing to say.</summary>
    public static IEnumerable<string> Of(Snapshot snapshot)
    {
        if (snapshot.Repository.Above is { } above)
        {
            yield return $"Git does not tell where the repository begins, so this folder was looked at as a repository of its own, although '{above}' above it looks like the root of one: check that, if this is a part of it.";
        }

        if (Here(snapshot.Repository.Untracked, snapshot) is { IsEmpty: false } files)
        {
            yield return files.Length == 1
                ? $"{Named(files)} lies here, but git does not track it, so it was not looked at: 'git add' it, and check again."
                : $"{Named(files)} lie here, but git does not track them, so they were not looked at: 'git add' them, and check again.";
        }

        foreach (var closed in ClosedFolders(snapshot))
        {
            yield return closed;
        }

        foreach (var link in snapshot.LinkedPipelines.Where(link => snapshot.Part?.Includes(link.Path) is not false && snapshot.Pipelines.Any(pipeline => pipeline.Path == link.Target)).Take(MostNamed))
        {
            yield return $"'{link.Path}' is a symbolic link to '{link.Target}', so that what is said of that file is not said of the link again.";
        }
    }

    /// <summary>Says which submodules and links in place of folders nothing was looked at in, each in sentences that hold text of others.</summary>
    /// <param name="snapshot">What was looked at.</param>
    /// <param name="among">The folders that matter; null where all do.</param>
    public static IEnumerable<string> ClosedFolders(Snapshot snapshot, IReadOnlyCollection<string>? among = null)
    {
        if (Here([.. snapshot.Repository.Submodules.Where(Matters)], snapshot) is { IsEmpty: false } submodules)
        {
            yield return submodules.Length == 1
                ? $"{Named(submodules)} is a submodule, which is a repository of its own, so nothing in it was looked at: check it there."
                : $"{Named(submodules)} are submodules, which are repositories of their own, so nothing in them was looked at: check them there.";
        }

        foreach (var link in snapshot.Repository.LinkedFolders.Where(link => Matters(link.Path) && snapshot.Part?.Includes(link.Path) is not false).Take(MostNamed))
        {
            yield return $"'{link.Path}' is a symbolic link to '{link.Target}', through which no host of git looks for files, so nothing behind it was looked at: put the folder itself in its place.";
        }

        bool Matters(string folder) => among?.Contains(folder) is not false;
    }

    private static ImmutableArray<string> Here(ImmutableArray<string> paths, Snapshot snapshot) => [.. paths.Where(path => snapshot.Part?.Includes(path) is not false)];

    private static string Named(ImmutableArray<string> paths) =>
        string.Join(", ", paths.Take(MostNamed).Select(path => $"'{path}'")) + (paths.Length > MostNamed ? $" and {paths.Length - MostNamed} more" : "");
}

using System.Collections.Immutable;

namespace PoPipeline.Rules.Model;

/// <summary>A working tree and what it says of itself.</summary>
public sealed record Repository
{
    /// <summary>The forge that hosts it.</summary>
    public Forge Forge { get; init; }

    /// <summary>The web address of the repository, from its remote, without credentials; null where there is no remote.</summary>
    public string? Url { get; init; }

    /// <summary>The user, organisation or group; null where unknown.</summary>
    public string? Owner { get; init; }

    /// <summary>The name on the forge; null where unknown.</summary>
    public string? Name { get; init; }

    /// <summary>The commit that is checked out; null outside git.</summary>
    public string? Revision { get; init; }

    /// <summary>The branch that is checked out; null on a detached head or outside git.</summary>
    public string? Branch { get; init; }

    /// <summary>The folder above that looks like the root of the repository, relative to the tree: <c>..</c>; null where none does, and where git tells where the root is.</summary>
    public string? Above { get; init; }

    /// <summary>Every tracked file, or every file where the tree is not under git: relative, forward slashes, ordinal order.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Pipelines and files of code owners that lie in the tree although git does not track them, so that nothing was looked at in them; in ordinal order.</summary>
    public ImmutableArray<string> Untracked { get; init; } = [];

    /// <summary>The folders of which git tracks only which commit of another repository lies in them, so that nothing in them is one of <see cref="Files"/>; in ordinal order.</summary>
    public ImmutableArray<string> Submodules { get; init; } = [];

    /// <summary>The symbolic links in place of folders in which platforms look for their files, so that nothing behind them was looked at; in ordinal order.</summary>
    public ImmutableArray<LinkedFolder> LinkedFolders { get; init; } = [];

    /// <summary>Why <see cref="Files"/> is not complete; empty where it is.</summary>
    public ImmutableArray<string> Gaps { get; init; } = [];

    /// <summary>Whether every file is listed. Where not, nothing can be said to be missing.</summary>
    public bool IsListed => Gaps.IsEmpty;

    /// <summary>What a rule could not look at where it needs the whole of <see cref="Files"/>: whatever is not listed may be what it looks for.</summary>
    public ImmutableArray<Gap> Unlisted => [.. Gaps.Select(gap => new Gap("files", gap, Failed: true))];

    /// <summary>The submodule or the link in place of a folder in which a path lies, so that no file of the repository can lie there; null where it lies in none.</summary>
    /// <param name="path">The path, relative to the root.</param>
    public string? ClosedAbove(string path) =>
        Submodules.Concat(LinkedFolders.Select(link => link.Path)).FirstOrDefault(folder => path.StartsWith(folder + "/", StringComparison.Ordinal));
}

/// <summary>A symbolic link in place of a folder in which a platform looks for its files. Hosts of git look for none through it.</summary>
/// <param name="Path">The link.</param>
/// <param name="Target">Where it leads, as it is written.</param>
public sealed record LinkedFolder(string Path, string Target);

using System.Collections.Immutable;
using LibGit2Sharp;
using PoPipeline.Decisions.Trust;
using PoPipeline.Forges;
using PoPipeline.Sources.Git;

namespace PoPipeline.Decisions.Trackers.Folder.History;

/// <summary>
/// Reads the commits of a repository through libgit2, which runs no hook, no filter and no other program; nothing is written. Whatever is
/// corrupt, missing or too large ends in a <see cref="ForgeException"/>.
/// </summary>
internal sealed class GitStore : IDisposable
{
    // Not when the type is first named: a machine without the library of libgit2 is told so like every other fault.
    private static readonly Lazy<bool> Settled = new(() =>
    {
        // The checkout of a pipeline often belongs to another user. What git fears there are programs that a configuration names, and none runs here.
        GlobalSettings.SetOwnerValidation(false);

        // What they stand for makes no difference to a reader: what a partial clone lacks is missing in its own right.
        GlobalSettings.SetExtensions("partialclone", "relativeworktrees");
        return true;
    });

    private readonly Repository repository;
    private readonly GitRepository git;
    private readonly string prefix;

    private GitStore(Repository repository, GitRepository git, string prefix)
    {
        this.repository = repository;
        this.git = git;
        this.prefix = prefix;
    }

    /// <summary>Opens the repository that a folder lies in.</summary>
    /// <param name="root">The folder, absolute.</param>
    /// <exception cref="ForgeException">It lies in none, or in one that cannot be read.</exception>
    public static GitStore Open(string root)
    {
        var found = GitRepository.Of(root)
            ?? throw new ForgeException($"A decision in a folder is a commit, and '{root}' lies in no git repository. Run this in a clone, or name another tracker in 'exceptions.records.tracker'.");
        var below = Path.GetRelativePath(found.Top, root).Replace(Path.DirectorySeparatorChar, '/');
        return Guard(() =>
        {
            LooseObjects.Check(found.Objects);
            _ = Settled.Value;
            return new GitStore(new Repository(found.Top), found, below is "." ? "" : below + "/");
        });
    }

    /// <summary>Whether git ignores the folder that the repository was opened by.</summary>
    /// <exception cref="ForgeException">It cannot be told.</exception>
    public bool IsIgnored() => prefix.Length > 0 && Guard(() => repository.Ignore.IsPathIgnored(prefix));

    /// <summary>A tracked file that is not as the commit that is checked out has it, also one that is staged, missing or new; null where all are.</summary>
    /// <exception cref="ForgeException">It cannot be told.</exception>
    public string? Changed() => Guard(() => repository
        .RetrieveStatus(new StatusOptions { IncludeUntracked = false, IncludeIgnored = false, IncludeUnaltered = false, ExcludeSubmodules = true, DetectRenamesInIndex = false })
        .Select(entry => entry.FilePath)
        .Order(StringComparer.Ordinal)
        .FirstOrDefault());

    /// <summary>A tracked file that git was told not to look at, so that it cannot be told whether it is as the commit has it; null where there is none.</summary>
    /// <exception cref="ForgeException">It cannot be told.</exception>
    public UnwatchedFile? Unwatched() => Guard(() => git.Unwatched().FirstOrDefault());

    /// <summary>Whether a tracked file is in the working tree.</summary>
    /// <param name="path">The file, relative to the top of the working tree.</param>
    public bool IsCheckedOut(string path) => Guard(() => System.IO.File.Exists(Path.Combine(git.Top, path)));

    /// <summary>Whether git tracks a file.</summary>
    /// <param name="path">The file, relative to the folder that the repository was opened by.</param>
    /// <exception cref="ForgeException">It cannot be told.</exception>
    public bool Tracks(string path) => Guard(() => repository.Index[prefix + path] is not null);

    /// <summary>Refuses a clone whose history is cut off, since the commit that added a file cannot be told there.</summary>
    /// <exception cref="ForgeException">It is cut off.</exception>
    public void RequireWholeHistory()
    {
        if (Guard(() => repository.Info.IsShallow))
        {
            throw new ForgeException(
                "This clone has only the last commits, so that nobody can tell who added a record. Fetch them all: 'fetch-depth: 0' of actions/checkout, "
                + "'GIT_DEPTH: 0' in the variables of a GitLab job, or `git fetch --unshallow`.");
        }
    }

    /// <summary>The branch that counts. Whatever judges a tree asks once, by <see cref="Trust.PolicyInForce"/>, so that there is one answer.</summary>
    /// <param name="named">The branch that the policy of the branch found without it names; null for that branch itself.</param>
    /// <param name="hint">What is said from outside of the clone.</param>
    /// <exception cref="ForgeException">It is not known, or not in this clone.</exception>
    public CountedBranch Branch(string? named, BranchHint hint)
    {
        var isOwn = IsOwn();
        return Guard(() => BranchFinder.Find(repository, named, hint, isOwn));
    }

    /// <summary>Whether nothing here shows that others have a branch of this repository, or that what is checked out came from elsewhere.</summary>
    public bool IsOwn() => Guard(() =>
        !repository.Network.Remotes.Any()
        && !repository.Info.IsHeadDetached
        && !repository.Info.IsShallow
        && !repository.Refs.FromGlob("refs/remotes/*").Any()
        && !git.HasFetched);

    /// <summary>
    /// The commit at which what is checked out left a branch; null where that cannot be told: in a clone whose history is cut off, and where there
    /// are several such commits, of which whoever made the change could choose.
    /// </summary>
    /// <param name="branch">The commit of the branch.</param>
    public string? LeftAt(string branch) => Guard(() =>
        repository.Info.IsShallow || repository.Info.IsHeadUnborn || repository.Head.Tip is not { } head || MergeBase(head, Commit(branch)) is not { } left ? null
        : IsOnlyBase(left.Sha, head.Sha, branch) ? left.Sha
        : null);

    /// <summary>The branches of the clone itself, with their commits.</summary>
    public ImmutableArray<CountedBranch> LocalBranches() => Guard<ImmutableArray<CountedBranch>>(() =>
    [
        .. repository.Branches.Where(local => !local.IsRemote && local.Tip is not null).Select(local => new CountedBranch(local.FriendlyName, local.Tip.Sha)),
    ]);

    /// <summary>The branch that is checked out; null where none is.</summary>
    public string? Here() => Guard(() => repository.Info.IsHeadDetached ? null : repository.Head.FriendlyName);

    /// <summary>The remote whose branch it is that counts; null where it is one of the clone itself.</summary>
    /// <param name="branch">The branch that counts.</param>
    public string? RemoteOf(CountedBranch branch) => Guard(() => repository.Network.Remotes.Select(remote => remote.Name)
        .Prepend("origin")
        .Select(remote => (Remote: remote, Reference: $"refs/remotes/{remote}/{branch.Name}"))
        .Where(pair => Reference.IsValidName(pair.Reference) && repository.Refs[pair.Reference]?.ResolveToDirectReference()?.TargetIdentifier == branch.Commit)
        .Select(pair => pair.Remote)
        .FirstOrDefault());

    /// <summary>Whether the history is whole, so that it can be told who added a file.</summary>
    public bool IsWhole() => Guard(() => !repository.Info.IsShallow);

    /// <summary>Whether two commits have the same in a folder.</summary>
    /// <param name="one">The one.</param>
    /// <param name="other">The other.</param>
    /// <param name="folder">The folder, relative to the root, with forward slashes.</param>
    public bool IsSame(string one, string other, string folder) => Guard(() => SubTree(Commit(one), folder) == SubTree(Commit(other), folder));

    /// <summary>The commit that is checked out; null where there is none yet.</summary>
    public string? Head() => Guard(() => repository.Info.IsHeadUnborn ? null : repository.Head.Tip?.Sha);

    /// <summary>The e-mail address and the name that git's configuration gives; null where it gives no address.</summary>
    public (string Email, string Name)? User() => Guard<(string, string)?>(() =>
        repository.Config.Get<string>("user.email")?.Value is { Length: > 0 } email ? (email, repository.Config.Get<string>("user.name")?.Value ?? email) : null);

    /// <summary>Lists the regular files below a folder of a commit, two levels deep; links and submodules are no files.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="folder">The folder, relative to the root, with forward slashes.</param>
    /// <param name="maximum">The largest number of files.</param>
    /// <exception cref="ForgeException">There are more.</exception>
    public ImmutableArray<StoredFile> Files(string commit, string folder, int maximum) => Guard(() =>
    {
        var files = ImmutableArray.CreateBuilder<StoredFile>();
        foreach (var entry in SubTree(Commit(commit), folder) is { } tree ? Tree(tree)! : Enumerable.Empty<TreeEntry>())
        {
            if (entry.TargetType is not TreeEntryTargetType.Tree)
            {
                continue;
            }

            files.AddRange(Tree(entry.Target.Id)!.Where(IsRegular).Select(file => new StoredFile($"{entry.Name}/{file.Name}", file.Target.Sha)));
            if (files.Count > maximum)
            {
                throw new ForgeException($"'{folder}' holds more than {maximum} files. Delete the folders of requests that are long over.");
            }
        }

        return files.ToImmutable();
    });

    /// <summary>The content name of a file of a commit; null where there is no such file.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="path">The file, relative to the root, with forward slashes.</param>
    /// <exception cref="ForgeException">It is a link, a folder or a submodule.</exception>
    public string? File(string commit, string path) => Guard(() =>
        Root(Commit(commit))[prefix + path] is not { } entry ? null
        : IsRegular(entry) ? entry.Target.Sha
        : throw new ForgeException($"'{path}' is no regular file in commit {commit[..12]}. Make it one."));

    /// <summary>
    /// The commit that a branch began with: the one that following the first parents comes to, so that what was merged does not count; empty where
    /// the history is cut off.
    /// </summary>
    /// <param name="tip">The head of the branch.</param>
    /// <param name="cancellation">Stops.</param>
    public string FirstCommit(string tip, CancellationToken cancellation)
    {
        return Guard(() =>
        {
            if (repository.Info.IsShallow)
            {
                return "";
            }

            var commit = Commit(tip);
            while (commit.Parents.FirstOrDefault() is { } parent)
            {
                cancellation.ThrowIfCancellationRequested();
                commit = Commit(parent.Id);
            }

            return commit.Sha;
        });
    }

    /// <summary>Whether a commit has a file, or a link.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="path">The file, relative to the root, with forward slashes.</param>
    public bool Has(string commit, string path) => Guard(() => Root(Commit(commit))[prefix + path]?.TargetType is TreeEntryTargetType.Blob);

    /// <summary>The content of a file; null where it is larger than is read.</summary>
    /// <param name="blob">The name of the content.</param>
    /// <param name="maximum">The largest size, in bytes.</param>
    public byte[]? Content(string blob, int maximum) => Guard(() =>
    {
        LooseObjects.Check(git.Objects, blob);
        var id = new ObjectId(blob);
        if (repository.ObjectDatabase.RetrieveObjectMetadata(id).Size > maximum)
        {
            return null;
        }

        using var content = repository.Lookup<Blob>(id).GetContentStream();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    });

    /// <summary>Where files come from.</summary>
    /// <param name="tip">The commit that has them.</param>
    /// <param name="folder">The folder that they lie in, relative to the root; empty for the root.</param>
    /// <param name="paths">The files, relative to that folder.</param>
    /// <param name="newestOnly">Whether the last change of each is enough, given as the commit that added it.</param>
    /// <param name="cancellation">Stops.</param>
    public ImmutableDictionary<string, Provenance> Explain(string tip, string folder, IEnumerable<string> paths, bool newestOnly, CancellationToken cancellation)
    {
        RequireWholeHistory();
        return Guard(() => new PathWalk(this, folder, newestOnly).Explain(Commit(tip), paths, cancellation));
    }

    /// <summary>Every file that was ever added below a folder, in the whole history of a commit.</summary>
    /// <param name="tip">The commit.</param>
    /// <param name="folder">The folder, relative to the root, with forward slashes.</param>
    /// <param name="isWanted">Which files, by their paths below the folder.</param>
    /// <param name="cancellation">Stops.</param>
    public ImmutableArray<PastFile> Past(string tip, string folder, Func<string, bool> isWanted, CancellationToken cancellation)
    {
        RequireWholeHistory();
        return Guard(() => new PastWalk(this, commit => SubTree(commit, folder), (before, after) => Differences(before, after, isWanted)).Read(Commit(tip), cancellation));
    }

    /// <summary>Every time that one file was added, in the whole history of a commit.</summary>
    /// <param name="tip">The commit.</param>
    /// <param name="path">The file, relative to the root, with forward slashes.</param>
    /// <param name="cancellation">Stops.</param>
    public ImmutableArray<PastFile> Past(string tip, string path, CancellationToken cancellation)
    {
        RequireWholeHistory();
        return Guard(() => new PastWalk(this, commit => Entry(commit, path), (before, after) => [new PastWalk.Difference(path, before?.Sha, after?.Sha)]).Read(Commit(tip), cancellation));
    }

    /// <summary>Whether a commit is one of those that another comes from.</summary>
    /// <param name="one">The commit.</param>
    /// <param name="other">The other.</param>
    public bool IsOlder(string one, string other) => one != other && Guard(() => IsAncestor(new ObjectId(one), new ObjectId(other)));

    /// <summary>Whether a commit wrote a file, or anything: a merge that takes every file as one of its parents has it wrote nothing.</summary>
    /// <param name="name">The commit.</param>
    /// <param name="path">The file, relative to the root, with forward slashes; null for any.</param>
    public bool Wrote(string name, string? path) => Guard(() =>
    {
        var commit = Commit(name);
        var parents = commit.Parents.Select(parent => Commit(parent.Id)).ToList();
        if (path is not null)
        {
            var mine = Root(commit)[prefix + path]?.Target.Id;
            return parents.TrueForAll(parent => Root(parent)[prefix + path]?.Target.Id != mine) && (parents.Count > 0 || mine is not null);
        }

        if (parents.Count < 2)
        {
            return true;
        }

        var changed = parents.Select(Changed).ToList();
        return changed[0].Any(file => changed.TrueForAll(other => other.Contains(file)));

        HashSet<string> Changed(Commit parent)
        {
            using var changes = Changes(parent.Tree?.Id, commit.Tree?.Id);
            return changes.Select(change => change.Path).ToHashSet(StringComparer.Ordinal);
        }
    });

    /// <summary>The commits that one commit has and another has not; the authors are of interest.</summary>
    /// <param name="head">The one.</param>
    /// <param name="branch">The other.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ForgeException">There are too many.</exception>
    public ImmutableArray<CommitFacts> Between(string head, string branch, CancellationToken cancellation)
    {
        RequireWholeHistory();
        return Guard(() =>
        {
            var commits = ImmutableArray.CreateBuilder<CommitFacts>();
            foreach (var commit in repository.Commits.QueryBy(new CommitFilter { IncludeReachableFrom = head, ExcludeReachableFrom = branch }))
            {
                cancellation.ThrowIfCancellationRequested();
                commits.Add(CommitReader.Read(commit));
                if (commits.Count > GitLimits.Change)
                {
                    throw new ForgeException($"The change that is checked has more than {GitLimits.Change} commits, too many to tell who wrote it.");
                }
            }

            return commits.ToImmutable();
        });
    }

    /// <summary>The signature of a commit and the text that it covers; null where it has none.</summary>
    /// <param name="commit">The commit.</param>
    public (string Signature, string Text)? Signature(string commit) => Guard<(string, string)?>(() =>
    {
        try
        {
            var found = LibGit2Sharp.Commit.ExtractSignature(repository, new ObjectId(commit));
            return (found.Signature, found.SignedData);
        }
        catch (NotFoundException)
        {
            return null;
        }
    });

    /// <inheritdoc/>
    public void Dispose() => repository.Dispose();

    internal Commit Commit(string name) => Commit(new ObjectId(name));

    internal Commit Commit(ObjectId id)
    {
        Bound(id, GitLimits.Commit);
        return repository.Lookup<Commit>(id) ?? throw new ForgeException($"The commit {id} is not in this repository. Fetch the whole history: `git fetch --unshallow`.");
    }

    // No commit before those that come from it.
    internal IEnumerable<Commit> History(Commit tip) =>
        repository.Commits.QueryBy(new CommitFilter { IncludeReachableFrom = tip, SortBy = CommitSortStrategies.Topological });

    internal bool IsAncestor(ObjectId one, ObjectId other) => one == other || MergeBase(Commit(one), Commit(other))?.Id == one;

    internal Commit? MergeBase(Commit one, Commit other) => repository.ObjectDatabase.FindMergeBase(one, other);

    // Another one is a commit that both have and that the first does not come from.
    private bool IsOnlyBase(string left, string one, string other)
    {
        var own = Since(one).Take(GitLimits.Change + 1).ToHashSet(StringComparer.Ordinal);
        var others = Since(other).Take(GitLimits.Commits + 1).ToHashSet(StringComparer.Ordinal);
        return own.Count <= GitLimits.Change && others.Count <= GitLimits.Commits && !own.Overlaps(others);

        IEnumerable<string> Since(string tip) =>
            repository.Commits.QueryBy(new CommitFilter { IncludeReachableFrom = tip, ExcludeReachableFrom = left }).Select(commit => commit.Sha);
    }

    internal ObjectId? SubTree(Commit commit, string folder)
    {
        var path = (prefix + folder).TrimEnd('/');
        if (path.Length == 0)
        {
            return Root(commit).Id;
        }

        var entry = Root(commit)[path];
        return entry?.TargetType is TreeEntryTargetType.Tree ? entry.Target.Id : null;
    }

    internal TreeChanges Changes(ObjectId? before, ObjectId? after) =>
        repository.Diff.Compare<TreeChanges>(Tree(before), Tree(after), new CompareOptions { Similarity = SimilarityOptions.None });

    private IEnumerable<PastWalk.Difference> Differences(ObjectId? before, ObjectId? after, Func<string, bool> isWanted)
    {
        using var changes = Changes(before, after);
        foreach (var change in changes)
        {
            var path = change.Path.Replace('\\', '/');
            var (was, @is) = (change.OldExists && IsRegular(change.OldMode) ? change.OldOid.Sha : null, change.Exists && IsRegular(change.Mode) ? change.Oid.Sha : null);
            if (was != @is && isWanted(path))
            {
                yield return new PastWalk.Difference(path, was, @is);
            }
        }
    }

    private ObjectId? Entry(Commit commit, string path) => Root(commit)[prefix + path] is { } entry && IsRegular(entry) ? entry.Target.Id : null;

    internal static bool IsRegular(Mode mode) => mode is Mode.NonExecutableFile or Mode.ExecutableFile or Mode.NonExecutableGroupWritableFile;

    private static bool IsRegular(TreeEntry entry) => IsRegular(entry.Mode);

    private Tree Root(Commit commit) => Tree(commit.Tree?.Id) ?? throw new ForgeException($"The commit {commit.Sha} of the repository is damaged. Check it with `git fsck`, or clone again.");

    private Tree? Tree(ObjectId? id)
    {
        if (id is null)
        {
            return null;
        }

        Bound(id, GitLimits.Tree);
        return repository.Lookup<Tree>(id) ?? throw new ForgeException($"The folder {id} is not in this repository. Fetch the whole history: `git fetch --refetch`.");
    }

    private void Bound(ObjectId id, long maximum)
    {
        if (repository.ObjectDatabase.RetrieveObjectMetadata(id) is { } found && found.Size > maximum)
        {
            throw new ForgeException($"The object {id} of the repository has {found.Size} bytes, more than PoPipeline reads of one.");
        }
    }

    // A repository that is sound, in a format that the library does not know: SHA-256, or references in tables.
    private static string Remedy(string fault) =>
        fault.Contains("object format", StringComparison.Ordinal) || fault.Contains("extension", StringComparison.Ordinal)
            ? "Its format is not one that PoPipeline reads, which are SHA-1 and references in files; a policy that '--config' names from outside needs no history."
            : "Check it with `git fsck`; a partial clone needs `git fetch --refetch --no-filter`.";

    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is LibGit2SharpException or ArgumentException or InvalidOperationException or FormatException or IOException
                                               or OverflowException or UnauthorizedAccessException or DllNotFoundException or TypeInitializationException or GitFormatException)
        {
            throw new ForgeException(
                $"The git repository cannot be read: {exception.Message.TrimEnd('.')}. {Remedy(exception.Message)}", exception);
        }
    }
}

/// <summary>A regular file of a commit.</summary>
/// <param name="Path">Its path below the folder that was listed, with forward slashes.</param>
/// <param name="Blob">The name of its content.</param>
internal sealed record StoredFile(string Path, string Blob);

using LibGit2Sharp;

namespace PoPipeline.Decisions.Trackers.Folder.History;

/// <summary>Finds the branch on which decisions count.</summary>
internal static class BranchFinder
{
    private static readonly string[] Usual = ["main", "master"];

    /// <summary>Finds it: the remote's, since what was not pushed nobody has reviewed; the clone's own only where there is no remote.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="named">The branch that the policy names; null for the default branch.</param>
    /// <param name="hint">The default branch, as a pipeline's environment says it; null where it does not.</param>
    /// <exception cref="TrackerException">It is not in this clone.</exception>
    public static CountedBranch Find(Repository repository, string? named, string? hint)
    {
        var remotes = repository.Network.Remotes.Select(remote => remote.Name).ToList();
        return remotes switch
        {
            [] => Local(repository, named),
            _ when remotes.Contains("origin", StringComparer.Ordinal) => Remote(repository, "origin", named, hint),
            [var only] => Remote(repository, only, named, hint),
            _ => throw new TrackerException("This clone has several remotes and none is called 'origin', so that nobody can tell on which branch decisions count. Run `git remote rename <name> origin`."),
        };
    }

    private static CountedBranch Remote(Repository repository, string remote, string? named, string? hint)
    {
        var folder = $"refs/remotes/{remote}/";
        var name = named ?? Default(repository, folder) ?? hint ?? Usual.FirstOrDefault(usual => Commit(repository, folder + usual) is not null);
        if (name is null)
        {
            throw new TrackerException(
                $"The default branch of the remote '{remote}' is not known here. Run `git remote set-head {remote} --auto`, or name the branch in 'exceptions.records.branch' of the policy; "
                + $"then `git fetch {remote} <branch>:{folder}<branch>`, or 'fetch-depth: 0' of actions/checkout.");
        }

        return Commit(repository, folder + name) is { } commit
            ? new CountedBranch(name, commit)
            : throw new TrackerException(
                $"Decisions count on branch '{name}' of the remote '{remote}', which is not in this clone. Fetch it: `git fetch {remote} {name}:{folder}{name}`, or 'fetch-depth: 0' of actions/checkout.");
    }

    private static CountedBranch Local(Repository repository, string? named)
    {
        if (named is null && repository.Info.IsHeadDetached)
        {
            throw new TrackerException("No branch is checked out and the clone has no remote, so that nobody can tell on which branch decisions count. Name it in 'exceptions.records.branch' of the policy.");
        }

        var name = named ?? repository.Head.FriendlyName;
        return Commit(repository, $"refs/heads/{name}") is { } commit
            ? new CountedBranch(name, commit)
            : throw new TrackerException($"Decisions count on branch '{name}', which has no commit yet. Make one, or name another branch in 'exceptions.records.branch' of the policy.");
    }

    private static string? Default(Repository repository, string folder) =>
        repository.Refs[folder + "HEAD"] is SymbolicReference head && head.TargetIdentifier.StartsWith(folder, StringComparison.Ordinal)
            ? head.TargetIdentifier[folder.Length..]
            : null;

    private static string? Commit(Repository repository, string reference) =>
        !Reference.IsValidName(reference) || repository.Refs[reference]?.ResolveToDirectReference() is not { } direct ? null
        : direct.Target is Commit commit ? commit.Sha
        : throw new TrackerException($"The commit of '{reference}' is missing in this repository, or damaged. Check it with `git fsck`, or clone again.");
}

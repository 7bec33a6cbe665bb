using LibGit2Sharp;
using PoPipeline.Decisions.Trust;

namespace PoPipeline.Decisions.Trackers.Folder.History;

/// <summary>Finds the branch on which decisions count. It is never guessed: whoever may push could give a branch of theirs the name that is guessed.</summary>
internal static class BranchFinder
{
    private const string Ways = "Name it with --trusted-branch, which is 'trusted-branch' of the action, the template and the task";

    /// <summary>Finds it: the remote's, since what was not pushed nobody has reviewed; the clone's own only where there is no remote.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="named">The branch that the policy of the branch found without it names; null for that branch itself.</param>
    /// <param name="hint">What is said from outside of the clone.</param>
    /// <exception cref="TrackerException">It is not known, or not in this clone.</exception>
    public static CountedBranch Find(Repository repository, string? named, BranchHint hint)
    {
        var remotes = repository.Network.Remotes.Select(remote => remote.Name).ToList();
        return remotes switch
        {
            [] => Local(repository, named ?? hint.Given ?? hint.Told),
            _ when remotes.Contains("origin", StringComparer.Ordinal) => Remote(repository, "origin", named, hint),
            [var only] => Remote(repository, only, named, hint),
            _ => throw new TrackerException("This clone has several remotes and none is called 'origin', so that nobody can tell on which branch decisions count. Run `git remote rename <name> origin`."),
        };
    }

    private static CountedBranch Remote(Repository repository, string remote, string? named, BranchHint hint)
    {
        var folder = $"refs/remotes/{remote}/";
        var name = named ?? hint.Given ?? Default(remote, hint.Told, HeadOf(repository, folder));
        return Commit(repository, folder + name) is { } commit
            ? new CountedBranch(name, commit)
            : throw new TrackerException(
                $"Decisions count on branch '{name}' of the remote '{remote}', which is not in this clone. Fetch it: `git fetch {remote} {name}:{folder}{name}`, or 'fetch-depth: 0' of actions/checkout.");
    }

    private static string Default(string remote, string? told, string? head) => (told, head) switch
    {
        (null, null) => throw new TrackerException(
            $"The default branch of the remote '{remote}' is not known here, and a name that is guessed could be that of anybody's branch. {Ways}; or run `git remote set-head {remote} --auto`. "
            + "A job of GitHub Actions (GITHUB_EVENT_PATH) or GitLab CI (CI_DEFAULT_BRANCH) tells it of its own repository."),
        ({ }, { }) when told != head => throw new TrackerException(
            $"The job says that the default branch is '{told}', the clone that it is '{head}'. {Ways}, or run `git remote set-head {remote} --auto`."),
        _ => told ?? head!,
    };

    private static CountedBranch Local(Repository repository, string? named)
    {
        if (named is null && repository.Info.IsHeadDetached)
        {
            throw new TrackerException($"No branch is checked out and the clone has no remote, so that nobody can tell on which branch decisions count. {Ways}.");
        }

        var name = named ?? repository.Head.FriendlyName;
        return Commit(repository, $"refs/heads/{name}") is { } commit
            ? new CountedBranch(name, commit)
            : throw new TrackerException($"Decisions count on branch '{name}', which has no commit yet. Make one, or name another branch with --trusted-branch.");
    }

    private static string? HeadOf(Repository repository, string folder) =>
        repository.Refs[folder + "HEAD"] is SymbolicReference head && head.TargetIdentifier.StartsWith(folder, StringComparison.Ordinal)
            ? head.TargetIdentifier[folder.Length..]
            : null;

    private static string? Commit(Repository repository, string reference) =>
        !Reference.IsValidName(reference) || repository.Refs[reference]?.ResolveToDirectReference() is not { } direct ? null
        : direct.Target is Commit commit ? commit.Sha
        : throw new TrackerException($"The commit of '{reference}' is missing in this repository, or damaged. Check it with `git fsck`, or clone again.");
}

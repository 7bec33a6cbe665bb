using LibGit2Sharp;
using PoPipeline.Decisions.Trust;
using PoPipeline.Escaping;
using PoPipeline.Forges;
using PoPipeline.Sources;
using Forge = PoPipeline.Rules.Model.Forge;

namespace PoPipeline.Decisions.Trackers.Folder.History;

/// <summary>Finds the branch on which decisions count. It is never guessed: whoever may push could give a branch of theirs the name that is guessed.</summary>
internal static class BranchFinder
{
    private const string Heads = "refs/heads/";
    private const string Origin = "refs/remotes/origin/";
    private const string Ways = "Name it with --trusted-branch, which is 'trusted-branch' of the action, the template and the task";

    /// <summary>Finds it: the remote's, since what was not pushed nobody has reviewed; the clone's own only where there is no remote.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="named">The branch that the policy of the branch found without it names; null for that branch itself.</param>
    /// <param name="hint">What is said from outside of the clone.</param>
    /// <param name="isOwn">Whether nothing shows that anything in the clone came from elsewhere.</param>
    /// <exception cref="ForgeException">It is not known, or not in this clone.</exception>
    public static CountedBranch Find(Repository repository, string? named, BranchHint hint, bool isOwn)
    {
        var remotes = repository.Network.Remotes.Select(remote => remote.Name).ToList();
        return remotes switch
        {
            [] => Local(repository, named, hint, isOwn),
            _ when remotes.Contains("origin", StringComparer.Ordinal) => Remote(repository, "origin", named, hint),
            [var only] => Remote(repository, only, named, hint),
            _ => throw new ForgeException("This clone has several remotes and none is called 'origin', so that nobody can tell on which branch decisions count. Run `git remote rename <name> origin`."),
        };
    }

    /// <summary>The name of a branch that may be given by its full name, as git shows it.</summary>
    /// <param name="given">What is given: <c>refs/heads/main</c>.</param>
    public static string Plain(string given) => WithoutFullName(given, Origin) ?? given;

    private static CountedBranch Remote(Repository repository, string remote, string? named, BranchHint hint)
    {
        var folder = $"refs/remotes/{remote}/";
        var name = named ?? (hint.Given is { } given ? Meant(repository, remote, given) : Default(remote, hint, HeadOf(repository, folder), ForgeOf(repository, remote)));
        return Commit(repository, folder + name) is { } commit
            ? new CountedBranch(name, commit)
            : throw new ForgeException(
                $"Decisions count on branch '{name}' of the remote '{remote}', which is not in this clone. Fetch it: `git fetch {remote} {ShellWord.Of($"{name}:{folder}{name}")}`{InJob(hint.Job)}.");
    }

    // A full name says which branch is meant, whatever others are called. A short one may be the name of a branch that somebody pushed so that it is taken for another.
    private static string Meant(Repository repository, string remote, string given)
    {
        var (folder, start) = ($"refs/remotes/{remote}/", $"{remote}/");
        if (WithoutFullName(given, folder) is { } full)
        {
            return full;
        }

        if (!given.StartsWith(start, StringComparison.Ordinal) || Commit(repository, folder + given[start.Length..]) is null)
        {
            return given;
        }

        return Commit(repository, folder + given) is null
            ? given[start.Length..]
            : throw new ForgeException(
                $"The remote '{remote}' has a branch '{given}' beside '{given[start.Length..]}', so that nobody can tell which one counts. Write '{Heads}{given}' or '{Heads}{given[start.Length..]}'.");
    }

    private static string? WithoutFullName(string given, string folder) =>
        given.StartsWith(Heads, StringComparison.Ordinal) ? given[Heads.Length..]
        : given.StartsWith(folder, StringComparison.Ordinal) ? given[folder.Length..]
        : null;

    private static string Default(string remote, BranchHint hint, string? head, Forge forge) => (hint.Told, head) switch
    {
        (null, null) => throw new ForgeException(
            $"The default branch of the remote '{remote}' is not known here, and a name that is guessed could be that of anybody's branch. {Ways}; or run {Head(remote)}. "
            + $"A job of {Jobs(hint.Job is Forge.Unknown ? forge : hint.Job)} tells it of its own repository."),
        ({ } told, { }) when told != head => throw new ForgeException(
            $"The job says that the default branch is '{told}', the clone that it is '{head}'. {Ways}, or run {Head(remote)}."),
        _ => hint.Told ?? head!,
    };

    private static Forge ForgeOf(Repository repository, string remote) =>
        RepositoryIdentity.Of(repository.Network.Remotes[remote]?.Url, repository.Info.WorkingDirectory ?? "", RepositoryHints.None).Forge;

    // Whoever works with one forge need not read of another.
    private static string Jobs(Forge forge) => forge switch
    {
        Forge.GitHub => "GitHub Actions (GITHUB_EVENT_PATH)",
        Forge.GitLab => "GitLab CI (CI_DEFAULT_BRANCH)",
        _ => "GitHub Actions (GITHUB_EVENT_PATH) or GitLab CI (CI_DEFAULT_BRANCH)",
    };

    // A clone of one branch has no other that its HEAD could name.
    private static string Head(string remote) => $"`git fetch {remote} '+refs/heads/*:refs/remotes/{remote}/*'` and then `git remote set-head {remote} --auto`";

    private static CountedBranch Local(Repository repository, string? named, BranchHint hint, bool isOwn)
    {
        var asked = named ?? (hint.Given is { } given ? Plain(given) : hint.Told);
        if (asked is null)
        {
            return isOwn ? Head(repository) : throw new ForgeException(
                $"The clone has no remote, and what is checked out came from elsewhere{(repository.Info.IsHeadDetached ? ", or no branch is checked out" : "")}, so that nobody can tell on which branch decisions count. "
                + $"{Ways}; or run `git remote add origin <address>`, then {Head("origin")}.");
        }

        // What the packagings fetch lies there, whatever remotes a checkout names.
        if (Commit(repository, Origin + asked) is { } fetched)
        {
            return new CountedBranch(asked, fetched);
        }

        if (Commit(repository, Heads + asked) is not { } commit)
        {
            throw new ForgeException(repository.Info.IsHeadUnborn && repository.Head.FriendlyName == asked
                ? $"Decisions count on branch '{asked}', which has no commit yet. Make one, or name another branch with --trusted-branch."
                : $"Decisions count on branch '{asked}', which is not in this clone. Fetch it: `git fetch <address> {ShellWord.Of($"{asked}:{Origin}{asked}")}`{InJob(hint.Job)}.");
        }

        // Whoever made the clone chose what its branches are called, and a job speaks of those of its repository.
        return hint.Given is null && !isOwn && repository.Head.CanonicalName == Heads + asked
            ? throw new ForgeException(
                $"Decisions count on branch '{asked}'. One of that name is checked out, but the clone has no remote and its commits came from elsewhere. Fetch it: `git fetch <address> {ShellWord.Of($"{asked}:{Origin}{asked}")}`{InJob(hint.Job)}.")
            : new CountedBranch(asked, commit);
    }

    private static CountedBranch Head(Repository repository) => Commit(repository, repository.Head.CanonicalName) is { } commit
        ? new CountedBranch(repository.Head.FriendlyName, commit)
        : throw new ForgeException($"Decisions count on branch '{repository.Head.FriendlyName}', which has no commit yet. Make one, or name another branch with --trusted-branch.");

    private static string InJob(Forge job) => job switch
    {
        Forge.GitHub => ", or 'fetch-depth: 0' of actions/checkout",
        Forge.GitLab => ", or 'GIT_DEPTH: \"0\"' in the variables of the job",
        _ => "",
    };

    private static string? HeadOf(Repository repository, string folder) =>
        repository.Refs[folder + "HEAD"] is SymbolicReference head && head.TargetIdentifier.StartsWith(folder, StringComparison.Ordinal)
            ? head.TargetIdentifier[folder.Length..]
            : null;

    private static string? Commit(Repository repository, string reference) =>
        !Reference.IsValidName(reference) || repository.Refs[reference]?.ResolveToDirectReference() is not { } direct ? null
        : direct.Target is Commit commit ? commit.Sha
        : throw new ForgeException($"The commit of '{reference}' is missing in this repository, or damaged. Check it with `git fsck`, or clone again.");
}

/// <summary>The branch on which decisions count, as far as this clone knows it.</summary>
/// <param name="Name">Its name: <c>main</c>.</param>
/// <param name="Commit">Its commit: 40 hexadecimal digits.</param>
internal sealed record CountedBranch(string Name, string Commit);

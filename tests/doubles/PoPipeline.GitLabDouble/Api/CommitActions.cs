using System.Collections.Immutable;
using System.Text;
using PoPipeline.Doubles.GitLab.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>Changes files of a branch in one commit, all or nothing.</summary>
internal static class CommitActions
{
    /// <summary>Makes the commit.</summary>
    /// <param name="call">The request: branch, start_branch, start_sha, commit_message, author_name, author_email.</param>
    /// <param name="actions">What to do, in order.</param>
    /// <exception cref="Refusal">403 or 400 in GitLab's words; nothing is changed.</exception>
    public static (Project Project, Commit Commit) Apply(Call call, IEnumerable<CommitAction> actions)
    {
        var project = call.Project(AccessLevel.Developer);
        var branch = call.Text("branch");
        var repository = project.Repository;
        var head = repository.Branches.GetValueOrDefault(branch);
        if (!project.MayPush(branch, call.Caller.LevelIn(project)))
        {
            throw Refusal.BadRequest("You are not allowed to push into this branch");
        }

        var start = call.TextOrNull("start_branch") ?? call.TextOrNull("start_sha");
        if (head is not null && start is not null && !string.Equals(start, branch, StringComparison.Ordinal) && call.BooleanOrNull("force") is not true)
        {
            throw Refusal.BadRequest($"A branch called '{branch}' already exists. Switch to that branch in order to make changes");
        }

        var parent = start is null || string.Equals(start, branch, StringComparison.Ordinal) ? head : repository.Find(start);
        if (parent is null && repository.Branches.Count > 0)
        {
            throw Refusal.BadRequest(start is null ? "You can only create or edit files when you are on a branch" : $"Invalid reference name: {start}");
        }

        if (head is null && !BranchesApi.IsName(branch))
        {
            throw Refusal.BadRequest($"Cannot create a branch with the name '{branch}'");
        }

        var before = parent?.Files ?? ImmutableSortedDictionary.Create<string, Blob>(StringComparer.Ordinal);
        var files = actions.Aggregate(before, (all, action) => Apply(all, action, parent));
        if (ReferenceEquals(files, before))
        {
            throw Refusal.BadRequest("No changes to commit");
        }

        var me = call.Me();
        var author = (call.TextOr("author_name", me.Name), call.TextOr("author_email", me.Email));
        return (project, repository.Add(branch, parent, files, call.Text("commit_message"), author, me, call.World.Clock.Tick()));
    }

    private static ImmutableSortedDictionary<string, Blob> Apply(ImmutableSortedDictionary<string, Blob> files, CommitAction action, Commit? parent)
    {
        var path = action.Path;
        if (path.Split('/').Any(part => part is ".." or "." or "" or ".git"))
        {
            throw Refusal.BadRequest(path.Contains("..", StringComparison.Ordinal) ? "Path cannot include directory traversal" : "You must provide a file path");
        }

        var old = action.Kind is "move" ? action.PreviousPath : path;
        if (action.Kind is "create")
        {
            return files.ContainsKey(path) ? throw Refusal.BadRequest("A file with this name already exists") : files.Add(path, Content(action));
        }

        if (old is null || !files.TryGetValue(old, out var blob))
        {
            throw Refusal.BadRequest("A file with this name doesn't exist");
        }

        if (action.LastCommitId is { } known && !string.Equals(parent?.LastFor(old)?.Id, known, StringComparison.Ordinal))
        {
            throw Refusal.BadRequest("You are attempting to update a file that has changed since you started editing it.");
        }

        if (action.Kind is "move" && files.ContainsKey(path))
        {
            throw Refusal.BadRequest("A file with this name already exists");
        }

        return action.Kind switch
        {
            "delete" => files.Remove(path),
            "move" => files.Remove(old).Add(path, action.Content is null ? blob : Content(action)),
            "update" => files.SetItem(path, Content(action)),
            _ => files,
        };
    }

    private static Blob Content(CommitAction action)
    {
        var text = action.Content ?? throw Refusal.BadRequest("You must provide content");
        if (action.Encoding is not "base64")
        {
            return new Blob([.. Encoding.UTF8.GetBytes(text)]);
        }

        try
        {
            return new Blob([.. Convert.FromBase64String(text)]);
        }
        catch (FormatException)
        {
            throw Refusal.BadRequest("invalid base64");
        }
    }
}

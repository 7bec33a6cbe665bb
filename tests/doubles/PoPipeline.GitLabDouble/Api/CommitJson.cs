using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>A commit in answers: https://docs.gitlab.com/api/commits/.</summary>
internal static class CommitJson
{
    /// <summary>The commit as lists show it.</summary>
    public static JsonObject Of(string origin, Project project, Commit commit) => new()
    {
        ["id"] = commit.Id,
        ["short_id"] = commit.Id[..8],
        ["created_at"] = Shape.GitTime(commit.At),
        ["parent_ids"] = commit.Parent is null ? new JsonArray() : new JsonArray(commit.Parent.Id),
        ["title"] = commit.Message.Split('\n')[0],
        ["message"] = commit.Message,
        ["author_name"] = commit.AuthorName,
        ["author_email"] = commit.AuthorEmail,
        ["authored_date"] = Shape.GitTime(commit.At),
        ["committer_name"] = commit.CommitterName,
        ["committer_email"] = commit.CommitterEmail,
        ["committed_date"] = Shape.GitTime(commit.At),
        ["trailers"] = new JsonObject(),
        ["extended_trailers"] = new JsonObject(),
        ["web_url"] = $"{origin}/{project.FullPath}/-/commit/{commit.Id}",
    };

    /// <summary>The commit alone.</summary>
    public static JsonObject Detail(string origin, Project project, Commit commit)
    {
        var json = Of(origin, project, commit);
        var before = commit.Parent?.Files ?? ImmutableSortedDictionary<string, Blob>.Empty;
        var added = commit.Files.Count(file => !before.TryGetValue(file.Key, out var old) || !string.Equals(old.Id, file.Value.Id, StringComparison.Ordinal));
        var removed = before.Count(file => !commit.Files.ContainsKey(file.Key));
        json["stats"] = new JsonObject { ["additions"] = added, ["deletions"] = removed, ["total"] = added + removed };
        json["status"] = null;
        json["project_id"] = project.Id;
        json["last_pipeline"] = null;
        return json;
    }
}

using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>https://docs.gitlab.com/api/repository_files/ and https://docs.gitlab.com/api/repositories/#list-repository-tree.</summary>
internal static class FilesApi
{
    private const string One = "/projects/:id/repository/files/:file_path";

    private static readonly Parameter[] Change =
    [
        Parameter.Text("branch").Needed(), Parameter.Text("commit_message").Needed(), Parameter.Text("start_branch"), Parameter.Text("author_email"), Parameter.Text("author_name"),
    ];

    private static readonly Parameter[] Write =
        [.. Change, Parameter.Text("content").Needed(), Parameter.Text("encoding", "text", "base64"), Parameter.Boolean("execute_filemode")];

    /// <summary>The endpoints.</summary>
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", One, Show) { Takes = [Parameter.Text("ref").Needed()] },
        new("GET", $"{One}/raw", Raw) { JobToken = true, Takes = [Parameter.Text("ref"), Parameter.Boolean("lfs")] },
        new("POST", One, call => Changed(call, "create")) { Takes = [.. Write] },
        new("PUT", One, call => Changed(call, "update")) { Takes = [.. Write, Parameter.Text("last_commit_id")] },
        new("DELETE", One, call => Changed(call, "delete")) { Takes = [.. Change, Parameter.Text("last_commit_id")] },
        new("GET", "/projects/:id/repository/tree", Tree)
        {
            Takes = [.. Parameters.Keyset, Parameter.Text("path"), Parameter.Text("ref"), Parameter.Boolean("recursive")],
        },
    ];

    private static (Commit At, Commit Last, Blob Blob) Find(Call call)
    {
        var project = call.Code();
        var reference = call.TextOr("ref", "HEAD");
        var commit = project.Repository.Find(reference is "HEAD" ? project.DefaultBranch : reference) ?? throw Refusal.NotFound("Commit");
        var path = call.Text("file_path");
        return commit.Files.TryGetValue(path, out var blob) ? (commit, commit.LastFor(path) ?? commit, blob) : throw Refusal.NotFound("File");
    }

    private static Answer Show(Call call)
    {
        var (at, last, blob) = Find(call);
        var path = call.Text("file_path");
        return Answer.Ok(new JsonObject
        {
            ["file_name"] = path[(path.LastIndexOf('/') + 1)..],
            ["file_path"] = path,
            ["size"] = blob.Content.Length,
            ["encoding"] = "base64",
            ["content_sha256"] = Convert.ToHexStringLower(SHA256.HashData(blob.Content.AsSpan())),
            ["ref"] = call.Text("ref"),
            ["blob_id"] = blob.Id,
            ["commit_id"] = at.Id,
            ["last_commit_id"] = last.Id,
            ["execute_filemode"] = false,
            ["content"] = Convert.ToBase64String(blob.Content.AsSpan()),
        });
    }

    private static Answer Raw(Call call)
    {
        var (at, last, blob) = Find(call);
        return new Answer(200)
        {
            Bytes = [.. blob.Content],
            ContentType = "text/plain; charset=utf-8",
            Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["X-Gitlab-Blob-Id"] = blob.Id,
                ["X-Gitlab-Commit-Id"] = at.Id,
                ["X-Gitlab-Last-Commit-Id"] = last.Id,
                ["X-Gitlab-Content-Sha256"] = Convert.ToHexStringLower(SHA256.HashData(blob.Content.AsSpan())),
                ["X-Gitlab-File-Path"] = Uri.EscapeDataString(call.Text("file_path")),
                ["X-Gitlab-Ref"] = call.TextOr("ref", "HEAD"),
                ["X-Gitlab-Size"] = blob.Content.Length.ToString(),
            },
        };
    }

    private static Answer Changed(Call call, string kind)
    {
        var action = new CommitAction(kind, call.Text("file_path"), null, call.TextOrNull("content"), call.TextOrNull("encoding"), call.TextOrNull("last_commit_id"));
        CommitActions.Apply(call, [action]);
        var body = new JsonObject { ["file_path"] = call.Text("file_path"), ["branch"] = call.Text("branch") };
        return kind switch
        {
            "create" => Answer.Created(body),
            "delete" => Answer.NoContent(),
            _ => Answer.Ok(body),
        };
    }

    private static Answer Tree(Call call)
    {
        var project = call.Code();
        var commit = project.Repository.Find(call.TextOr("ref", project.DefaultBranch)) ?? throw Refusal.NotFound("Tree");
        var root = call.TextOr("path", "").Trim('/');
        var prefix = root.Length == 0 ? "" : root + '/';
        var below = commit.Files.Where(file => file.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        if (below.Count == 0 && root.Length > 0)
        {
            throw Refusal.NotFound("invalid revision or path");
        }

        var folders = below.SelectMany(file => Folders(file.Key[prefix.Length..])).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(folder => Entry(prefix + folder, "tree", Blob.GitHash("tree", System.Text.Encoding.UTF8.GetBytes(commit.Id + prefix + folder)), "040000"));
        var entries = folders.Concat(below.Select(file => Entry(file.Key, "blob", file.Value.Id, "100644")));
        var recursive = call.BooleanOrNull("recursive") is true;
        return Paginator.KeysetOrOffset(
            call,
            [.. entries.Where(entry => recursive || !(entry["path"]?.ToString() ?? "")[prefix.Length..].Contains('/'))],
            "page_token",
            entry => entry["id"]?.ToString() ?? "",
            entry => entry);
    }

    private static IEnumerable<string> Folders(string path) =>
        Enumerable.Range(0, path.Length).Where(index => path[index] == '/').Select(index => path[..index]);

    private static JsonObject Entry(string path, string type, string id, string mode) =>
        new() { ["id"] = id, ["name"] = path[(path.LastIndexOf('/') + 1)..], ["type"] = type, ["path"] = path, ["mode"] = mode };
}

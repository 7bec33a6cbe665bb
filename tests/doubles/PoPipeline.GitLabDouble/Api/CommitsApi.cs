using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.Http;

namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>https://docs.gitlab.com/api/commits/.</summary>
internal static class CommitsApi
{
    private const string Commits = "/projects/:id/repository/commits";

    private static readonly Parameter Actions = new("actions", ParameterKind.Objects)
    {
        Required = true,
        Fields =
        [
            Parameter.Text("action", "create", "delete", "move", "update", "chmod").Needed(), Parameter.Text("file_path").Needed(), Parameter.Text("previous_path"),
            Parameter.Text("content"), Parameter.Text("encoding", "text", "base64"), Parameter.Text("last_commit_id"), Parameter.Boolean("execute_filemode"),
        ],
    };

    /// <summary>The endpoints.</summary>
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", Commits, List)
        {
            Takes =
            [
                .. Parameters.Paging, Parameter.Text("ref_name"), Parameter.Time("since"), Parameter.Time("until"), Parameter.Text("path"), Parameter.Boolean("follow"),
                Parameter.Text("author"), Parameter.Boolean("all"), Parameter.Boolean("with_stats"), Parameter.Boolean("first_parent"), Parameter.Text("order"),
                Parameter.Boolean("trailers"),
            ],
        },
        new("POST", Commits, Create)
        {
            Takes =
            [
                Actions, Parameter.Text("branch").Needed() with { MayBeBlank = false }, Parameter.Text("commit_message").Needed(), Parameter.Text("start_branch"),
                Parameter.Text("start_sha"), Parameter.Text("start_project"), Parameter.Text("author_email"), Parameter.Text("author_name"), Parameter.Boolean("stats"),
                Parameter.Boolean("force"), Parameter.Boolean("allow_empty"),
            ],
        },
        new("GET", $"{Commits}/:sha", One) { JobToken = true, Takes = [Parameter.Boolean("stats")] },
    ];

    private static Answer List(Call call)
    {
        var project = call.Code();
        var reference = call.TextOr("ref_name", project.DefaultBranch);
        var commits = call.BooleanOrNull("all") is true
            ? project.Repository.Commits.Values.OrderByDescending(commit => commit.At)
            : project.Repository.Find(reference)?.History() ?? (project.Repository.Branches.Count == 0 ? [] : throw Refusal.NotFound("Commit"));
        return Paginator.Offset(
            call,
            [.. commits
                .Where(commit => call.TextOrNull("path") is not { Length: > 0 } path || commit.Touches(path))
                .Where(commit => call.TextOrNull("author") is not { } author || $"{commit.AuthorName} <{commit.AuthorEmail}>".Contains(author, StringComparison.Ordinal))
                .Where(commit => commit.At >= (call.TimeOrNull("since") ?? DateTimeOffset.MinValue) && commit.At <= (call.TimeOrNull("until") ?? DateTimeOffset.MaxValue))],
            commit => CommitJson.Of(call.Origin, project, commit));
    }

    private static Answer One(Call call)
    {
        var project = call.Code();
        return project.Repository.Find(call.Text("sha")) is { } commit
            ? Answer.Ok(CommitJson.Detail(call.Origin, project, commit))
            : throw Refusal.NotFound("Commit");
    }

    private static Answer Create(Call call)
    {
        var actions = (call.Arguments.GetValueOrDefault("actions") as JsonArray ?? []).OfType<JsonObject>().Select(Read);
        var (project, commit) = CommitActions.Apply(call, actions);
        return Answer.Created(CommitJson.Detail(call.Origin, project, commit));
    }

    private static CommitAction Read(JsonObject action)
    {
        return new CommitAction(Text("action") ?? "", Text("file_path") ?? "", Text("previous_path"), Text("content"), Text("encoding"), Text("last_commit_id"));

        string? Text(string name) => action[name]?.ToString();
    }
}

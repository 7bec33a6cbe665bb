using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>https://docs.gitlab.com/api/merge_requests/.</summary>
internal static class MergeRequestsApi
{
    private const string One = "/projects/:id/merge_requests/:merge_request_iid#";

    /// <summary>The endpoints.</summary>
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", One, call => Answer.Ok(Json(call, Find(call))))
        {
            JobToken = true,
            Takes = [Parameter.Boolean("include_diverged_commits_count"), Parameter.Boolean("include_rebase_in_progress"), Parameter.Boolean("render_html")],
        },
        new("GET", $"{One}/commits", call => Paginator.Offset(call, Find(call).Commits, commit => CommitJson.Of(call.Origin, call.Code(), commit))) { Takes = Parameters.Paging },
    ];

    private static MergeRequest Find(Call call) =>
        call.Code().MergeRequests.Find(request => request.Iid == call.Integer("merge_request_iid")) ?? throw Refusal.NotFound();

    private static JsonObject Json(Call call, MergeRequest request) => new()
    {
        ["id"] = request.Id,
        ["iid"] = request.Iid,
        ["project_id"] = request.Project.Id,
        ["title"] = request.Title,
        ["description"] = null,
        ["state"] = "opened",
        ["created_at"] = Shape.Time(request.CreatedAt),
        ["updated_at"] = Shape.Time(request.CreatedAt),
        ["merged_by"] = null,
        ["merge_user"] = null,
        ["merged_at"] = null,
        ["closed_by"] = null,
        ["closed_at"] = null,
        ["target_branch"] = request.TargetBranch,
        ["source_branch"] = request.SourceBranch,
        ["user_notes_count"] = 0,
        ["upvotes"] = 0,
        ["downvotes"] = 0,
        ["author"] = Shape.User(call.Origin, request.Author),
        ["assignees"] = new JsonArray(),
        ["assignee"] = null,
        ["reviewers"] = new JsonArray(),
        ["source_project_id"] = request.Project.Id,
        ["target_project_id"] = request.Project.Id,
        ["labels"] = new JsonArray(),
        ["draft"] = false,
        ["imported"] = false,
        ["imported_from"] = "none",
        ["work_in_progress"] = false,
        ["milestone"] = null,
        ["merge_when_pipeline_succeeds"] = false,
        ["detailed_merge_status"] = "mergeable",
        ["sha"] = request.Commits.FirstOrDefault()?.Id,
        ["merge_commit_sha"] = null,
        ["squash_commit_sha"] = null,
        ["discussion_locked"] = null,
        ["web_url"] = $"{call.Origin}/{request.Project.FullPath}/-/merge_requests/{request.Iid}",
        ["references"] = new JsonObject
        {
            ["short"] = $"!{request.Iid}",
            ["relative"] = $"!{request.Iid}",
            ["full"] = $"{request.Project.FullPath}!{request.Iid}",
        },
        ["squash"] = false,
        ["has_conflicts"] = false,
        ["diff_refs"] = new JsonObject
        {
            ["base_sha"] = request.Commits.LastOrDefault()?.Parent?.Id,
            ["head_sha"] = request.Commits.FirstOrDefault()?.Id,
            ["start_sha"] = request.Commits.LastOrDefault()?.Parent?.Id,
        },
    };
}

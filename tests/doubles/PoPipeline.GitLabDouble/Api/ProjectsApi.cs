using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>https://docs.gitlab.com/api/projects/, https://docs.gitlab.com/api/groups/ and https://docs.gitlab.com/api/protected_branches/.</summary>
internal static class ProjectsApi
{
    /// <summary>The endpoints.</summary>
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", "/projects/:id", call => Answer.Ok(Json(call, call.Project())))
        {
            Takes = [Parameter.Boolean("license"), Parameter.Boolean("statistics"), Parameter.Boolean("with_custom_attributes")],
        },
        new("GET", "/groups/:id", call => Answer.Ok(Json(call, call.World.FindGroup(call.Caller, call.Text("id")))))
        {
            Takes = [Parameter.Boolean("with_custom_attributes"), Parameter.Boolean("with_projects")],
        },
        new("GET", "/projects/:id/protected_branches", Protections) { Takes = [.. Parameters.Paging, Parameter.Text("search")] },
        new("GET", "/projects/:id/protected_branches/:name", Protection),
    ];

    private static Answer Protections(Call call) => Paginator.Offset(
        call,
        [.. call.Project(AccessLevel.Maintainer).ProtectedBranches.Where(branch => branch.Name.Contains(call.TextOr("search", ""), StringComparison.Ordinal))],
        Json);

    private static Answer Protection(Call call) =>
        call.Project(AccessLevel.Maintainer).ProtectedBranches.Find(branch => string.Equals(branch.Name, call.Text("name"), StringComparison.Ordinal)) is { } found
            ? Answer.Ok(Json(found))
            : throw Refusal.NotFound();

    private static JsonObject Json(ProtectedBranch branch) => new()
    {
        ["id"] = branch.Id,
        ["name"] = branch.Name,
        ["push_access_levels"] = new JsonArray(Level((branch.Id * 10) + 1, branch.Push)),
        ["merge_access_levels"] = new JsonArray(Level((branch.Id * 10) + 2, branch.Merge)),
        ["allow_force_push"] = branch.AllowForcePush,
        ["code_owner_approval_required"] = false,
    };

    private static JsonObject Level(long id, AccessLevel level) => new()
    {
        ["id"] = id,
        ["access_level"] = (int)level,
        ["access_level_description"] = level switch
        {
            AccessLevel.None => "No one",
            AccessLevel.Developer => "Developers + Maintainers",
            _ => "Maintainers",
        },
    };

    /// <summary>A group.</summary>
    public static JsonObject Json(Call call, Group group) => new()
    {
        ["id"] = group.Id,
        ["web_url"] = $"{call.Origin}/groups/{group.FullPath}",
        ["name"] = group.Name,
        ["path"] = group.FullPath[(group.FullPath.LastIndexOf('/') + 1)..],
        ["description"] = "",
        ["visibility"] = group.IsPublic ? "public" : "private",
        ["share_with_group_lock"] = false,
        ["require_two_factor_authentication"] = false,
        ["two_factor_grace_period"] = 48,
        ["project_creation_level"] = "developer",
        ["auto_devops_enabled"] = null,
        ["subgroup_creation_level"] = "maintainer",
        ["emails_disabled"] = false,
        ["emails_enabled"] = true,
        ["mentions_disabled"] = null,
        ["lfs_enabled"] = true,
        ["archived"] = false,
        ["default_branch"] = null,
        ["default_branch_protection"] = 2,
        ["avatar_url"] = null,
        ["request_access_enabled"] = true,
        ["full_name"] = group.FullPath.Replace("/", " / ", StringComparison.Ordinal),
        ["full_path"] = group.FullPath,
        ["created_at"] = Shape.Time(group.CreatedAt),
        ["parent_id"] = group.Parent?.Id,
        ["shared_with_groups"] = new JsonArray([.. group.Invitations.Select(Json)]),
    };

    private static JsonObject Json(Invitation invitation) => new()
    {
        ["group_id"] = invitation.Group.Id,
        ["group_name"] = invitation.Group.Name,
        ["group_full_path"] = invitation.Group.FullPath,
        ["group_access_level"] = (int)invitation.Level,
        ["expires_at"] = null,
    };

    /// <summary>A project.</summary>
    public static JsonObject Json(Call call, Project project) => new()
    {
        ["id"] = project.Id,
        ["description"] = null,
        ["name"] = project.Path,
        ["name_with_namespace"] = project.FullPath.Replace("/", " / ", StringComparison.Ordinal),
        ["path"] = project.Path,
        ["path_with_namespace"] = project.FullPath,
        ["created_at"] = Shape.Time(project.CreatedAt),
        ["default_branch"] = project.DefaultBranch,
        ["tag_list"] = new JsonArray(),
        ["topics"] = new JsonArray(),
        ["ssh_url_to_repo"] = $"git@gitlab.test:{project.FullPath}.git",
        ["http_url_to_repo"] = $"{call.Origin}/{project.FullPath}.git",
        ["web_url"] = $"{call.Origin}/{project.FullPath}",
        ["readme_url"] = null,
        ["forks_count"] = 0,
        ["avatar_url"] = null,
        ["star_count"] = 0,
        ["last_activity_at"] = Shape.Time(call.World.Clock.Now),
        ["visibility"] = project.Visibility,
        ["namespace"] = new JsonObject
        {
            ["id"] = project.Group.Id,
            ["name"] = project.Group.Name,
            ["path"] = project.Group.FullPath[(project.Group.FullPath.LastIndexOf('/') + 1)..],
            ["kind"] = "group",
            ["full_path"] = project.Group.FullPath,
            ["parent_id"] = project.Group.Parent?.Id,
            ["avatar_url"] = null,
            ["web_url"] = $"{call.Origin}/groups/{project.Group.FullPath}",
        },
        ["empty_repo"] = project.Repository.Branches.Count == 0,
        ["archived"] = false,
        ["issues_enabled"] = true,
        ["merge_requests_enabled"] = true,
        ["issues_access_level"] = "enabled",
        ["repository_access_level"] = "enabled",
        ["creator_id"] = 1,
        ["import_status"] = "none",
        ["open_issues_count"] = project.Issues.Count(issue => issue.ClosedAt is null),
        ["shared_with_groups"] = new JsonArray([.. project.Invitations.Select(Json)]),
        ["merge_method"] = "merge",
        ["permissions"] = new JsonObject
        {
            ["project_access"] = Access(project.Members.Find(member => ReferenceEquals(member.User, call.Caller.User))?.Level),
            ["group_access"] = Access(project.Group.AllMembers().FirstOrDefault(member => ReferenceEquals(member.User, call.Caller.User))?.Level),
        },
    };

    private static JsonObject? Access(AccessLevel? level) =>
        level is null ? null : new JsonObject { ["access_level"] = (int)level, ["notification_level"] = 3 };
}

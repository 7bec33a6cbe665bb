using System.Globalization;
using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>https://docs.gitlab.com/api/audit_events/.</summary>
internal static class AuditEventsApi
{
    private const int MostDays = 30;

    private static readonly Parameter[] Takes =
    [
        .. Parameters.Keyset, Parameter.Time("created_after"), Parameter.Time("created_before"), Parameter.Text("order_by", "id"), Parameter.Text("sort", "desc", "asc"),
    ];

    /// <summary>The endpoints.</summary>
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", "/groups/:id/audit_events", OfGroup) { SignedIn = true, Takes = [.. Takes] },
        new("GET", "/groups/:id/audit_events/:audit_event_id#", call => One(call, Group(call))) { SignedIn = true },
        new("GET", "/projects/:id/audit_events", OfProject) { SignedIn = true, Takes = [.. Takes] },
        new("GET", "/projects/:id/audit_events/:audit_event_id#", call => One(call, Project(call))) { SignedIn = true },
        new("GET", "/groups/:id/descendant_groups", Descendants) { Takes = [.. Parameters.Paging, Parameter.Text("order_by", "id", "name", "path"), Parameter.Text("sort", "asc", "desc"), Parameter.Boolean("all_available")] },
        new("GET", "/groups/:id/projects", Projects)
        {
            Takes =
            [
                .. Parameters.Paging, Parameter.Boolean("include_subgroups"), Parameter.Boolean("with_shared"), Parameter.Boolean("archived"),
                Parameter.Text("order_by", "id", "name", "path", "created_at"), Parameter.Text("sort", "asc", "desc"), Parameter.Boolean("simple"),
            ],
        },
    ];

    private static Answer OfGroup(Call call) => List(call, Group(call));

    private static Answer OfProject(Call call) => List(call, Project(call));

    // Of a group, its owners see all, others what they did themselves.
    private static IEnumerable<AuditEvent> Group(Call call)
    {
        var group = call.World.FindGroup(call.Caller, call.Text("id"));
        return Seen(call, call.Caller.LevelIn(group), AccessLevel.Owner, item => item.EntityType is "Group" && item.EntityId == group.Id);
    }

    private static IEnumerable<AuditEvent> Project(Call call)
    {
        var project = call.Project();
        return Seen(call, call.Caller.LevelIn(project), AccessLevel.Maintainer, item => item.EntityType is "Project" && item.EntityId == project.Id);
    }

    private static IEnumerable<AuditEvent> Seen(Call call, AccessLevel level, AccessLevel all, Func<AuditEvent, bool> isOf)
    {
        if (!call.World.IsPremium || level < AccessLevel.Developer)
        {
            throw Refusal.Forbidden();
        }

        return call.World.AuditEvents.Where(item => isOf(item) && item.ShownAt <= call.World.Clock.Now && (level >= all || ReferenceEquals(item.Author, call.Caller.User)));
    }

    private static Answer List(Call call, IEnumerable<AuditEvent> events)
    {
        var (after, before) = (call.TimeOrNull("created_after"), call.TimeOrNull("created_before"));
        if (after is { } from && (before ?? call.World.Clock.Now) - from > TimeSpan.FromDays(MostDays))
        {
            throw Refusal.BadRequest($"Date range limited to {MostDays} days");
        }

        if (call.TextOrNull("pagination") is "keyset" && (call.TextOr("order_by", "id"), call.TextOr("sort", "desc")) is not ("id", "desc"))
        {
            throw new Refusal(405, new JsonObject { ["error"] = "Keyset pagination is not yet available for this type of request" });
        }

        return Paginator.KeysetOrOffset(
            call,
            [.. events.Where(item => (after is null || item.CreatedAt >= after) && (before is null || item.CreatedAt <= before)).OrderByDescending(item => item.Id)],
            "cursor",
            item => item.Id.ToString(CultureInfo.InvariantCulture),
            Json);
    }

    private static Answer One(Call call, IEnumerable<AuditEvent> events) =>
        events.FirstOrDefault(item => item.Id == call.Integer("audit_event_id")) is { } found ? Answer.Ok(Json(found)) : throw Refusal.NotFound("Audit Event");

    private static Answer Descendants(Call call)
    {
        var group = call.World.FindGroup(call.Caller, call.Text("id"));
        return Paginator.Offset(
            call,
            [.. call.World.Groups.Where(item => IsBelow(item.FullPath, group) && call.Caller.LevelIn(item) >= AccessLevel.Guest).OrderBy(item => item.Id)],
            item => ProjectsApi.Json(call, item));
    }

    private static Answer Projects(Call call)
    {
        var group = call.World.FindGroup(call.Caller, call.Text("id"));
        return Paginator.Offset(
            call,
            [.. call.World.Projects
                .Where(item => ReferenceEquals(item.Group, group) || (call.BooleanOrNull("include_subgroups") is true && IsBelow(item.FullPath, group)))
                .Where(item => item.IsPublic || call.Caller.LevelIn(item) >= AccessLevel.Guest).OrderBy(item => item.Id)],
            item => ProjectsApi.Json(call, item));
    }

    private static bool IsBelow(string path, Group group) => path.StartsWith(group.FullPath + '/', StringComparison.OrdinalIgnoreCase);

    private static JsonObject Json(AuditEvent item) => new()
    {
        ["id"] = item.Id,
        ["author_id"] = item.Author.Id,
        ["entity_id"] = item.EntityId,
        ["entity_type"] = item.EntityType,
        ["event_name"] = item.EventType,
        ["details"] = new JsonObject
        {
            ["event_name"] = item.EventType,
            ["author_name"] = item.Author.Name,
            ["author_class"] = "User",
            ["target_id"] = item.EntityId,
            ["target_type"] = item.EntityType,
            ["target_details"] = item.EntityPath,
            ["custom_message"] = $"Did {item.EventType}",
            ["ip_address"] = "203.0.113.7",
            ["entity_path"] = item.EntityPath,
        },
        ["created_at"] = Shape.Time(item.CreatedAt),
    };
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>https://docs.gitlab.com/api/issues/.</summary>
internal static class IssuesApi
{
    private const string One = "/projects/:id/issues/:issue_iid#";

    private static readonly ImmutableArray<Parameter> Content =
    [
        Parameter.Text("description"), Parameter.Words("labels"), Parameter.Integers("assignee_ids"), Parameter.Integer("assignee_id"), Parameter.Integer("milestone_id"),
        Parameter.Text("due_date"), Parameter.Boolean("confidential"), Parameter.Text("issue_type", "issue", "incident", "test_case", "task"), Parameter.Integer("weight"),
        Parameter.Integer("epic_id"),
    ];

    /// <summary>The endpoints.</summary>
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", "/projects/:id/issues", IssueList.Answer) { Takes = IssueList.Takes },
        new("GET", One, call => Answer.Ok(IssueJson.Of(call.Origin, Find(call), single: true))),
        new("POST", "/projects/:id/issues", Create)
        {
            Takes =
            [
                .. Content, Parameter.Text("title").Needed() with { MayBeBlank = false }, Parameter.Time("created_at"), Parameter.Integer("iid"),
                Parameter.Integer("merge_request_to_resolve_discussions_of"), Parameter.Text("discussion_to_resolve"),
            ],
        },
        new("PUT", One, Change)
        {
            Takes =
            [
                .. Content, Parameter.Text("title") with { MayBeBlank = false }, Parameter.Text("state_event", "close", "reopen"), Parameter.Words("add_labels"),
                Parameter.Words("remove_labels"), Parameter.Boolean("discussion_locked"), Parameter.Time("updated_at"),
            ],
            AtLeastOneOf =
            [
                "title", "description", "assignee_ids", "assignee_id", "milestone_id", "discussion_locked", "labels", "add_labels", "remove_labels", "due_date",
                "confidential", "state_event", "issue_type", "weight", "epic_id",
            ],
        },
        new("DELETE", One, Delete),
        new("POST", $"{One}/move", Move) { Takes = [Parameter.Integer("to_project_id").Needed()] },
    ];

    /// <summary>The issue that the path names, if the caller may see it.</summary>
    /// <exception cref="Refusal">404.</exception>
    public static Issue Find(Call call)
    {
        var project = call.Project();
        var issue = project.Issues.Find(issue => issue.Iid == call.Integer("issue_iid"));
        return issue is not null && MaySee(call.Caller, issue) ? issue : throw Refusal.NotFound("Issue");
    }

    /// <summary>Whether somebody may see an issue of a project that is visible to them.</summary>
    public static bool MaySee(Caller caller, Issue issue) =>
        !issue.Confidential || ReferenceEquals(issue.Author, caller.User) || caller.LevelIn(issue.Project) >= AccessLevel.Planner;

    private static Answer Create(Call call)
    {
        var project = call.Project();
        var level = call.Caller.LevelIn(project);
        if (call.Text("title").Length > 255)
        {
            throw new Refusal(400, new JsonObject { ["message"] = new JsonObject { ["title"] = new JsonArray("is too long (maximum is 255 characters)") } });
        }

        var (text, actions) = QuickActions.Split(call.TextOr("description", ""));
        call.World.NoticeQuickActions(actions);
        if (level >= AccessLevel.Owner && call.IntegerOrNull("iid") is { } iid)
        {
            project.LastIssueIid = project.Issues.Exists(issue => issue.Iid == iid) ? throw new Refusal(409, new JsonObject { ["message"] = "Duplicated issue" }) : iid - 1;
        }

        var issue = Tracker.Open(call.World, project, call.Me(), call.Text("title"), call.Has("description") ? text : null, level >= AccessLevel.Owner ? call.TimeOrNull("created_at") : null);
        issue.Confidential = call.BooleanOrNull("confidential") ?? false;
        Assign(call, issue, level);
        if (level >= AccessLevel.Planner)
        {
            Tracker.Relabel(call.World, issue, call.Me(), call.Words("labels"), []);
        }

        QuickActions.Apply(call.World, issue, call.Me(), actions);
        return Answer.Created(IssueJson.Of(call.Origin, issue, single: true));
    }

    private static Answer Change(Call call)
    {
        var issue = Find(call);
        var me = call.Me();
        var level = call.Caller.LevelIn(issue.Project);
        if (level < AccessLevel.Planner && !ReferenceEquals(issue.Author, me))
        {
            throw Refusal.Forbidden();
        }

        var (text, actions) = QuickActions.Split(call.TextOr("description", ""));
        call.World.NoticeQuickActions(actions);
        Tracker.Edit(call.World, issue, me, call.TextOrNull("title"), call.Has("description") ? text : null);
        if (call.TextOrNull("state_event") is { } change)
        {
            Tracker.SetOpen(call.World, issue, me, change is "reopen");
        }

        Assign(call, issue, level);
        if (level >= AccessLevel.Planner)
        {
            var replaced = call.Arguments.ContainsKey("labels") ? issue.Labels.Select(label => label.Name).Except(call.Words("labels"), StringComparer.Ordinal) : [];
            Tracker.Relabel(call.World, issue, me, [.. call.Words("labels"), .. call.Words("add_labels")], [.. replaced, .. call.Words("remove_labels")]);
            issue.Confidential = call.BooleanOrNull("confidential") ?? issue.Confidential;
            issue.DiscussionLocked = call.BooleanOrNull("discussion_locked") ?? issue.DiscussionLocked;
        }

        QuickActions.Apply(call.World, issue, me, actions);
        return Answer.Ok(IssueJson.Of(call.Origin, issue, single: true));
    }

    private static void Assign(Call call, Issue issue, AccessLevel level)
    {
        issue.DueDate = call.TextOrNull("due_date") ?? issue.DueDate;
        long[] ids = call.Arguments.GetValueOrDefault("assignee_ids") is JsonArray list ? [.. list.Select(id => id?.GetValue<long>() ?? 0)] : [];
        if (call.Has("assignee_ids") && level >= AccessLevel.Planner)
        {
            issue.Assignees.Clear();
            issue.Assignees.AddRange(call.World.Users.Where(user => ids.Contains(user.Id)));
        }
    }

    private static Answer Delete(Call call)
    {
        var issue = Find(call);
        if (call.Caller.LevelIn(issue.Project) < AccessLevel.Owner)
        {
            throw Refusal.Forbidden();
        }

        issue.Project.Issues.Remove(issue);
        call.World.Clock.Tick();
        return Answer.NoContent();
    }

    private static Answer Move(Call call)
    {
        var issue = Find(call);
        var target = call.World.FindProject(call.Caller, call.Text("to_project_id"));
        var allowed = call.Caller.LevelIn(issue.Project) >= AccessLevel.Planner && call.Caller.LevelIn(target) >= AccessLevel.Planner;
        return allowed
            ? Answer.Created(IssueJson.Of(call.Origin, Tracker.Move(call.World, issue, target, call.Me()), single: true))
            : throw Refusal.BadRequest("Cannot move issue due to insufficient permissions!");
    }
}

using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>https://docs.gitlab.com/api/labels/.</summary>
internal static class LabelsApi
{
    /// <summary>The endpoints.</summary>
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", "/projects/:id/labels", List)
        {
            Takes = [.. Parameters.Paging, Parameter.Boolean("with_counts"), Parameter.Boolean("include_ancestor_groups"), Parameter.Text("search"), Parameter.Boolean("archived")],
        },
        new("GET", "/projects/:id/labels/:label_id", call => Answer.Ok(Json(call.Project(), Find(call, call.Project())))) { Takes = [Parameter.Boolean("include_ancestor_groups")] },
        new("POST", "/projects/:id/labels", Create)
        {
            Takes =
            [
                Parameter.Text("name").Needed(), Parameter.Text("color").Needed(), Parameter.Text("description"), Parameter.Integer("priority"), Parameter.Boolean("archived"),
            ],
        },
        new("PUT", "/projects/:id/labels/:label_id", Change)
        {
            Takes = [Parameter.Text("new_name"), Parameter.Text("color"), Parameter.Text("description"), Parameter.Integer("priority"), Parameter.Boolean("archived")],
            AtLeastOneOf = ["new_name", "color", "description", "priority", "archived"],
        },
        new("DELETE", "/projects/:id/labels/:label_id", Delete),
    ];

    private static Label Find(Call call, Project project) =>
        project.Labels.Find(label => string.Equals(label.Name, call.Text("label_id"), StringComparison.Ordinal) || string.Equals(label.Id.ToString(), call.Text("label_id"), StringComparison.Ordinal))
        ?? throw Refusal.NotFound("Label");

    private static Answer List(Call call)
    {
        var project = call.Project();
        return Paginator.Offset(
            call,
            [.. project.Labels.Where(label => label.Name.Contains(call.TextOr("search", ""), StringComparison.OrdinalIgnoreCase)).OrderBy(label => label.Name, StringComparer.Ordinal)],
            label => Json(project, label));
    }

    private static Answer Create(Call call)
    {
        var project = call.Project(AccessLevel.Planner);
        if (project.Labels.Exists(label => string.Equals(label.Name, call.Text("name"), StringComparison.Ordinal)))
        {
            throw new Refusal(409, new JsonObject { ["message"] = "Label already exists" });
        }

        var label = Tracker.FindOrAddLabel(call.World, project, call.Text("name"));
        label.Color = call.Text("color");
        label.Description = call.TextOrNull("description");
        call.World.Clock.Tick();
        return Answer.Created(Json(project, label));
    }

    private static Answer Change(Call call)
    {
        var project = call.Project(AccessLevel.Planner);
        var label = Find(call, project);
        label.Name = call.TextOr("new_name", label.Name);
        label.Color = call.TextOr("color", label.Color);
        label.Description = call.TextOrNull("description") ?? label.Description;
        call.World.Clock.Tick();
        return Answer.Ok(Json(project, label));
    }

    private static Answer Delete(Call call)
    {
        var project = call.Project(AccessLevel.Planner);
        var label = Find(call, project);
        project.Labels.Remove(label);
        project.Issues.ForEach(issue => issue.Labels.Remove(label));
        call.World.Clock.Tick();
        return Answer.NoContent();
    }

    private static JsonObject Json(Project project, Label label) => new()
    {
        ["id"] = label.Id,
        ["name"] = label.Name,
        ["description"] = label.Description,
        ["description_html"] = label.Description,
        ["text_color"] = "#FFFFFF",
        ["color"] = label.Color,
        ["archived"] = false,
        ["open_issues_count"] = project.Issues.Count(issue => issue.ClosedAt is null && issue.Labels.Contains(label)),
        ["closed_issues_count"] = project.Issues.Count(issue => issue.ClosedAt is not null && issue.Labels.Contains(label)),
        ["open_merge_requests_count"] = 0,
        ["subscribed"] = false,
        ["priority"] = null,
        ["is_project_label"] = true,
    };
}

using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>An issue in answers. It does not say when title and description were last edited: only GraphQL does.</summary>
internal static class IssueJson
{
    /// <summary>The issue as JSON.</summary>
    /// <param name="origin">Scheme, host and port.</param>
    /// <param name="issue">The issue.</param>
    /// <param name="single">Whether it is asked for alone, which shows more.</param>
    /// <param name="labelDetails">Whether labels are objects.</param>
    public static JsonObject Of(string origin, Issue issue, bool single, bool labelDetails = false)
    {
        var self = $"{origin}/api/v4/projects/{issue.Project.Id}/issues/{issue.Iid}";
        var json = new JsonObject
        {
            ["id"] = issue.Id,
            ["iid"] = issue.Iid,
            ["project_id"] = issue.Project.Id,
            ["title"] = issue.Title,
            ["description"] = issue.Description,
            ["state"] = issue.State,
            ["created_at"] = Shape.Time(issue.CreatedAt),
            ["updated_at"] = Shape.Time(issue.UpdatedAt),
            ["closed_at"] = Shape.Time(issue.ClosedAt),
            ["closed_by"] = Shape.UserOrNull(origin, issue.ClosedBy),
            ["labels"] = new JsonArray([.. issue.Labels.OrderBy(label => label.Name, StringComparer.Ordinal).Select(label => LabelNode(label, labelDetails))]),
            ["milestone"] = null,
            ["assignees"] = new JsonArray([.. issue.Assignees.Select(user => Shape.User(origin, user))]),
            ["author"] = Shape.User(origin, issue.Author),
            ["type"] = "ISSUE",
            ["assignee"] = Shape.UserOrNull(origin, issue.Assignees.FirstOrDefault()),
            ["user_notes_count"] = issue.Notes.Count(note => !note.System),
            ["merge_requests_count"] = 0,
            ["upvotes"] = 0,
            ["downvotes"] = 0,
            ["start_date"] = null,
            ["due_date"] = issue.DueDate,
            ["confidential"] = issue.Confidential,
            ["discussion_locked"] = issue.DiscussionLocked,
            ["issue_type"] = "issue",
            ["web_url"] = $"{origin}/{issue.Project.FullPath}/-/issues/{issue.Iid}",
            ["time_stats"] = new JsonObject { ["time_estimate"] = 0, ["total_time_spent"] = 0, ["human_time_estimate"] = null, ["human_total_time_spent"] = null },
            ["task_completion_status"] = new JsonObject { ["count"] = 0, ["completed_count"] = 0 },
            ["blocking_issues_count"] = 0,
            ["has_tasks"] = false,
            ["_links"] = new JsonObject
            {
                ["self"] = self,
                ["notes"] = $"{self}/notes",
                ["award_emoji"] = $"{self}/award_emoji",
                ["project"] = $"{origin}/api/v4/projects/{issue.Project.Id}",
                ["closed_as_duplicate_of"] = null,
            },
            ["references"] = new JsonObject
            {
                ["short"] = $"#{issue.Iid}",
                ["relative"] = $"#{issue.Iid}",
                ["full"] = $"{issue.Project.FullPath}#{issue.Iid}",
            },
            ["severity"] = "UNKNOWN",
            ["moved_to_id"] = issue.MovedTo?.Id,
            ["imported"] = issue.ImportedFrom is not "none",
            ["imported_from"] = issue.ImportedFrom,
            ["service_desk_reply_to"] = null,
        };
        if (single)
        {
            json["subscribed"] = false;
        }

        return json;
    }

    private static JsonNode LabelNode(Label label, bool details) => details
        ? new JsonObject
        {
            ["id"] = label.Id,
            ["name"] = label.Name,
            ["color"] = label.Color,
            ["description"] = label.Description,
            ["description_html"] = label.Description,
            ["text_color"] = "#FFFFFF",
            ["archived"] = false,
        }
        : JsonValue.Create(label.Name);
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>https://docs.gitlab.com/api/issues/#list-project-issues.</summary>
internal static class IssueList
{
    /// <summary>What it takes.</summary>
    public static ImmutableArray<Parameter> Takes { get; } =
    [
        .. Parameters.Keyset,
        new Parameter("not", ParameterKind.Object)
        {
            Fields = [Parameter.Words("labels"), Parameter.Integer("author_id"), Parameter.Text("author_username"), Parameter.Text("search"), Parameter.Integers("iids")],
        },
        Parameter.Integers("iids"), Parameter.Text("state", "opened", "closed", "all"), Parameter.Words("labels"), Parameter.Boolean("with_labels_details"),
        Parameter.Text("milestone"), Parameter.Text("scope", "created_by_me", "assigned_to_me", "all"), Parameter.Integer("author_id"),
        Parameter.Text("author_username"), Parameter.Text("assignee_id"), Parameter.Words("assignee_username"), Parameter.Text("my_reaction_emoji"),
        Parameter.Text("order_by", "created_at", "updated_at", "priority", "due_date", "relative_position", "label_priority", "milestone_due", "popularity", "weight", "title"),
        Parameter.Text("sort", "asc", "desc"), Parameter.Text("search"), Parameter.Text("in"), Parameter.Time("created_after"), Parameter.Time("created_before"),
        Parameter.Time("updated_after"), Parameter.Time("updated_before"), Parameter.Boolean("confidential"), Parameter.Text("due_date"),
        Parameter.Text("issue_type", "issue", "incident", "test_case", "task"),
    ];

    /// <summary>The page that a request asks for.</summary>
    public static Answer Answer(Call call)
    {
        if (call.Has("author_id") && call.Has("author_username"))
        {
            throw Refusal.Invalid("author_id, author_username are mutually exclusive");
        }

        var not = call with { Arguments = (call.Arguments.GetValueOrDefault("not") as JsonObject)?.ToDictionary(StringComparer.Ordinal) ?? [] };
        var found = call.Project().Issues
            .Where(issue => IssuesApi.MaySee(call.Caller, issue))
            .Where(issue => call.TextOr("state", "all") is var state && (state is "all" || string.Equals(state, issue.State, StringComparison.Ordinal)))
            .Where(issue => call.TextOrNull("scope") switch
            {
                "created_by_me" => ReferenceEquals(issue.Author, call.Caller.User),
                "assigned_to_me" => issue.Assignees.Exists(user => ReferenceEquals(user, call.Caller.User)),
                _ => true,
            })
            .Where(issue => !call.Has("confidential") || call.BooleanOrNull("confidential") == issue.Confidential)
            .Where(issue => issue.CreatedAt >= (call.TimeOrNull("created_after") ?? DateTimeOffset.MinValue))
            .Where(issue => issue.CreatedAt <= (call.TimeOrNull("created_before") ?? DateTimeOffset.MaxValue))
            .Where(issue => issue.UpdatedAt >= (call.TimeOrNull("updated_after") ?? DateTimeOffset.MinValue))
            .Where(issue => issue.UpdatedAt <= (call.TimeOrNull("updated_before") ?? DateTimeOffset.MaxValue))
            .Where(issue => Fits(call, issue))
            .Where(issue => not.Arguments.Count == 0 || !Fits(not, issue));

        Func<Issue, IComparable> key = call.TextOr("order_by", "created_at") switch
        {
            "updated_at" => issue => issue.UpdatedAt,
            "title" => issue => issue.Title,
            "due_date" => issue => issue.DueDate ?? "",
            _ => issue => issue.CreatedAt,
        };
        found = call.TextOrNull("sort") is "asc" ? found.OrderBy(key).ThenBy(issue => issue.Id) : found.OrderByDescending(key).ThenByDescending(issue => issue.Id);
        return Paginator.KeysetOrOffset(
            call,
            [.. found],
            "cursor",
            issue => issue.Id.ToString(CultureInfo.InvariantCulture),
            issue => IssueJson.Of(call.Origin, issue, single: false, call.BooleanOrNull("with_labels_details") ?? false));
    }

    private static bool Fits(Call call, Issue issue)
    {
        var labels = call.Words("labels");
        var ids = call.Arguments.GetValueOrDefault("iids") as JsonArray;
        var names = issue.Labels.Select(label => label.Name).ToList();
        var labelled = labels switch
        {
            [] => true,
            [var word] when string.Equals(word, "None", StringComparison.OrdinalIgnoreCase) => names.Count == 0,
            [var word] when string.Equals(word, "Any", StringComparison.OrdinalIgnoreCase) => names.Count > 0,
            _ => labels.All(label => names.Contains(label, StringComparer.Ordinal)),
        };
        var text = call.TextOrNull("in") switch
        {
            "title" => issue.Title,
            "description" => issue.Description ?? "",
            _ => $"{issue.Title}\n{issue.Description}",
        };
        return labelled
            && (ids is null || ids.Any(id => id?.GetValue<long>() == issue.Iid))
            && (call.IntegerOrNull("author_id") is not { } author || issue.Author.Id == author)
            && (call.TextOrNull("author_username") is not { } name || string.Equals(issue.Author.Username, name, StringComparison.OrdinalIgnoreCase))
            && call.TextOr("search", "").Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}

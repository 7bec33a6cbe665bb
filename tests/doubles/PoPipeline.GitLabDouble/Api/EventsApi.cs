using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>https://docs.gitlab.com/api/resource_label_events/ and https://docs.gitlab.com/api/resource_state_events/.</summary>
internal static class EventsApi
{
    private const string Labels = "/projects/:id/issues/:issue_iid#/resource_label_events";

    private const string States = "/projects/:id/issues/:issue_iid#/resource_state_events";

    /// <summary>The endpoints.</summary>
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", Labels, call => List(call, issue => issue.LabelEvents, Json)) { SignedIn = true, Takes = Parameters.Paging },
        new("GET", $"{Labels}/:event_id#", call => One(call, issue => issue.LabelEvents, item => item.Id, Json)) { SignedIn = true },
        new("GET", States, call => List(call, issue => issue.StateEvents, Json)) { SignedIn = true, Takes = Parameters.Paging },
        new("GET", $"{States}/:event_id#", call => One(call, issue => issue.StateEvents, item => item.Id, Json)) { SignedIn = true },
    ];

    private static Answer List<T>(Call call, Func<Issue, IReadOnlyList<T>> events, Func<string, Issue, T, JsonNode> shape)
    {
        var issue = IssuesApi.Find(call);
        return Paginator.Offset(call, events(issue), item => shape(call.Origin, issue, item));
    }

    private static Answer One<T>(Call call, Func<Issue, IReadOnlyList<T>> events, Func<T, long> id, Func<string, Issue, T, JsonNode> shape)
        where T : class
    {
        var issue = IssuesApi.Find(call);
        return events(issue).FirstOrDefault(item => id(item) == call.Integer("event_id")) is { } found
            ? Answer.Ok(shape(call.Origin, issue, found))
            : throw Refusal.NotFound();
    }

    private static JsonObject Json(string origin, Issue issue, LabelEvent item) => new()
    {
        ["id"] = item.Id,
        ["user"] = Shape.User(origin, item.User),
        ["created_at"] = Shape.Time(item.At),
        ["resource_type"] = "Issue",
        ["resource_id"] = issue.Id,
        ["label"] = new JsonObject
        {
            ["id"] = item.Label.Id,
            ["name"] = item.Label.Name,
            ["color"] = item.Label.Color,
            ["description"] = item.Label.Description,
        },
        ["action"] = item.Action,
    };

    private static JsonObject Json(string origin, Issue issue, StateEvent item) => new()
    {
        ["id"] = item.Id,
        ["user"] = Shape.User(origin, item.User),
        ["created_at"] = Shape.Time(item.At),
        ["resource_type"] = "Issue",
        ["resource_id"] = issue.Id,
        ["source_commit"] = null,
        ["source_merge_request_id"] = null,
        ["state"] = item.State,
    };
}

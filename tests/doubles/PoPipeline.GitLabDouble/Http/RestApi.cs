using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.Api;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Http;

/// <summary>Everything under <c>/api/v4</c>.</summary>
internal static class RestApi
{
    /// <summary>Every endpoint.</summary>
    public static IReadOnlyList<Route> Routes { get; } =
    [
        .. UsersApi.Routes, .. MembersApi.Routes, .. ProjectsApi.Routes, .. LabelsApi.Routes, .. IssuesApi.Routes, .. NotesApi.Routes, .. EventsApi.Routes,
        .. BranchesApi.Routes, .. CommitsApi.Routes, .. FilesApi.Routes, .. MergeRequestsApi.Routes, .. AuditEventsApi.Routes,
    ];

    /// <summary>Answers a request. The caller holds the world's lock.</summary>
    /// <param name="world">What it reads and changes.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="request">The request.</param>
    /// <param name="origin">Scheme, host and port.</param>
    /// <param name="body">The values of the body.</param>
    /// <param name="violate">Told what no documented request looks like.</param>
    /// <exception cref="Refusal">GitLab refuses it.</exception>
    public static Answer Handle(World world, Caller caller, LogEntry request, string origin, Dictionary<string, JsonNode?> body, Action<string> violate)
    {
        var path = request.Path["/api/v4/".Length..].Split('/').Select(Uri.UnescapeDataString).ToList();
        var method = request.Method is "HEAD" ? "GET" : request.Method;
        var found = Routes.Where(route => string.Equals(route.Method, method, StringComparison.Ordinal))
            .Select(route => (Route: route, Values: route.Match(path))).FirstOrDefault(match => match.Values is not null);
        if (found.Values is null)
        {
            violate("no such endpoint is served");
            throw new Refusal(404, new JsonObject { ["error"] = "404 Not Found" });
        }

        request.Endpoint = found.Route.Name;

        // Where a job token does not count, GitLab takes the request for one without any.
        var effective = caller.Token?.Kind is TokenKind.Job && !found.Route.JobToken ? Caller.Nobody : caller;
        if (found.Route.SignedIn && effective.User is null)
        {
            throw Refusal.Unauthorized();
        }

        Authentication.RequireScope(effective, write: method is not "GET");
        var query = RequestBody.Pairs(request.Query);
        var given = RequestBody.Named(query);
        foreach (var (name, value) in body)
        {
            given[name] = value;
        }

        Dictionary<string, JsonNode?> arguments;
        try
        {
            arguments = ArgumentReader.Read(found.Route, found.Values, given);
        }
        catch (Refusal refusal)
        {
            violate(refusal.Body["error"]?.ToString() ?? refusal.Message);
            throw;
        }

        return found.Route.Handle(new Call(world, effective, origin, request.Path, arguments) { Query = query });
    }
}

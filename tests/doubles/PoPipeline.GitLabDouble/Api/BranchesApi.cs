using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PoPipeline.Doubles.GitLab.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>https://docs.gitlab.com/api/branches/.</summary>
internal static partial class BranchesApi
{
    private const string Branches = "/projects/:id/repository/branches";

    /// <summary>The endpoints.</summary>
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", Branches, List)
        {
            JobToken = true,
            Takes = [.. Parameters.Keyset, Parameter.Text("search"), Parameter.Text("regex"), Parameter.Text("sort", "name_asc", "updated_asc", "updated_desc")],
        },
        new("GET", $"{Branches}/:branch", call => Answer.Ok(Json(call, call.Code(), Find(call)))) { JobToken = true },
        new("POST", Branches, Create) { Takes = [Parameter.Text("branch").Needed() with { MayBeBlank = false }, Parameter.Text("ref").Needed() with { MayBeBlank = false }] },
        new("DELETE", $"{Branches}/:branch", Delete),
    ];

    /// <summary>Whether git takes a name for a branch.</summary>
    public static bool IsName(string name) =>
        BranchName().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal) && !name.Contains("//", StringComparison.Ordinal) && !name.EndsWith(".lock", StringComparison.Ordinal);

    private static string Find(Call call) =>
        call.Code().Repository.Branches.ContainsKey(call.Text("branch")) ? call.Text("branch") : throw Refusal.NotFound("Branch");

    private static Answer List(Call call)
    {
        var project = call.Code();
        var search = call.TextOr("search", "");
        return Paginator.KeysetOrOffset(
            call,
            [.. project.Repository.Branches.Keys.Where(name => search switch
            {
                ['^', .. var start] => name.StartsWith(start, StringComparison.OrdinalIgnoreCase),
                [.. var end, '$'] => name.EndsWith(end, StringComparison.OrdinalIgnoreCase),
                _ => name.Contains(search, StringComparison.OrdinalIgnoreCase),
            })],
            "page_token",
            name => name,
            name => Json(call, project, name));
    }

    private static Answer Create(Call call)
    {
        var project = call.Project(AccessLevel.Developer);
        var name = call.Text("branch");
        var commit = project.Repository.Find(call.Text("ref"));
        if (!IsName(name))
        {
            throw Refusal.BadRequest("Branch name is invalid");
        }

        if (project.Repository.Branches.ContainsKey(name))
        {
            throw Refusal.BadRequest("Branch already exists");
        }

        project.Repository.Branches[name] = commit ?? throw Refusal.BadRequest($"Invalid reference name: {call.Text("ref")}");
        call.World.Clock.Tick();
        return Answer.Created(Json(call, project, name));
    }

    private static Answer Delete(Call call)
    {
        var project = call.Project(AccessLevel.Developer);
        var name = Find(call);
        if (string.Equals(name, project.DefaultBranch, StringComparison.Ordinal) || project.ProtectedBranches.Exists(branch => branch.Covers(name)))
        {
            throw Refusal.BadRequest($"The branch '{name}' is protected or the default branch and cannot be removed.");
        }

        project.Repository.Branches.Remove(name);
        call.World.Clock.Tick();
        return Answer.NoContent();
    }

    private static JsonObject Json(Call call, Project project, string name) => new()
    {
        ["name"] = name,
        ["commit"] = CommitJson.Of(call.Origin, project, project.Repository.Branches[name]),
        ["merged"] = false,
        ["protected"] = project.ProtectedBranches.Exists(branch => branch.Covers(name)),
        ["developers_can_push"] = project.MayPush(name, AccessLevel.Developer),
        ["developers_can_merge"] = project.MayPush(name, AccessLevel.Developer),
        ["can_push"] = project.MayPush(name, call.Caller.LevelIn(project)),
        ["default"] = string.Equals(name, project.DefaultBranch, StringComparison.Ordinal),
        ["web_url"] = $"{call.Origin}/{project.FullPath}/-/tree/{name}",
    };

    [GeneratedRegex(@"\A[^/.\-\s~^:?*\[\\@][^\s~^:?*\[\\]{0,243}(?<![/.])\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BranchName();
}

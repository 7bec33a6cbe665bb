using System.Text.Json;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>Somebody who may push to a branch without a merge request.</summary>
/// <param name="Who">Who, as a noun.</param>
/// <param name="Kind">What they are.</param>
internal sealed record GitLabPusher(string Who, BypassKind Kind)
{
    private const int NoOne = 0;
    private const int Developers = 30;
    private const int Maintainers = 40;
    private const int Administrators = 60;

    /// <summary>Whoever may push to a branch that nothing protects.</summary>
    public static GitLabPusher Developer { get; } = new("developers and maintainers of the project", BypassKind.Role);

    /// <summary>Whether the REST interface tells whose an access level is.</summary>
    /// <param name="level">The access level.</param>
    public static bool IsToldByRest(JsonElement level) => level.Number("access_level") is not null || level.Number("deploy_key_id") is not null || level.Number("user_id") is not null || level.Number("group_id") is not null;

    /// <summary>Whether GraphQL tells whose an access level is.</summary>
    /// <param name="level">The access level.</param>
    public static bool IsToldByGraph(JsonElement level)
    {
        return level.Number("accessLevel") is not null || IsThere("deployKey") || IsThere("user") || IsThere("group");

        bool IsThere(string name) => level.Object(name).ValueKind is JsonValueKind.Object;
    }

    /// <summary>An access level, as the REST interface shows it; null for nobody.</summary>
    /// <param name="level">The access level.</param>
    public static GitLabPusher? OfRest(JsonElement level)
    {
        var name = level.Text("access_level_description");
        return level.Number("deploy_key_id") is not null ? new($"the deploy key '{name}'", BypassKind.Program)
            : level.Number("user_id") is not null ? new($"the person '{name}'", BypassKind.Person)
            : level.Number("group_id") is not null ? new($"the group '{name}'", BypassKind.Group)
            : OfRole(level.Number("access_level"), name);
    }

    /// <summary>An access level, as GraphQL shows it; null for nobody.</summary>
    /// <param name="level">The access level.</param>
    public static GitLabPusher? OfGraph(JsonElement level)
    {
        var name = level.Text("accessLevelDescription");
        return level.Object("deployKey").ValueKind is JsonValueKind.Object ? new($"the deploy key '{level.Object("deployKey").Text("title") ?? name}'", BypassKind.Program)
            : level.Object("user").ValueKind is JsonValueKind.Object ? new($"the person '{level.Object("user").Text("name") ?? name}'", BypassKind.Person)
            : level.Object("group").ValueKind is JsonValueKind.Object ? new($"the group '{level.Object("group").Text("name") ?? name}'", BypassKind.Group)
            : OfRole(level.Number("accessLevel"), name);
    }

    private static GitLabPusher? OfRole(long? level, string? name) => level switch
    {
        NoOne => null,
        Developers => Developer,
        Maintainers => new("maintainers of the project", BypassKind.Role),
        Administrators => new("administrators of the server", BypassKind.Administrators),
        _ => new($"whoever '{name ?? "an access level without a name"}' stands for", BypassKind.Role),
    };
}

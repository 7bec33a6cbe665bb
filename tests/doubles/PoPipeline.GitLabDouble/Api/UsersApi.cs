using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>https://docs.gitlab.com/api/users/, https://docs.gitlab.com/api/metadata/ and https://docs.gitlab.com/api/version/.</summary>
internal static class UsersApi
{
    private const string Version = "18.5.1";

    private const string Revision = "c7f9a2d8e41";

    /// <summary>The endpoints.</summary>
    public static IReadOnlyList<Route> Routes { get; } =
    [
        new("GET", "/user", call => Answer.Ok(Myself(call))) { SignedIn = true },
        new("GET", "/users", List)
        {
            SignedIn = true,
            Takes =
            [
                .. Parameters.Keyset, Parameter.Text("username"), Parameter.Text("search"), Parameter.Boolean("active"), Parameter.Boolean("blocked"),
                Parameter.Boolean("humans"), Parameter.Boolean("without_project_bots"), Parameter.Boolean("exclude_internal"), Parameter.Text("order_by"),
                Parameter.Text("sort", "asc", "desc"),
            ],
        },
        new("GET", "/users/:id#", call => Answer.Ok(Profile(call, Find(call)))) { SignedIn = true, Takes = [Parameter.Boolean("with_custom_attributes")] },
        new("GET", "/version", _ => Answer.Ok(new JsonObject { ["version"] = Version, ["revision"] = Revision })) { SignedIn = true },
        new("GET", "/metadata", _ => Answer.Ok(Metadata())) { SignedIn = true },
    ];

    private static User Find(Call call) => call.World.Users.Find(user => user.Id == call.Integer("id")) ?? throw Refusal.NotFound("User");

    private static Answer List(Call call) => Paginator.Offset(
        call,
        [.. call.World.Users
            .Where(user => call.TextOrNull("username") is not { } name || string.Equals(user.Username, name, StringComparison.OrdinalIgnoreCase))
            .Where(user => call.TextOrNull("search") is not { } part || $"{user.Name} {user.Username}".Contains(part, StringComparison.OrdinalIgnoreCase))
            .Where(user => call.BooleanOrNull("active") is not true || user.State is "active")
            .Where(user => call.BooleanOrNull("blocked") is not true || user.State is "blocked")
            .Where(user => !user.Bot || (call.BooleanOrNull("humans") is not true && call.BooleanOrNull("without_project_bots") is not true))
            .OrderByDescending(user => user.Id)],
        user => Shape.User(call.Origin, user));

    private static JsonObject Profile(Call call, User user)
    {
        var profile = Shape.User(call.Origin, user);
        profile["created_at"] = Shape.Time(user.CreatedAt);
        profile["bio"] = "";
        profile["location"] = "";
        profile["linkedin"] = "";
        profile["twitter"] = "";
        profile["discord"] = "";
        profile["website_url"] = "";
        profile["github"] = "";
        profile["job_title"] = "";
        profile["pronouns"] = null;
        profile["organization"] = "";
        profile["bot"] = user.Bot;
        profile["work_information"] = null;
        profile["local_time"] = null;
        profile["followers"] = 0;
        profile["following"] = 0;
        profile["is_followed"] = false;
        return profile;
    }

    private static JsonObject Myself(Call call)
    {
        var user = call.Me();
        var profile = Profile(call, user);
        profile["email"] = user.Email;
        profile["commit_email"] = user.Email;
        profile["confirmed_at"] = Shape.Time(user.CreatedAt);
        profile["last_activity_on"] = null;
        profile["theme_id"] = 1;
        profile["color_scheme_id"] = 1;
        profile["projects_limit"] = 100;
        profile["current_sign_in_at"] = null;
        profile["last_sign_in_at"] = null;
        profile["identities"] = new JsonArray();
        profile["can_create_group"] = true;
        profile["can_create_project"] = true;
        profile["two_factor_enabled"] = true;
        profile["external"] = false;
        profile["private_profile"] = false;
        return profile;
    }

    private static JsonObject Metadata() => new()
    {
        ["version"] = Version,
        ["revision"] = Revision,
        ["kas"] = new JsonObject { ["enabled"] = false, ["externalUrl"] = null, ["externalK8sProxyUrl"] = null, ["version"] = null },
        ["enterprise"] = false,
    };
}

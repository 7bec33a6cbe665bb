using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>https://docs.gitlab.com/api/members/.</summary>
internal static class MembersApi
{
    /// <summary>The endpoints.</summary>
    public static IReadOnlyList<Route> Routes { get; } =
        [.. Of("groups", call => call.World.FindGroup(call.Caller, call.Text("id")), group => group.Members, group => group.AllMembers()),
         .. Of("projects", call => call.Project(), project => project.Members, project => project.AllMembers())];

    private static IReadOnlyList<Route> Of<T>(string kind, Func<Call, T> find, Func<T, IReadOnlyList<Member>> direct, Func<T, IReadOnlyList<Member>> all)
    {
        Parameter[] filters =
        [
            .. Parameters.Paging, Parameter.Text("query"), Parameter.Integers("user_ids"), Parameter.Integers("skip_users"), Parameter.Boolean("show_seat_info"),
        ];
        return
        [
            new("GET", $"/{kind}/:id/members", call => List(call, direct(find(call)))) { Takes = [.. filters] },
            new("GET", $"/{kind}/:id/members/all", call => List(call, all(find(call)))) { Takes = [.. filters, Parameter.Text("state", "awaiting", "active")] },
            new("GET", $"/{kind}/:id/members/:user_id#", call => One(call, direct(find(call)))),
            new("GET", $"/{kind}/:id/members/all/:user_id#", call => One(call, all(find(call)))),
        ];
    }

    private static Answer One(Call call, IReadOnlyList<Member> members) =>
        members.FirstOrDefault(member => member.User.Id == call.Integer("user_id")) is { } member
            ? Answer.Ok(Json(call.Origin, member))
            : throw Refusal.NotFound();

    private static Answer List(Call call, IReadOnlyList<Member> members)
    {
        var only = Numbers("user_ids");
        var skipped = Numbers("skip_users");
        return Paginator.Offset(
            call,
            [.. members
                .Where(member => call.TextOrNull("query") is not { } part || $"{member.User.Name} {member.User.Username}".Contains(part, StringComparison.OrdinalIgnoreCase))
                .Where(member => call.TextOrNull("state") is not { } state || string.Equals(member.MembershipState, state, StringComparison.Ordinal))
                .Where(member => only.Count == 0 || only.Contains(member.User.Id))
                .Where(member => !skipped.Contains(member.User.Id))],
            member => Json(call.Origin, member));

        HashSet<long> Numbers(string name) => [.. (call.Arguments.GetValueOrDefault(name) as JsonArray)?.Select(item => item?.GetValue<long>() ?? 0) ?? []];
    }

    private static JsonObject Json(string origin, Member member)
    {
        var shape = Shape.User(origin, member.User);
        shape["access_level"] = (int)member.Level;
        shape["created_at"] = Shape.Time(member.CreatedAt);
        shape["created_by"] = Shape.UserOrNull(origin, member.CreatedBy);
        shape["expires_at"] = member.ExpiresAt?.ToString("yyyy-MM-dd");
        shape["group_saml_identity"] = null;
        shape["group_scim_identity"] = null;
        shape["membership_state"] = member.MembershipState;
        return shape;
    }
}

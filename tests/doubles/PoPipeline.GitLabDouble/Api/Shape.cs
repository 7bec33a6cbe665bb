using System.Globalization;
using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Api;

/// <summary>Parts that many answers share, with the fields of GitLab's documented examples.</summary>
internal static class Shape
{
    /// <summary>A time as GitLab writes it; JSON's null for none.</summary>
    public static JsonNode? Time(DateTimeOffset? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time of git's as GitLab writes it.</summary>
    public static JsonNode GitTime(DateTimeOffset time) =>
        JsonValue.Create(time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+00:00'", CultureInfo.InvariantCulture));

    /// <summary>A user in another answer. It does not say whether the user is a bot: only <c>GET /users/:id</c> and GraphQL do.</summary>
    public static JsonObject User(string origin, User user) => new()
    {
        ["id"] = user.Id,
        ["username"] = user.Username,
        ["public_email"] = "",
        ["name"] = user.Name,
        ["state"] = user.State,
        ["locked"] = false,
        ["avatar_url"] = null,
        ["web_url"] = $"{origin}/{user.Username}",
    };

    /// <summary>A user or JSON's null.</summary>
    public static JsonObject? UserOrNull(string origin, User? user) => user is null ? null : User(origin, user);
}

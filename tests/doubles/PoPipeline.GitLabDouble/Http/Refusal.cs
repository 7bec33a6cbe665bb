using System.Text.Json.Nodes;

namespace PoPipeline.Doubles.GitLab.Http;

/// <summary>An answer in GitLab's words that ends the handling of a request.</summary>
internal sealed class Refusal(int status, JsonObject body) : Exception($"{status} {body.ToJsonString()}")
{
    /// <summary>The status code.</summary>
    public int Status { get; } = status;

    /// <summary>The body.</summary>
    public JsonObject Body { get; } = body;

    /// <summary>A 404 of one kind of thing: <c>404 Issue Not Found</c>.</summary>
    public static Refusal NotFound(string thing) => new(404, Told($"404 {thing} Not Found"));

    /// <summary>A 404 of a record that is looked up by its number.</summary>
    public static Refusal NotFound() => new(404, Told("404 Not found"));

    /// <summary>A 403 for want of a role.</summary>
    public static Refusal Forbidden(string? why = null) => new(403, Told(why is null ? "403 Forbidden" : $"403 Forbidden - {why}"));

    /// <summary>A 401 for want of a token.</summary>
    public static Refusal Unauthorized() => new(401, Told("401 Unauthorized"));

    /// <summary>A 400 of a service behind the endpoint.</summary>
    public static Refusal BadRequest(string message) => new(400, Told(message));

    /// <summary>A 400 of the parameters' validation.</summary>
    public static Refusal Invalid(string error) => new(400, new JsonObject { ["error"] = error });

    private static JsonObject Told(string text) => new() { ["message"] = text };
}

using System.Text.Json.Nodes;

namespace PoPipeline.Doubles.GitLab.Http;

/// <summary>What an endpoint answers.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body as JSON; none when null and <see cref="Bytes"/> is null.</param>
internal sealed record Answer(int Status, JsonNode? Body = null)
{
    /// <summary>A body that is not JSON.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>The type of <see cref="Bytes"/>.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>200 with a body.</summary>
    public static Answer Ok(JsonNode body) => new(200, body);

    /// <summary>201 with a body.</summary>
    public static Answer Created(JsonNode body) => new(201, body);

    /// <summary>204.</summary>
    public static Answer NoContent() => new(204);
}

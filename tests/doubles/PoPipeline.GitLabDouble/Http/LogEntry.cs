using System.Text.Json.Nodes;

namespace PoPipeline.Doubles.GitLab.Http;

/// <summary>A request that reached the server.</summary>
public sealed class LogEntry
{
    /// <summary>Its number, from 1, in the order of arrival.</summary>
    public required int Number { get; init; }

    /// <summary>GET, POST, …</summary>
    public required string Method { get; init; }

    /// <summary>The path as it was sent, still encoded.</summary>
    public required string Path { get; init; }

    /// <summary>The query as it was sent, without the question mark.</summary>
    public required string Query { get; init; }

    /// <summary>The body as text.</summary>
    public required string Body { get; init; }

    /// <summary>The user of the token; null for nobody.</summary>
    public string? Actor { get; internal set; }

    /// <summary>The documented endpoint: <c>GET /projects/:id/issues</c>; null where none was found.</summary>
    public string? Endpoint { get; internal set; }

    /// <summary>The status of the answer; null while there is none.</summary>
    public int? Status { get; internal set; }

    /// <summary>What was done to the answer on purpose; null for nothing.</summary>
    public string? Fault { get; internal set; }

    /// <summary>How many requests were being handled when this one arrived, itself included.</summary>
    public required int InFlight { get; init; }

    /// <summary>When it arrived, on a clock that only grows, since the server's start.</summary>
    public required TimeSpan Started { get; init; }

    /// <summary>When its answer was ready; null while it is not.</summary>
    public TimeSpan? Finished { get; internal set; }

    /// <summary>Whether it asked for a change.</summary>
    public bool IsWrite => Method is "POST" or "PUT" or "PATCH" or "DELETE" && !Path.EndsWith("/api/graphql", StringComparison.Ordinal);

    internal JsonObject ToJson() => new()
    {
        ["number"] = Number,
        ["method"] = Method,
        ["path"] = Path,
        ["query"] = Query,
        ["body"] = Body,
        ["actor"] = Actor,
        ["endpoint"] = Endpoint,
        ["status"] = Status,
        ["fault"] = Fault,
        ["inFlight"] = InFlight,
        ["startedMs"] = Started.TotalMilliseconds,
        ["finishedMs"] = Finished?.TotalMilliseconds,
    };
}

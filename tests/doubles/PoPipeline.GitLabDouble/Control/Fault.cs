using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab.Http;

namespace PoPipeline.Doubles.GitLab.Control;

/// <summary>Something that goes wrong with the next requests of a kind.</summary>
public sealed record Fault
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>Only requests of this method; any when null.</summary>
    public string? Method { get; init; }

    /// <summary>Only requests whose decoded path holds this; any when null.</summary>
    public string? Path { get; init; }

    /// <summary>How many requests are let through first.</summary>
    public int Skip { get; init; }

    /// <summary>How many requests it befalls.</summary>
    public int Times { get; init; } = 1;

    /// <summary>The status of an answer.</summary>
    public int Status { get; init; } = 500;

    /// <summary>The body of an answer; GitLab's own for the status when null.</summary>
    public JsonNode? Body { get; init; }

    /// <summary>Headers of an answer, <c>Retry-After</c> for one.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The host that links are turned to, as scheme, host and port.</summary>
    public string Host { get; init; } = "http://203.0.113.1:8080";

    internal bool Befalls(LogEntry request) =>
        (Method is null || string.Equals(Method, request.Method, StringComparison.OrdinalIgnoreCase))
        && (Path is null || Uri.UnescapeDataString(request.Path).Contains(Path, StringComparison.Ordinal));
}

using System.Text.Json.Serialization;

namespace PoPipeline.Forges.GitLab.Api;

/// <summary>Where a page ends.</summary>
internal sealed record GraphPage(
    [property: JsonPropertyName("hasNextPage")] bool HasNext,
    [property: JsonPropertyName("endCursor")] string? End);

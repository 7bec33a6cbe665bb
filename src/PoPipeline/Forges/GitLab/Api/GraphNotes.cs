using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A page of notes.</summary>
internal sealed record GraphNotes(ImmutableArray<GraphNote>? Nodes, [property: JsonPropertyName("pageInfo")] GraphPage? Page);

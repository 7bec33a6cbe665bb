using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PoPipeline.Decisions.Trackers.GitLab.Api;

/// <summary>A page of notes.</summary>
internal sealed record GraphNotes(ImmutableArray<GraphNote>? Nodes, [property: JsonPropertyName("pageInfo")] GraphPage? Page);

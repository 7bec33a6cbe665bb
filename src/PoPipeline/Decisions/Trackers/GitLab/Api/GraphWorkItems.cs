using System.Collections.Immutable;

namespace PoPipeline.Decisions.Trackers.GitLab.Api;

/// <summary>Work items.</summary>
internal sealed record GraphWorkItems(ImmutableArray<GraphWorkItem>? Nodes);

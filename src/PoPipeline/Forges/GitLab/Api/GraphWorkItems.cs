using System.Collections.Immutable;

namespace PoPipeline.Forges.GitLab.Api;

/// <summary>Work items.</summary>
internal sealed record GraphWorkItems(ImmutableArray<GraphWorkItem>? Nodes);

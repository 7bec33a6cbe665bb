using System.Collections.Immutable;

namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A work item.</summary>
/// <param name="Widgets">Its parts, of which only the description is filled in.</param>
internal sealed record GraphWorkItem(ImmutableArray<GraphWidget>? Widgets);

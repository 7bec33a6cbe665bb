using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Something that keeps outsiders away, by its node.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Node">The part that demands it.</param>
internal sealed record FoundGate(GateKind Kind, Expression Node);

using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>Something unsound in a condition, by its node.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Node">The part that it is about.</param>
/// <param name="Why">Why, as a sentence without a full stop.</param>
internal sealed record FoundFault(ConditionFaultKind Kind, Expression Node, string Why);

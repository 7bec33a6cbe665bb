using System.Collections.Immutable;

namespace PoPipeline.InToto.Metadata;

/// <summary>The rules about the materials, or the products, of a step or an inspection.</summary>
/// <param name="Place">Where the list begins; where the step does if it has none.</param>
/// <param name="Rules">The rules, in the order in which they take artifacts out of the queue.</param>
public sealed record RuleList(Place Place, ImmutableArray<PlacedRule> Rules);

/// <summary>A rule where it stands.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Rule">The rule.</param>
public sealed record PlacedRule(Place Place, ArtifactRule Rule);

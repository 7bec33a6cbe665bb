using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.Tekton.Cel;

/// <summary>A part of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text, the name or the operator.</param>
/// <param name="Parts">What it is made of.</param>
internal sealed record CelNode(CelKind Kind, string Text, ImmutableArray<CelNode> Parts);

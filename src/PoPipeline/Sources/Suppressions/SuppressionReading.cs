using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Suppressions;

/// <summary>What one file silences.</summary>
/// <param name="Path">The file.</param>
/// <param name="Suppressions">What was found.</param>
/// <param name="Gap">Why that is not all; null where it is.</param>
internal sealed record SuppressionReading(string Path, ImmutableArray<ForeignSuppression> Suppressions, Gap? Gap);

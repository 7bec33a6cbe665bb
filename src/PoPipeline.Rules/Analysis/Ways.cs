using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.Analysis;

/// <summary>Shows the way of a text.</summary>
internal static class Ways
{
    /// <summary>The places that a text passes, as a finding shows them.</summary>
    /// <param name="value">The text.</param>
    public static ImmutableArray<RelatedPlace> Of(Provenance value) => [.. value.Way.Select(hop => new RelatedPlace(hop.Place, $"the text {hop.Text}"))];
}

using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>A text with what the platform puts into it before anything runs, as far as the files tell.</summary>
/// <param name="Text">The text; what only a run tells stands in it as written, with its marks.</param>
/// <param name="Span">Where it is written.</param>
/// <param name="Anchors">Where each part of it is written.</param>
/// <param name="Interpolations">What only a run tells.</param>
internal sealed record ResolvedText(string Text, Place Span, ImmutableArray<TextAnchor> Anchors, ImmutableArray<Interpolation> Interpolations)
{
    /// <summary>Where a part of it is written.</summary>
    public Place PlaceOf(int offset, int length) => TextAnchor.PlaceOf(Anchors, Span, offset, length);

    /// <summary>Who controls it.</summary>
    public Provenance Provenance => Interpolations.IsEmpty ? Provenance.Constant : Provenance.Join(Interpolations.Select(one => one.Provenance));
}

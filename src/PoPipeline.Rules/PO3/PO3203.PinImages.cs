using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3203: images that a pipeline runs in or beside are named by their digest.</summary>
public sealed class PO3203PinImages : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "Every container image that a pipeline runs is pinned by its digest.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [829, 1357];

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline names a container image.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => Images(pipeline).Any();

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot) =>
        from image in Images(pipeline)
        where !Pins.IsFirm(image.Reference) && image.Reference.Pin is not Pin.Unknown
        let entry = Pins.PolicyFor(image.Reference, snapshot.Policy)
        where entry is null || !Pins.Accepts(entry, image.Reference)
        select new Finding
        {
            Message = Describe(image.Reference),
            Subject = image.Subject,
            Place = image.Reference.Span,
            Severity = entry is not null || Floats(image.Reference) ? Severity.Medium : Severity.Low,
        };

    /// <inheritdoc/>
    protected override IEnumerable<Gap> Missing(Pipeline pipeline, Snapshot snapshot) =>
        Images(pipeline)
            .Where(image => image.Reference.Pin is Pin.Unknown)
            .Select(image => new Gap(image.Subject, image.Reference.Why ?? $"the image '{image.Reference.Text}' is only known when the pipeline runs", Failed: false));

    private static IEnumerable<Reused> Images(Pipeline pipeline) =>
        pipeline.References().Where(entry => entry.Reference.Kind is ReferenceKind.Image);

    // What is republished with every release, so that the next run may well get another content.
    private static bool Floats(Reference image) => image.Pin is Pin.None or Pin.Branch || image.Version?.Value is "latest";

    private static string Describe(Reference image) =>
        Floats(image)
            ? $"The image '{image.Text}' names {Pins.Describe(image)}, so each run may get another content without any change here. Whoever can publish that image "
                + "runs code in this pipeline. Pin it by its digest, 'name:tag@sha256:…', and let a bot update the digest."
            : $"The image '{image.Text}' is named by {Pins.Describe(image)}, which its publisher can move to another content. Pin it by its digest, "
                + "'name:tag@sha256:…', and let a bot update the digest.";
}

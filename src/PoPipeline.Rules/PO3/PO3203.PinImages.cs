using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3203: images that a pipeline runs in or beside are named by their digest.</summary>
public sealed class PO3203PinImages : PipelineRule
{
    private static readonly string[] Builders = ["docker", "podman", "buildah", "nerdctl", "executor", "img"];
    private static readonly string[] HubNames = ["docker.io/library/", "docker.io/"];

    /// <inheritdoc/>
    public override string Summary => "Every container image that a pipeline runs is pinned by its digest.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [829, 1357];

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline names a container image.";

    /// <inheritdoc/>
    protected override bool LooksAtDeployments => true;

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
            Message = Describe(pipeline, image.Reference),
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
        pipeline.References().Where(entry => entry.Reference.Kind is ReferenceKind.Image or ReferenceKind.MachineImage);

    // What is republished with every release, so that the next run may well get another content. One of the images that are there for each release is not.
    private static bool Floats(Reference image) =>
        image.Kind is ReferenceKind.Image && IsMoving(image);

    private static bool IsMoving(Reference image) =>
        image.Pin is Pin.Branch || image.Version?.Value is "latest" || (image.Pin is Pin.None && VersionedNames.VersionIn(image.Name) is null);

    private static string Describe(Pipeline pipeline, Reference image)
    {
        if (image.Kind is ReferenceKind.MachineImage)
        {
            return $"The image of the machine, '{image.Text}', is named by {Pins.Describe(image)}, which its maker moves to another one with each release: the next run may find other programs there, without any change here. Name one release, by its date.";
        }

        var named = $"'{image.Text}'{(Resolved(image) is { } resolved ? $", which is '{resolved}'," : "")}";
        var advice = "Pin it by its digest, 'name:tag@sha256:…', and let a bot update the digest.";

        // Of what a run fills in, or makes itself, nobody knows the digest while the name is written.
        var isOpen = image.Version?.Value.Contains('$', StringComparison.Ordinal) == true;
        if (PlatformProfiles.Of(pipeline.Platform).CommitWord is { } commit && (isOpen || IsBuiltBy(pipeline, image)))
        {
            advice = $"Name it by the commit that it is built from, '{commit}', of which every run has its own.";
            if (isOpen)
            {
                return $"The image {named} is named by {Pins.Describe(image)}, which each run fills in: another run for the same name can put another content there, and no digest of it is known while this is written. {advice}";
            }
        }

        if (image.Pin is Pin.None && VersionedNames.VersionIn(image.Name) is { } version)
        {
            return $"The image {named} has '{version}' in its name, but no tag, so that it is the newest with the tag 'latest', which its publisher can move to another content. {advice}";
        }

        return Floats(image)
            ? $"The image {named} names {Pins.Describe(image)}, so each run may get another content without any change here. Whoever can publish that image "
                + $"runs code in this pipeline. {advice}"
            : $"The image {named} is named by {Pins.Describe(image)}, which its publisher can move to another content. {advice}";
    }

    // What the variables in it hold; null where there is none, or one is not known.
    private static string? Resolved(Reference image)
    {
        if (!image.Text.Contains('$', StringComparison.Ordinal) || image.Name.Contains('$', StringComparison.Ordinal) || image.Version?.Value.Contains('$', StringComparison.Ordinal) == true)
        {
            return null;
        }

        var name = HubNames.Where(start => image.Name.StartsWith(start, StringComparison.Ordinal)).Select(start => image.Name[start.Length..]).FirstOrDefault(image.Name);
        return image.Version is { } version ? $"{name}:{version.Value}" : name;
    }

    // A job of the same pipeline that builds images names it.
    private static bool IsBuiltBy(Pipeline pipeline, Reference image) =>
        image.Text.Contains('$', StringComparison.Ordinal)
        && pipeline.AllSteps().Any(entry => entry.Step.Scripts.Any(script => script.Text.Contains(image.Text, StringComparison.Ordinal)
            && script.Commands.Any(command => Array.IndexOf(Builders, command.Name) >= 0 && command.Words.Any(word => word.Text is "build" or "push" or "bud" or "--destination" || word.Text.StartsWith("--destination=", StringComparison.Ordinal))
                && command.Words.Any(word => word.Text.Contains(image.Text, StringComparison.Ordinal)))));
}

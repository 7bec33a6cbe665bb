using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Releasing;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3305: pipelines that release sign or attest what they release.</summary>
public sealed class PO3305AttestBuilds : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "Pipelines that release packages, images or files sign them, or attest how they were built.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override bool IsMeantFor(Platform platform) => PlatformProfiles.Of(platform).RunsOwnCode;

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline is seen to release anything.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline, Snapshot snapshot) =>
        Attestations.IsJudged(pipeline, snapshot)
        && ((pipeline.Kind is PipelineKind.Workflow && PlatformProfiles.Of(pipeline.Platform).AttestsElsewhere is not null) || Attestations.Of(pipeline, snapshot) is { Releases.IsEmpty: false } or { Open: not null } or { IsCut: true });

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        var attestations = Attestations.Of(pipeline, snapshot);
        if (attestations.IsAttested || attestations.Unread is not null || IsNamedElsewhere(pipeline, attestations) || attestations.Unseen is not null || attestations.Doubtful is not null || attestations.IsCut)
        {
            yield break;
        }

        var asked = snapshot.Policy.Toolchain.AttestReleases;
        foreach (var release in attestations.Releases.Where(release => !attestations.Covers(release) && release.IsSure && !attestations.MayBeByIdentity(release)).DistinctBy(release => release.Pipeline.SubjectOf(release.Job), StringComparer.Ordinal))
        {
            yield return new Finding
            {
                Message = PlatformProfiles.Of(pipeline.Platform).AttestsNamed is { } why
                    ? $"{WhatOf(release)} releases {release.Things} nothing here signs, and {why}. Name what is built in a result, or sign what is released, and tell those who use it how to verify that."
                    : $"{WhatOf(release)} releases {release.Things} nothing here signs or attests: whoever gets it cannot tell whether it comes from this pipeline and this code. "
                        + "Attest the build where it is made, or sign what is released, and tell those who use it how to verify that.",
                Subject = $"{release.Pipeline.SubjectOf(release.Job)}/attest",
                Place = release.Way?.From ?? release.Span,
                Severity = asked ? Model.Results.Severity.Medium : Model.Results.Severity.Low,
                Pedantic = !asked,
                Related =
                [
                    .. release.Way is null ? [] : (RelatedPlace[])[new RelatedPlace(release.Span, "what releases")],
                    .. attestations.RefusedFor(release) is { } refused ? (RelatedPlace[])[new RelatedPlace(refused.Place, $"what attests nothing: its job '{refused.Job?.Id}' is not granted a token that shows its identity")] : [],
                ],
            };
        }
    }

    // What is signed outside of the files is no pass, and no failure.
    /// <inheritdoc/>
    protected override IEnumerable<Gap> Missing(Pipeline pipeline, Snapshot snapshot)
    {
        var attestations = Attestations.Of(pipeline, snapshot);
        if (attestations.IsAttested)
        {
            yield break;
        }

        var isPedantic = !snapshot.Policy.Toolchain.AttestReleases;
        if (IsNamedElsewhere(pipeline, attestations))
        {
            yield return new Gap(pipeline.Path, PlatformProfiles.Of(pipeline.Platform).AttestsElsewhere!, Failed: false) { Pedantic = isPedantic, OnlySettings = true };
        }
        else if (attestations.Unseen is { } calls)
        {
            yield return new Gap(pipeline.Path, $"whether '{calls.Text}' attests what is released is not in the repository", Failed: false) { Pedantic = isPedantic };
        }
        else if (attestations.Doubtful is { } doubtful)
        {
            yield return new Gap(pipeline.Path, $"whether '{WorkspaceRun.Shorten(doubtful)}' comes to what signs is not known: only the run knows, or it cannot be read", Failed: false) { Pedantic = isPedantic };
        }
        else if (attestations.IsCut)
        {
            yield return new Gap(pipeline.Path, "it calls more pipelines, or files of commands, than are followed, or such that cannot be read, so that what those release and sign is not known", Failed: true) { Pedantic = isPedantic };
        }
        else if (attestations.Unread is { } unread)
        {
            yield return new Gap(unread.Place.Path, $"whether it has '{unread.Program}' sign what is released is not known: {unread.Unreadable}", Failed: true) { Pedantic = isPedantic };
        }
        else if (attestations.Releases.FirstOrDefault(release => !release.IsSure && !attestations.Covers(release)) is { } doubted)
        {
            yield return new Gap(pipeline.Path, WhyUnsure(doubted), Failed: false) { Pedantic = isPedantic };
        }
        else if (attestations.Releases.FirstOrDefault(release => !attestations.Covers(release) && attestations.MayBeByIdentity(release))?.Job is { } trusted)
        {
            yield return new Gap(
                pipeline.Path,
                $"npm attests by itself what the job '{trusted.Id}' publishes where the registry trusts the job by its identity, and repository and package are public, which no file tells; 'npm publish --provenance' says so in the file",
                Failed: false)
            { Pedantic = isPedantic, OnlySettings = true };
        }
        else if (attestations is { Releases.IsEmpty: true, Open: { } asked })
        {
            yield return new Gap(pipeline.Path, $"whether '{asked.Text}' releases is said by the input '{asked.Input}', which nothing here tells", Failed: false) { Pedantic = isPedantic };
        }
    }

    private static string WhyUnsure(Release release) => release.MayNotRun is { } why ? $"whether {WhatOf(release)} is run is not known: {why}"
        : release.Doubt is { } files ? $"whether '{release.What}', in the job '{release.Job.Id}', hands out files is not known: what '{files}' becomes only the run knows"
        : $"whether '{release.What}', in the job '{release.Job.Id}', attests what it releases is not known: what '{release.Open}' becomes only the run knows";

    private static string WhatOf(Release release) =>
        $"'{release.What}', {(release.Way is { } way ? $"to which '{WorkspaceRun.Shorten(way.Text)}' leads " : "")}in the job '{release.Job.Id}',";

    // Nothing that is built may be named, and then there is nothing to attest wherever that would be done.
    private static bool IsNamedElsewhere(Pipeline pipeline, Attestations attestations) =>
        PlatformProfiles.Of(pipeline.Platform) is { AttestsElsewhere: not null } profile
        && (profile.AttestsNamed is null || attestations.IsNamed || attestations.Releases.IsEmpty);
}

using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

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
    protected override bool Applies(Pipeline pipeline) =>
        pipeline.Kind is PipelineKind.Workflow && (PlatformProfiles.Of(pipeline.Platform).AttestsElsewhere is not null || pipeline.Jobs.Any(job => Releases.In(job) is not null));

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        if (IsAttested(pipeline, snapshot) || PlatformProfiles.Of(pipeline.Platform).AttestsElsewhere is not null || Unseen(pipeline) is not null)
        {
            yield break;
        }

        var asked = snapshot.Policy.Toolchain.AttestReleases;
        foreach (var job in pipeline.Jobs)
        {
            if (Releases.In(job) is { } release)
            {
                yield return new Finding
                {
                    Message = $"'{release.Value}', in the job '{job.Id}', releases what nothing here signs or attests: whoever gets it cannot tell whether it comes from this pipeline and this code. "
                        + "Attest the build where it is made, or sign what is released, and tell those who use it how to verify that.",
                    Subject = $"{pipeline.SubjectOf(job)}/attest",
                    Place = release.Span,
                    Severity = asked ? Model.Results.Severity.Medium : Model.Results.Severity.Low,
                    Pedantic = !asked,
                };
            }
        }
    }

    // What is signed outside of the files is no pass, and no failure.
    /// <inheritdoc/>
    protected override IEnumerable<Gap> Missing(Pipeline pipeline, Snapshot snapshot)
    {
        if (IsAttested(pipeline, snapshot))
        {
            yield break;
        }

        var isPedantic = !snapshot.Policy.Toolchain.AttestReleases;
        if (PlatformProfiles.Of(pipeline.Platform).AttestsElsewhere is { } why)
        {
            yield return new Gap(pipeline.Path, why, Failed: false) { Pedantic = isPedantic, OnlySettings = true };
        }
        else if (Unseen(pipeline) is { } calls)
        {
            yield return new Gap(pipeline.Path, $"whether '{calls.Text}' attests what is released is not in the repository", Failed: false) { Pedantic = isPedantic };
        }
    }

    private static bool IsAttested(Pipeline pipeline, Snapshot snapshot)
    {
        var toolchain = Toolchain.Of(snapshot);
        var seen = new HashSet<string>(StringComparer.Ordinal) { pipeline.Key };
        var open = new Queue<Pipeline>([pipeline]);
        while (open.TryDequeue(out var next))
        {
            if (toolchain.Of(next).Any(evidence => evidence.Types.Any(type => type is ToolType.Signing or ToolType.Provenance)))
            {
                return true;
            }

            foreach (var target in next.Jobs.SelectMany(job => job.Steps.Select(step => step.Uses?.Target).Prepend(job.Calls?.Target)).OfType<string>())
            {
                foreach (var called in snapshot.Pipelines)
                {
                    if (called.CalledAs.Contains(target, StringComparer.Ordinal) && seen.Add(called.Key))
                    {
                        open.Enqueue(called);
                    }
                }
            }
        }

        return false;
    }

    private static Reference? Unseen(Pipeline pipeline) =>
        pipeline.Jobs.Select(job => job.Calls).FirstOrDefault(calls => calls is { Kind: ReferenceKind.ReusablePipeline, Target: null });
}

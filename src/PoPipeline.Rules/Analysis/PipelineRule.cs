using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Analysis;

/// <summary>A rule that looks at each pipeline by itself. A pipeline that could not be read is a gap, never a pass.</summary>
public abstract class PipelineRule : Rule
{
    private const int MostEvidence = 100;

    /// <summary>Whether it looks at what is deployed without a job, too.</summary>
    protected virtual bool LooksAtDeployments => false;

    /// <inheritdoc/>
    public override bool IsMeantFor(Platform platform) => LooksAtDeployments || PlatformProfiles.Of(platform).HasJobs;

    /// <summary>Whether it has anything to look at on a platform, in a repository.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="snapshot">The repository.</param>
    protected virtual bool IsMeantFor(Platform platform, Snapshot snapshot) => IsMeantFor(platform);

    /// <inheritdoc/>
    public sealed override Verdict Judge(Snapshot snapshot)
    {
        var pipelines = snapshot.Pipelines.Where(pipeline => IsMeantFor(pipeline.Platform, snapshot) && (pipeline.Unreadable is not null || pipeline.Unseen is not null || Applies(pipeline, snapshot))).ToImmutableArray();
        ImmutableArray<Gap> unread = [.. Unread.GapsOf(snapshot), .. UnknownKeys.GapsOf(snapshot, platform => IsMeantFor(platform, snapshot))];
        if (pipelines.IsEmpty && snapshot.Repository.Gaps.IsEmpty && unread.IsEmpty)
        {
            return Verdict.NotApplicable(snapshot.Pipelines.IsEmpty ? "The repository has no pipeline." : NothingToJudge);
        }

        var readable = pipelines.Where(pipeline => pipeline.Unreadable is null).ToImmutableArray();
        var templates = snapshot.IgnoredPipelines.Where(ignored => ignored.IsTemplate).Select(ignored => ignored.Path).ToHashSet(StringComparer.Ordinal);
        return new Verdict
        {
            Judged = readable.Length,
            IsPerFile = true,

            // Where jobs share what is written once, it is told once.
            Findings = [.. Once(readable.SelectMany(pipeline => Weighed(pipeline, snapshot, templates)))],
            Gaps = [.. snapshot.Repository.Unlisted,
                .. unread,
                .. pipelines.Where(pipeline => pipeline.Unreadable is not null).Select(pipeline => new Gap(pipeline.Path, pipeline.Unreadable!, Failed: true)),
                .. readable.Where(pipeline => pipeline.Unseen is not null).Select(pipeline => new Gap(pipeline.Path, pipeline.Unseen!, Failed: false)),
                .. readable.SelectMany(pipeline => Missing(pipeline, snapshot))],
            Evidence = [.. readable.SelectMany(pipeline => Evidence(pipeline, snapshot)).Distinct().Take(MostEvidence)],
            Reason = $"{readable.Length} of {Counted.Of(pipelines.Length, "pipeline")} looked at.",
        };
    }

    // What never runs here harms nobody here; whoever makes something of the template judges it there.
    private IEnumerable<Finding> Weighed(Pipeline pipeline, Snapshot snapshot, HashSet<string> templates) =>
        !HarmsUnrun && templates.Contains(pipeline.Path)
            ? Look(pipeline, snapshot).Select(finding => finding with { Severity = (finding.Severity ?? Severity) is Severity.Low ? finding.Severity : Severity.Low })
            : Look(pipeline, snapshot);

    /// <summary>Whether what it finds harms also where the pipeline never runs, as whoever can read the file has it.</summary>
    protected virtual bool HarmsUnrun => false;

    // Of several, the one whose subject comes first, whatever the order of the files is.
    private static IEnumerable<Finding> Once(IEnumerable<Finding> findings) =>
        findings.GroupBy(finding => new { finding.Place, finding.Message }).Select(alike => alike.MinBy(finding => finding.Subject, StringComparer.Ordinal)!);

    /// <summary>Why the rule does not apply when there are pipelines but none that it looks at, as a sentence.</summary>
    protected virtual string NothingToJudge => "No pipeline has what this rule looks at.";

    /// <summary>Whether the pipeline has what the rule looks at.</summary>
    protected virtual bool Applies(Pipeline pipeline) => true;

    /// <summary>Whether the pipeline has what the rule looks at, for a rule that needs to know more of the repository for that.</summary>
    protected virtual bool Applies(Pipeline pipeline, Snapshot snapshot) => Applies(pipeline);

    /// <summary>What is wrong in one pipeline.</summary>
    protected abstract IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot);

    /// <summary>What the rule would need to know of this pipeline and the snapshot does not hold.</summary>
    protected virtual IEnumerable<Gap> Missing(Pipeline pipeline, Snapshot snapshot) => [];

    /// <summary>What in a pipeline speaks for a pass.</summary>
    protected virtual IEnumerable<RelatedPlace> Evidence(Pipeline pipeline, Snapshot snapshot) => [];
}

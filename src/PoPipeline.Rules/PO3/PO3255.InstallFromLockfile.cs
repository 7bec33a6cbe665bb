using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3255: what a pipeline installs is what the lock file says.</summary>
public sealed class PO3255InstallFromLockfile : PipelineRule
{
    private readonly ConditionalWeakTable<Snapshot, ProjectInstalls> joined = [];

    /// <inheritdoc/>
    public override string Summary => "Where a project has a lock file, pipelines install its packages by commands that take what it says, or fail.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [1357];

    /// <inheritdoc/>
    public override bool IsMeantFor(Platform platform) => PlatformProfiles.Of(platform) is { HasJobs: true, HasWorkspace: true };

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline installs what a project with a lock file asks for, as far as its own commands say.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline, Snapshot snapshot) => !Installs(pipeline, snapshot).IsEmpty;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        var delivers = new Lazy<bool>(() => pipeline.Jobs.Any(job => Releases.In(job) is not null));
        return Installs(pipeline, snapshot)
            .Where(install => install.Unknown is null && (install.IsOtherTool || install.Act.Use is LockUse.Rewrites or LockUse.Ignores))
            .GroupBy(install => (install.Job.Id, install.Project.Folder, install.Act.Ecosystem, install.IsOtherTool))
            .Select(alike => Found(pipeline, [.. alike], delivers.Value));
    }

    // What could not be looked at is no pass.
    /// <inheritdoc/>
    protected override IEnumerable<Gap> Missing(Pipeline pipeline, Snapshot snapshot) =>
        Installs(pipeline, snapshot).Where(install => install.Unknown is not null)
            .Select(install => new Gap($"{pipeline.SubjectOf(install.Job)}/{install.Text.Trim()}", $"whether it takes what '{install.Lock}' says is not known: {install.Unknown}", Failed: false))
            .Distinct();

    private ImmutableArray<ProjectInstall> Installs(Pipeline pipeline, Snapshot snapshot) => joined.GetValue(snapshot, one => new ProjectInstalls(one)).Of(pipeline);

    private static Finding Found(Pipeline pipeline, ImmutableArray<ProjectInstall> alike, bool delivers)
    {
        var first = alike[0];
        var lockfile = first.Lock;
        var others = alike.Length > 1 ? $", as may {Counted.Of(alike.Length - 1, "other command")} of the job" : "";
        var what = first.IsOtherTool
            ? $"'{WorkspaceRun.Shorten(first.Text)}' takes nothing from '{lockfile}', which another tool reads{others}, so that the versions are those of the day"
            : $"'{WorkspaceRun.Shorten(first.Text)}' may take other packages than '{lockfile}' says{others}: {first.Act.Why}";
        var then = delivers
            ? "What the pipeline hands out is then made of packages that nobody has looked at, and cannot be made once more"
            : "Its checks then say something of other packages than the lock file names";
        var advice = first.IsOtherTool ? $"Install with the tool that wrote '{lockfile}', and have it fail where that does not fit."
            : first.Act is { Decider.Span: { } written, Instead: { } other } ? $"Change what '{written.Path}' sets in line {written.Region.StartLine}, or use '{other}'."
            : first.Act.Decider?.Span is { } only ? $"Change what '{only.Path}' sets in line {only.Region.StartLine}."
            : first.Act.Instead is { } instead ? $"Use '{instead}'." : $"Have it fail where '{lockfile}' does not fit.";
        return new Finding
        {
            Message = $"{what}. {then}. {advice}",
            Subject = $"{pipeline.SubjectOf(first.Job)}/{first.Act.Ecosystem}/{first.Project.Folder}",
            Place = first.Place,
            Severity = delivers && !first.IsOtherTool ? Severity.Medium : Severity.Low,
            Related = first is { IsOtherTool: false, Act.Decider: { Span: { } span } setting }
                ? [new RelatedPlace(Place.StartOf(lockfile), "the lock file"), new RelatedPlace(span, $"where '{setting.Name}' is set, which decides")]
                : [new RelatedPlace(Place.StartOf(lockfile), "the lock file")],
        };
    }
}

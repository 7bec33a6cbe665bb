using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Builds;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Releasing;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3255: what a pipeline installs is what the lock file says.</summary>
public sealed class PO3255InstallFromLockfile : PipelineRule
{
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
    protected override bool Applies(Pipeline pipeline, Snapshot snapshot) => !Installs(pipeline, snapshot).IsEmpty || !ProjectInstalls.In(snapshot).Unread(pipeline).IsEmpty || !ProjectInstalls.In(snapshot).Holes(pipeline).IsEmpty;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        var delivers = new Lazy<bool>(() => Releases.In(pipeline).Count > 0);
        return Installs(pipeline, snapshot)
            .Where(install => install.Unknown is null && (install.IsOtherTool || install.Act.Use is LockUse.Rewrites or LockUse.Ignores))
            .GroupBy(install => (WhereOf(pipeline, install), install.Project.Folder, install.Act.Ecosystem, install.IsOtherTool))
            .Select(alike => Found(alike.Key.Item1, [.. alike.DistinctBy(install => install.Place)], delivers.Value));
    }

    // What could not be looked at is no pass.
    /// <inheritdoc/>
    protected override IEnumerable<Gap> Missing(Pipeline pipeline, Snapshot snapshot)
    {
        var gaps = Installs(pipeline, snapshot).Where(install => install.IsOpen)
            .Select(install => new Gap($"{WhereOf(pipeline, install)}/{install.Text.Trim()}", $"whether it takes what {install.LockInWords} says is not known: {install.Unknown}", Failed: false))
            .Distinct()
            .Concat(ProjectInstalls.In(snapshot).Unread(pipeline).Select(file => new Gap(file.Path, $"a pipeline calls it, and what it installs is not known: {file.Unreadable}", Failed: true)))
            .Concat(ProjectInstalls.In(snapshot).Holes(pipeline).Select(hole => new Gap(hole.Subject, $"a pipeline runs it, and what it installs is not known: {hole.Why}", Failed: false)));
        return ProjectInstalls.In(snapshot).IsCut(pipeline)
            ? gaps.Append(new Gap(pipeline.Subject, "it calls more files of commands than are followed, so that what the others install is not known", Failed: true))
            : gaps;
    }

    private static ImmutableArray<ProjectInstall> Installs(Pipeline pipeline, Snapshot snapshot) => ProjectInstalls.In(snapshot).Of(pipeline);

    /// <inheritdoc/>
    protected override IEnumerable<RelatedPlace> Evidence(Pipeline pipeline, Snapshot snapshot) =>
        Installs(pipeline, snapshot).Where(install => install is { Unknown: null, IsOtherTool: false, Act.Use: LockUse.Honours })
            .Select(install => new RelatedPlace(install.Place, $"'{WorkspaceRun.Shorten(install.Text)}' takes what '{install.Lock}' says, or fails: {install.Act.Why}"))
            .Distinct();

    // A command in a file that several jobs call is the same one.
    private static string WhereOf(Pipeline pipeline, ProjectInstall install) =>
        install.Way is { } way ? $"{way.File.Path}#{pipeline.Key}" : pipeline.SubjectOf(install.Job);

    private static Finding Found(string where, ImmutableArray<ProjectInstall> alike, bool delivers)
    {
        var first = alike[0];
        var lockfile = first.Lock;
        var others = alike.Length > 1 ? $", as may {Counted.Of(alike.Length - 1, "other command")} of the {(first.Way is null ? "job" : "file")}" : "";
        var what = first.IsOtherTool
            ? $"'{WorkspaceRun.Shorten(first.Text)}'{first.Behind} takes nothing from '{lockfile}', which another tool reads{others}, so that the versions are those of the day"
            : $"'{WorkspaceRun.Shorten(first.Text)}'{first.Behind} may take other packages than '{lockfile}' says{others}: {first.Act.Why}";
        var then = delivers
            ? "What the pipeline hands out is then made of packages that nobody has looked at, and cannot be made once more"
            : "Its checks then say something of other packages than the lock file names";
        var advice = first.IsOtherTool ? $"Install with the tool that wrote '{lockfile}', and have it fail where that does not fit."
            : first.Act is { Decider.Span: { } written, Instead: { } other } ? $"Change what '{written.Path}' sets in line {written.Region.StartLine}, or use '{other}'."
            : first.Act.Decider?.Span is { } only ? $"Change what '{only.Path}' sets in line {only.Region.StartLine}."
            : first.Act is { Instead: { } locked, Writing: { } writing } ? $"Use '{locked}', or '{writing}' where all it is there for is to write '{lockfile}'."
            : first.Act.Instead is { } instead ? $"Use '{instead}'." : $"Have it fail where '{lockfile}' does not fit.";
        return new Finding
        {
            Message = $"{what}. {then}. {advice}",
            Subject = $"{where}/{first.Act.Ecosystem}/{first.Project.Folder}",
            Place = first.Place,
            Severity = delivers && !first.IsOtherTool ? Severity.Medium : Severity.Low,
            Related =
            [
                .. first.Way is { } from ? (ImmutableArray<RelatedPlace>)[new RelatedPlace(from.From, "what the pipeline runs")] : [],
                new RelatedPlace(Place.StartOf(lockfile), "the lock file"),
                .. first is { IsOtherTool: false, Act.Decider: { Span: { } span } setting } ? (ImmutableArray<RelatedPlace>)[new RelatedPlace(span, $"where '{setting.Name}' is set, which decides")] : [],
            ],
        };
    }
}

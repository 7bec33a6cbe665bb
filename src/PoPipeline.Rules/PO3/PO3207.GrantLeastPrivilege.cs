using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3207: a pipeline's own token may do no more than its jobs need.</summary>
public sealed class PO3207GrantLeastPrivilege : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "Every pipeline says what its own token may do, and grants write access only to the job that needs it.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override bool Fixable => true;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [250, 732];

    /// <inheritdoc/>
    protected override bool LooksAtDeployments => true;

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) =>
        (pipeline.Kind is PipelineKind.Workflow && (pipeline.Jobs.Length > 0 || pipeline.Permissions is not null)) || !pipeline.TokenReach.IsEmpty || pipeline.Deployment is not null;

    // What no file can say was not looked at, and is no pass.
    /// <inheritdoc/>
    protected override IEnumerable<Gap> Missing(Pipeline pipeline, Snapshot snapshot) =>
        pipeline.Kind is PipelineKind.Workflow && PlatformProfiles.Of(pipeline.Platform).TokenRightsElsewhere is { } why ? [new Gap($"{pipeline.Subject}permissions", why, Failed: false) { OnlySettings = true }] : [];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        var isPrivileged = CallGraph.Of(snapshot).ExposuresOf(pipeline).Any(exposure => exposure.IsPrivileged);

        // All scripts of the file, which only a finding needs.
        var heirs = new Lazy<string>(() => JobWork.Of(pipeline.Jobs.Where(job => job.Permissions is null)));
        return
        [
            .. Broad(pipeline, pipeline.Permissions, "permissions", isPrivileged).Select(finding => finding with { Evidence = heirs.Value }),
            .. pipeline.Jobs.SelectMany(job => Broad(pipeline, job.Permissions, $"{job.Id}/permissions", isPrivileged).Select(finding => finding with { Evidence = JobWork.Of([job]) })),
            .. pipeline.Deployment is null ? [] : WideGrants.In(pipeline),
            .. Silent(pipeline),
            .. Shared(pipeline, heirs),
            .. Reaching(pipeline),
            .. Opened(pipeline),
        ];
    }

    // Who may change or start it, where its file could say that.
    private static IEnumerable<Finding> Opened(Pipeline pipeline) =>
        pipeline.OpenRights.Select(right => new Finding
        {
            Message = right.Kind switch
            {
                OpenRightKind.Unsaid => $"'{right.Text}' is missing, so that nothing here says who may change these pipelines and who may start them: where the platform was not told otherwise, everybody who may use it can. "
                    + "Name the groups that may look, change and start.",
                OpenRightKind.Empty => $"'{right.Text}' names nobody, so that it keeps nobody away: everybody who may use the platform can change these pipelines and start them. Name the groups that may look, change and start.",
                OpenRightKind.NoWriters => $"'{right.Text}' names nobody who may change these pipelines, so that there is nothing to compare whoever changes the file with. Name the group that may.",
                OpenRightKind.NoStarters => $"'{right.Text}' names nobody who may start these pipelines, so that everybody who may look at them can. Name the group that may.",
                OpenRightKind.Callers => $"'{right.Text}' starts the pipeline for whatever is sent to its address, and whoever sends it says what it starts with. Demand a value there that only those know who may start it.",
                OpenRightKind.Branches => $"'{right.Text}' starts the pipeline for every branch that is pushed, also for one that nobody reviewed. Name the branch.",
                OpenRightKind.Tags => $"'{right.Text}' starts the pipeline for every image that is pushed, whatever its tag is. Name the tags that are releases.",
                _ => $"'{right.Text}' lets everybody who may use the platform do this with these pipelines. Name the groups that need it.",
            },
            Subject = $"{pipeline.Subject}rights/{right.Kind}/{right.Text}",
            Place = right.Span,
            Severity = right.Kind is OpenRightKind.Unsaid or OpenRightKind.NoStarters or OpenRightKind.Branches or OpenRightKind.Tags ? Severity.Low : Severity.Medium,
        });

    private static IEnumerable<Finding> Broad(Pipeline pipeline, TokenPermissions? permissions, string subject, bool isPrivileged) => permissions?.Rest switch
    {
        Access.Write =>
        [
            new Finding
            {
                Message = PlatformProfiles.Of(pipeline.Platform).EveryRight
                    + (isPrivileged ? ", in a run that anybody from outside can start. " : ". ")
                    + $"{PlatformProfiles.Of(pipeline.Platform).GrantLess}{ForMost(pipeline)}.",
                Subject = $"{pipeline.Subject}{subject}",
                Place = permissions.Span,
                Severity = isPrivileged ? Severity.High : Severity.Medium,
            },
        ],
        Access.Read =>
        [
            new Finding
            {
                Message = $"The token may read everything, also what no step needs. Grant by name what the jobs read{ForMost(pipeline)}.",
                Subject = $"{pipeline.Subject}{subject}",
                Place = permissions.Span,
                Severity = Severity.Low,
                Pedantic = true,
            },
        ],
        _ => [],
    };

    // A token for other repositories than the one that the run is for.
    private static IEnumerable<Finding> Reaching(Pipeline pipeline) =>
        pipeline.TokenReach.Where(pattern => pattern.Value.Contains('*', StringComparison.Ordinal)).Select(pattern => new Finding
        {
            Message = $"The token of each run works in every repository that '{pattern.Value}' meets, also in those that are made later: whoever changes one pipeline can change them all. Name the repositories that the runs need.",
            Subject = $"{pipeline.Subject}token/{pattern.Value}",
            Place = pattern.Span,
        });

    private static string ForMost(Pipeline pipeline) => PlatformProfiles.Of(pipeline.Platform).LeastGrant is { } grant ? $", '{grant}' for most" : "";

    // Where nothing is said, a default of the organisation holds, which may be to write everything.
    private static IEnumerable<Finding> Silent(Pipeline pipeline)
    {
        var silent = pipeline.Jobs.Where(job => pipeline.PermissionsOf(job) is null).ToImmutableArray();
        if (silent.IsEmpty || PlatformProfiles.Of(pipeline.Platform).ReadOnlyToken is not { } words)
        {
            return [];
        }

        // What is only called gets at most what its caller has.
        var isOnlyCalled = !pipeline.Triggers.IsEmpty && pipeline.Triggers.All(trigger => trigger.IsCall);
        var jobs = silent.Length == pipeline.Jobs.Length ? "No job says" : silent.Length == 1 ? "One job does not say" : $"{Counted.Of(silent.Length, "job")} do not say";
        return
        [
            new Finding
            {
                Message = $"{jobs} what the token may do, and the pipeline as a whole does not either, so the default of the organisation or repository holds. That default is not "
                    + $"visible in the files, and it may be to write everything. Write '{words}' at the top and grant more to the job that needs it.",
                Subject = $"{pipeline.Subject}permissions",
                Place = silent[0].Span,
                Evidence = JobWork.Of(silent),
                Severity = Severity.Low,
                Pedantic = isOnlyCalled,
                Related = [.. silent.Skip(1).Select(job => new RelatedPlace(job.Span, "another job that says nothing"))],
                Fix = silent.All(job => TokenNeeds.OnlyReadsCode(pipeline, job)) ? pipeline.PermissionsFix : null,
            },
        ];
    }

    // A grant for the whole pipeline reaches every job that has no word of its own.
    private static IEnumerable<Finding> Shared(Pipeline pipeline, Lazy<string> work)
    {
        var heirs = pipeline.Jobs.Count(job => job.Permissions is null);
        return heirs == 0 ? [] : (pipeline.Permissions?.Grants ?? [])
            .Where(grant => grant.Access is Access.Write)
            .Select(grant => new Finding
            {
                Message = heirs == 1
                    ? $"'{grant.Scope}: write' is granted to the whole pipeline although one job uses it; a job added later gets it as well. Grant it in that job."
                    : $"'{grant.Scope}: write' is granted to {Counted.Of(heirs, "job")} at once, also to those that do not need it, so that each step in them, and all code that it reuses, "
                        + "can use it. Grant it only in the job that needs it.",
                Subject = $"{pipeline.Subject}permissions/{grant.Scope}",
                Place = grant.Span,
                Evidence = work.Value,
                Severity = Severity.Low,
                Pedantic = heirs == 1,
            });
    }
}

using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3214: a machine that outlives a job runs nothing that outsiders wrote, and no job breaks out of its container.</summary>
public sealed class PO3214IsolateRunners : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "No runner that outlives its job executes an outsider's change, and no container is given the machine it runs on.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [250, 653];

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline runs a job.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) => pipeline.Kind is PipelineKind.Workflow && pipeline.Jobs.Any(job => job.Runner is not null);

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        var exposures = CallGraph.Of(snapshot).ExposuresOf(pipeline);
        return pipeline.Jobs.SelectMany(job => Reachable(pipeline, job, Exposure.Of(pipeline, job, exposures)).Concat(Opened(pipeline, job)));
    }

    private static IEnumerable<Finding> Reachable(Pipeline pipeline, Job job, ImmutableArray<Exposure> exposures)
    {
        var isForeign = pipeline.ForeignCheckoutsOf(job).Count > 0;
        // An event without secrets runs the outsider's own version of the pipeline; a privileged one runs the repository's.
        var exposure = exposures.FirstOrDefault(exposure => exposure.IsOutsider && (!exposure.IsPrivilegedEvent || isForeign));
        return job.Runner is not { Kind: RunnerKind.SelfHosted } runner || exposure is null || !pipeline.GatesOf(job).IsEmpty
            ? []
            :
            [
                new Finding
                {
                    Message = $"The job '{job.Id}' runs on a machine of the organisation's own, and '{exposure.Trigger.Name}' lets anybody from outside have code run there. Unless "
                        + "the machine is thrown away after each job, what one change leaves behind is found by the next one's secrets. Use the platform's own machines for outsiders' "
                        + "changes, or machines that live for one job.",
                    Subject = $"{pipeline.SubjectOf(job)}/runner",
                    Place = runner.Span,
                    Severity = exposure.IsPrivilegedEvent ? Severity.High : Severity.Medium,
                    Related = [new RelatedPlace(exposure.Trigger.Span, "what lets outsiders start it")],
                },
            ];
    }

    private static IEnumerable<Finding> Opened(Pipeline pipeline, Job job) =>
        from container in job.Services.Append(job.Container).OfType<Container>()
        from hole in ContainerHoles.In(container)
        select new Finding
        {
            Message = $"'{hole.Text}' gives {(container.Name is null ? "the job's container" : $"the service '{container.Name}'")} {hole.What}, so that whoever controls a step controls "
                + (job.Runner?.Kind is RunnerKind.Hosted ? "the whole machine of this job. " : "the machine, and every other job that runs on it. ")
                + "Leave it out, or grant the one capability or device that is needed.",
            Subject = $"{pipeline.SubjectOf(job)}/{container.Name ?? "container"}/{hole.What}",
            Place = hole.Span,
            // The platform's own machine is thrown away after the job, and holds nothing else.
            Severity = job.Runner?.Kind switch { RunnerKind.SelfHosted => Severity.High, RunnerKind.Hosted => Severity.Low, _ => Severity.Medium },
            Pedantic = job.Runner?.Kind is RunnerKind.Hosted,
        };
}

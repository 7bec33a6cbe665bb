using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3206: a privileged run never executes code that an outsider wrote.</summary>
public sealed class PO3206KeepUntrustedCodeAwayFromSecrets : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "No run that has secrets or a token that can write executes code that an outsider wrote.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [829, 94];

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline puts code into a workspace.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) =>
        pipeline.AllSteps().Any(entry => entry.Step.Checkout is not null || ForeignCheckout.In(entry.Step) is not null);

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        var exposures = CallGraph.Of(snapshot).ExposuresOf(pipeline);
        return from job in pipeline.Jobs
               let exposure = Exposure.Of(job, exposures).FirstOrDefault(exposure => exposure.IsPrivileged)
               where exposure is not null
               let runs = new WorkspaceRuns(job)
               let hurdles = pipeline.HurdlesOf(job)
               from entry in pipeline.StepsOf(job)
               let checkout = ForeignCheckout.In(entry.Step)
               where checkout is not null
               let finding = Judge(pipeline, job, entry.Index, checkout, exposure, runs, hurdles)
               where finding is not null
               select finding;
    }

    private static Finding? Judge(Pipeline pipeline, Job job, int index, ForeignCheckout checkout, Exposure exposure, WorkspaceRuns workspace, ImmutableArray<Hurdle> hurdles)
    {
        var arrival = hurdles[index];
        if (arrival is Hurdle.Firm)
        {
            return null;
        }

        var runs = workspace.After(index, checkout.Directory)
            .Where(run => run.StepIndex > index || run.Span.Region.StartLine > checkout.Span.Region.StartLine);
        WorkspaceRun? labelled = null;
        var isRun = false;
        foreach (var run in runs)
        {
            var hurdle = hurdles[run.StepIndex] > arrival ? hurdles[run.StepIndex] : arrival;
            if (hurdle is Hurdle.None)
            {
                return Executed(pipeline, job, index, checkout, exposure, run);
            }

            labelled ??= hurdle is Hurdle.Label ? run : null;
            isRun = true;
        }

        return labelled is not null ? Labelled(pipeline, job, index, checkout, exposure, labelled)
            : !isRun && arrival is Hurdle.None && checkout.Directory is null ? Fetched(pipeline, job, index, checkout, exposure)
            : null;
    }

    private static Finding Executed(Pipeline pipeline, Job job, int index, ForeignCheckout checkout, Exposure exposure, WorkspaceRun run) => new()
    {
        Message = $"'{checkout.Text}' brings code that anybody can propose into a run that '{exposure.Trigger.Name}' starts with secrets or a token that can write, and "
            + $"'{run.Text}' then executes it: whoever opens a change takes over the repository. Run such code only from an event that has no secrets, "
            + "and pass its results on as data, or let a person with rights release the run first.",
        Subject = $"{pipeline.SubjectOf(job, job.Steps[index])}/checkout",
        Place = checkout.Span,
        Severity = Severity.Critical,
        Related = [.. Explain(pipeline, exposure), new RelatedPlace(run.Span, "what executes the code")],
    };

    private static Finding Labelled(Pipeline pipeline, Job job, int index, ForeignCheckout checkout, Exposure exposure, WorkspaceRun run)
    {
        // The label is checked once; when new commits start the run again, it still stands.
        var restarts = !exposure.Trigger.NeedsLabel;
        return new()
        {
            Message = $"'{checkout.Text}' brings an outsider's code into a privileged run of '{exposure.Trigger.Name}', and '{run.Text}' executes it; only a label stands before it. "
                + (restarts
                    ? "The label stays when new commits are pushed, so what was looked at is not what runs. "
                    : "Commits that arrive between the look and the label run unseen. ")
                + "Demand the review of a deployment environment, check out the very commit that was looked at, and remove the label in the first step.",
            Subject = $"{pipeline.SubjectOf(job, job.Steps[index])}/checkout",
            Place = checkout.Span,
            Severity = restarts ? Severity.Medium : Severity.Low,
            Related = [.. Explain(pipeline, exposure), new RelatedPlace(run.Span, "what executes the code")],
        };
    }

    private static Finding Fetched(Pipeline pipeline, Job job, int index, ForeignCheckout checkout, Exposure exposure) => new()
    {
        Message = $"'{checkout.Text}' brings an outsider's code into the workspace of a privileged run of '{exposure.Trigger.Name}'. No step is seen to execute it, but any tool "
            + "that loads its configuration from the workspace would. Check it out into a folder of its own and only read it, or leave secrets and write access out of the job.",
        Subject = $"{pipeline.SubjectOf(job, job.Steps[index])}/checkout",
        Place = checkout.Span,
        Severity = Severity.Low,
        Related = [.. Explain(pipeline, exposure)],
    };

    private static IEnumerable<RelatedPlace> Explain(Pipeline pipeline, Exposure exposure) =>
        [new RelatedPlace(exposure.Trigger.Span, exposure.Trigger.Span.Path == pipeline.Path ? "what starts the run" : "what starts the run that calls this pipeline")];
}

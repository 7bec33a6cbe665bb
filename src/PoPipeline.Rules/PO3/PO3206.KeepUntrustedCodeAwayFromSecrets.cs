using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

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
    public override bool IsMeantFor(Platform platform) => PlatformProfiles.Of(platform).RunsOwnCode;

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline puts code into a workspace.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) =>
        pipeline.AllSteps().Any(entry => entry.Step.Checkout is not null) || pipeline.Jobs.Any(job => pipeline.ForeignCheckoutsOf(job).Count > 0) || !pipeline.Openings.IsEmpty || WhyUnseen(pipeline) is not null;

    // What no file can say was not looked at, and is no pass.
    /// <inheritdoc/>
    protected override IEnumerable<Gap> Missing(Pipeline pipeline, Snapshot snapshot) =>
        WhyUnseen(pipeline) is { } why ? [new Gap($"{pipeline.Subject}outsiders", why, Failed: false) { OnlySettings = true }] : [];

    private static string? WhyUnseen(Pipeline pipeline) =>
        pipeline.Kind is PipelineKind.Workflow && pipeline.Jobs.Length > 0 ? PlatformProfiles.Of(pipeline.Platform).OutsidersElsewhere : null;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        var calls = CallGraph.Of(snapshot);
        var exposures = calls.ExposuresOf(pipeline);
        return Opened(pipeline).Concat(
               from job in pipeline.Jobs
               let checkouts = pipeline.ForeignCheckoutsOf(job)
               where checkouts.Count > 0
               let started = Exposure.Of(pipeline, job, exposures)
               let runs = new WorkspaceRuns(job)
               let hurdles = pipeline.HurdlesOf(job)
               from checkout in checkouts
               let exposure = Worst(Exposure.Filling(Exposure.Of(job.Steps[checkout.StepIndex], started), [checkout.Text]))
               where exposure is not null
               let finding = Judge(new Arrival(pipeline, job, checkout, exposure), runs, hurdles, calls)
               where finding is not null
               select finding);
    }

    private static IEnumerable<Finding> Opened(Pipeline pipeline) => pipeline.Openings.Select(opening => opening.Kind is OpeningKind.LastingConsent
        ? new Finding
        {
            Message = $"'{opening.Text}' lets everything that an outsider pushes to a change run, once somebody let one version of it run: what was looked at is not what runs later, with what runs here are given. Have each push looked at anew.",
            Subject = $"{pipeline.Subject}consent",
            Place = opening.Span,
            Severity = Severity.Medium,
        }
        : new Finding
        {
            Message = $"{(opening.Text.Length == 0 ? "Pipelines are taken from the change that they run for, since nothing else is said" : $"'{opening.Text}' takes pipelines from the change that they run for")}: whoever may have a change run writes what runs, with all that runs here are given. "
                + "Have them taken from the default branch where changes of outsiders run.",
            Subject = $"{pipeline.Subject}definitions",
            Place = opening.Span,
            Severity = Severity.Low,
            Pedantic = true,
        });

    private static Exposure? Worst(ImmutableArray<Exposure> started) =>
        started.FirstOrDefault(exposure => exposure.IsPrivileged)
        ?? started.FirstOrDefault(exposure => exposure.IsPrivilegedEvent)
        ?? started.Where(exposure => exposure.Trigger is { Privileged: true, NeedsLabel: true }).OrderBy(exposure => exposure.IsBare).FirstOrDefault();

    private static Finding? Judge(Arrival arrival, WorkspaceRuns workspace, ImmutableArray<Hurdle> hurdles, CallGraph calls)
    {
        var (pipeline, _, checkout, exposure) = arrival;
        var index = checkout.StepIndex;
        var before = hurdles[index];
        var runs = workspace.After(index, checkout.Directory).Where(run => run.IsBehind(index, checkout.Span));
        if (before is Hurdle.Firm)
        {
            return exposure.IsPrivileged && IsMovedLater(arrival) && runs.FirstOrDefault() is { } moved ? Moved(arrival, moved) : null;
        }

        WorkspaceRun? labelled = null;
        var isRun = false;
        foreach (var run in runs)
        {
            var hurdle = hurdles[run.StepIndex] > before ? hurdles[run.StepIndex] : before;
            if (hurdle is Hurdle.None)
            {
                return exposure.Trigger.NeedsLeave ? LetGo(arrival, run)
                    : exposure.IsPrivilegedEvent ? Executed(arrival, run) : exposure.IsBare ? null : AnyLabel(arrival, run);
            }

            labelled ??= hurdle is Hurdle.Label ? run : null;
            isRun = true;
        }

        // Who needs a label that somebody with rights sets, any one, is no outsider; what is only fetched then, or where there is nothing to get, is nothing.
        if (!exposure.IsPrivileged || exposure.Trigger.NeedsLeave)
        {
            return null;
        }

        return labelled is not null ? Labelled(arrival, labelled)
            : !isRun && before is Hurdle.None && RunBehindCall(pipeline, checkout, calls) is { } later ? Executed(arrival, later)
            : !isRun && before is Hurdle.None && checkout.Directory is null ? Fetched(arrival)
            : null;
    }

    // An action leaves what it checks out to the steps behind the one that uses it.
    private static WorkspaceRun? RunBehindCall(Pipeline pipeline, ForeignCheckout checkout, CallGraph calls)
    {
        if (pipeline.Kind is not PipelineKind.Action)
        {
            return null;
        }

        foreach (var call in calls.StepsThatCall(pipeline))
        {
            var hurdles = call.Pipeline.HurdlesOf(call.Job);
            if (hurdles[call.Index] is Hurdle.None
                && new WorkspaceRuns(call.Job).After(call.Index, checkout.Directory).FirstOrDefault(run => run.StepIndex > call.Index && hurdles[run.StepIndex] is Hurdle.None) is { } run)
            {
                return run;
            }
        }

        return null;
    }

    // Who comments is trusted, but not who wrote the change, and a branch can get new commits until it is checked out.
    private static bool IsMovedLater(Arrival arrival)
    {
        var (pipeline, job, checkout, exposure) = arrival;
        return exposure.Trigger.Name.Contains("comment", StringComparison.Ordinal)
            && pipeline.GatesBefore(job, checkout.StepIndex).All(gate => gate.Kind is GateKind.AuthorAssociation or GateKind.Label)
            && !checkout.Text.Contains("sha", StringComparison.OrdinalIgnoreCase)
            && !checkout.Text.Contains("oid", StringComparison.OrdinalIgnoreCase);
    }

    private static Finding Moved(Arrival arrival, WorkspaceRun run) => Of(
        arrival,
        run,
        Severity.Low,
        $"'{arrival.Text}' brings a change as it is when the job runs, and '{run.Text}' executes it. Who comments is asked for, but the author of the change can push between the comment of "
            + $"'{arrival.Trigger}' and the checkout, so that what was looked at is not what runs. Check out the very commit that was looked at.");

    // Whether the namespace has anything to take, no file tells; what the job names, it has.
    private static Finding? LetGo(Arrival arrival, WorkspaceRun run) => !JobRights.HoldsBesidesToken(arrival.Pipeline, arrival.Job) ? null : Of(
        arrival,
        run,
        Severity.Low,
        $"'{arrival.Text}' brings the code of a change, and '{run.Text}' executes it in a job that has secrets. Somebody with rights lets each run of an outsider's change go before it starts, and nothing says that they look at all of it first. "
            + "Leave the secrets to a job that executes nothing of the change, or to a run after it is merged.");

    private static Finding AnyLabel(Arrival arrival, WorkspaceRun run) => Of(
        arrival,
        run,
        Severity.Low,
        $"'{arrival.Text}' brings an outsider's code into a privileged run of '{arrival.Trigger}', and '{run.Text}' executes it. A label starts the run, but no condition says which, so any one does, "
            + "also one that has nothing to do with a review or that a bot sets. Demand the label that means that somebody looked, or the review of a deployment environment.");

    private static Finding Executed(Arrival arrival, WorkspaceRun run) => arrival.Exposure.IsBare
        ? Of(
            arrival,
            run,
            Severity.Medium,
            $"'{arrival.Text}' brings code that anybody can propose into a run that '{arrival.Trigger}' starts in the name of the repository, and '{run.Text}' then executes it. The token of the job only reads "
                + $"and no secret is in its reach; {JobRights.Remainder}. Run such code only from an event that is about nothing but the change, and pass its results on as data.")
        : Of(
            arrival,
            run,
            Severity.Critical,
            $"'{arrival.Text}' brings code that anybody can propose into a run that '{arrival.Trigger}' starts with secrets or a token that can write, and "
                + $"'{run.Text}' then executes it: whoever opens a change takes over the repository. Run such code only from an event that has no secrets, "
                + "and pass its results on as data, or let a person with rights release the run first.");

    private static Finding Labelled(Arrival arrival, WorkspaceRun run)
    {
        // The label is checked once; when new commits start the run again, it still stands.
        var labels = arrival.Pipeline.GatesBefore(arrival.Job, run.StepIndex).Where(gate => gate.Kind is GateKind.Label).ToImmutableArray();
        var restarts = !arrival.Exposure.Trigger.NeedsLabel && (labels.IsEmpty || labels.Any(gate => !gate.IsAnew));
        return Of(
            arrival,
            run,
            restarts ? Severity.Medium : Severity.Low,
            $"'{arrival.Text}' brings an outsider's code into a privileged run of '{arrival.Trigger}', and '{run.Text}' executes it; only a label stands before it. "
                + (restarts
                    ? "The label stays when new commits are pushed, so what was looked at is not what runs. "
                    : "Commits that arrive between the look and the label run unseen. ")
                + "Demand the review of a deployment environment, check out the very commit that was looked at, and remove the label in the first step.");
    }

    private static Finding Fetched(Arrival arrival) => Of(
        arrival,
        run: null,
        Severity.Low,
        $"'{arrival.Text}' brings an outsider's code into the workspace of a privileged run of '{arrival.Trigger}'. No step is seen to execute it, but any tool "
            + "that loads its configuration from the workspace would. Check it out into a folder of its own and only read it, or leave secrets and write access out of the job.");

    private static Finding Of(Arrival arrival, WorkspaceRun? run, Severity severity, string message)
    {
        var (pipeline, job, checkout, exposure) = arrival;
        var start = exposure.PlaceFor(pipeline);
        return new Finding
        {
            Message = message,
            Subject = $"{pipeline.SubjectOf(job, job.Steps[checkout.StepIndex])}/checkout",
            Place = checkout.Span,
            Severity = severity,
            Related = run is null ? [start] : [start, new RelatedPlace(run.Span, "what executes the code")],
        };
    }

    // An outsider's code, where it comes in, and how the run that it comes into starts.
    private sealed record Arrival(Pipeline Pipeline, Job Job, ForeignCheckout Checkout, Exposure Exposure)
    {
        public string Text => Checkout.Text;

        public string Trigger => Exposure.Trigger.Name;
    }
}

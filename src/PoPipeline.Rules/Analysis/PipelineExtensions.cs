using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>Walks over pipelines.</summary>
internal static class PipelineExtensions
{
    /// <summary>Every step, and where it stands.</summary>
    public static ImmutableArray<PlacedStep> AllSteps(this Pipeline pipeline) => PipelineIndex.Of(pipeline).Steps;

    /// <summary>The steps of one job, and where they stand.</summary>
    public static IEnumerable<PlacedStep> StepsOf(this Pipeline pipeline, Job job) => job.Steps.Select((step, index) => new PlacedStep(pipeline, job, step, index));

    /// <summary>Where a job brings an outsider's code into its workspace: the first place of each step that does, in their order.</summary>
    public static IReadOnlyList<ForeignCheckout> ForeignCheckoutsOf(this Pipeline pipeline, Job job) => PipelineIndex.Of(pipeline).ForeignCheckoutsOf(job);

    /// <summary>The logical place of a step.</summary>
    public static string SubjectOf(this Pipeline pipeline, Job job, Step step) => $"{pipeline.Subject}{job.Id}/{step.Key}";

    /// <summary>The logical place of a job.</summary>
    public static string SubjectOf(this Pipeline pipeline, Job job) => $"{pipeline.Subject}{job.Id}";

    /// <summary>Everything that is reused, with its logical place.</summary>
    public static ImmutableArray<Reused> References(this Pipeline pipeline) => PipelineIndex.Of(pipeline).References;

    /// <summary>What the job's token may do, by its own word or the pipeline's; null where neither says.</summary>
    public static TokenPermissions? PermissionsOf(this Pipeline pipeline, Job job) => job.Permissions ?? pipeline.Permissions;

    /// <summary>What keeps outsiders away before each step of the job runs: the job's environment and condition, those of the jobs it waits for, the steps before, and its own condition.</summary>
    public static ImmutableArray<Hurdle> HurdlesOf(this Pipeline pipeline, Job job)
    {
        var hurdles = ImmutableArray.CreateBuilder<Hurdle>(job.Steps.Length);
        var arrived = With(Hurdle.None, pipeline.GatesOf(job));
        foreach (var step in job.Steps)
        {
            hurdles.Add(With(arrived, step.Condition?.Gates ?? []));
            arrived = With(arrived, step.Gates);
        }

        return hurdles.MoveToImmutable();

        static Hurdle With(Hurdle before, ImmutableArray<Gate> gates)
        {
            var most = before;
            foreach (var gate in gates)
            {
                var hurdle = gate.Kind is GateKind.Label ? Hurdle.Label : Hurdle.Firm;
                most = hurdle > most ? hurdle : most;
            }

            return most;
        }
    }

    /// <summary>What keeps outsiders away before a step of the job runs: what does so before the job starts, the step's own condition, and the steps before.</summary>
    public static ImmutableArray<Gate> GatesBefore(this Pipeline pipeline, Job job, int index) =>
        [.. pipeline.GatesOf(job), .. job.Steps[index].Condition?.Gates ?? [], .. job.Steps.Take(index).SelectMany(step => step.Gates)];

    /// <summary>Which pushes start a job before which nothing stands, as a clause: a condition may leave some branches out, its own or that of a job that it waits for.</summary>
    public static string PushesThatStart(this Pipeline pipeline, Job job) =>
        JobOrder.Of(pipeline).Before(job).Prepend(job).Select(one => one.Condition).FirstOrDefault(condition => condition is not null) is { } condition ? $"whatever is pushed that '{condition.Text}' lets through" : "whatever branch is pushed";

    /// <summary>What keeps outsiders away before the job starts.</summary>
    public static ImmutableArray<Gate> GatesOf(this Pipeline pipeline, Job job) => JobOrder.Of(pipeline).GatesOf(job);
}

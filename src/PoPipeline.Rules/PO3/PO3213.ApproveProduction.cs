using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3213: a person approves what goes to production.</summary>
public sealed class PO3213ApproveProduction : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "Every job that deploys or publishes names an environment, so that a person can be asked before it goes to production.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [862];

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline is seen to deploy or publish.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) =>
        pipeline.Kind is PipelineKind.Workflow && pipeline.Jobs.Any(job => job.Environment is not null || FirstDelivery(job) is not null);

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot) =>
        from job in pipeline.Jobs
        where job.Environment is null && !pipeline.GatesOf(job).Any(gate => gate.Kind is GateKind.Environment)
        let delivery = FirstDelivery(job)
        where delivery is not null
        select new Finding
        {
            Message = $"The job '{job.Id}' delivers with '{delivery.Value}' but names no environment, so nobody can be asked before it does, and its secrets are those of every "
                + "job. Give the job an environment and let the forge demand a reviewer for it.",
            Subject = $"{pipeline.SubjectOf(job)}/environment",
            Place = delivery.Span,
            Severity = Severity.Low,
            Pedantic = true,
        };

    // An environment is one thing of the forge, however many jobs name it.
    /// <inheritdoc/>
    protected override IEnumerable<Gap> Missing(Pipeline pipeline, Snapshot snapshot) =>
        from job in pipeline.Jobs
        where job.Environment is { Value: var name } && IsProduction(name, snapshot.Policy)
        group job by job.Environment!.Value into jobs
        select new Gap(
            $"{pipeline.SubjectOf(jobs.First())}/environment",
            $"whether the environment '{jobs.Key}' demands a reviewer is set on the forge, which this run did not ask",
            Failed: false);

    private static bool IsProduction(string environment, Policy policy) =>
        Words(environment).Any(word => policy.Pipelines.Production.Contains(word, StringComparer.OrdinalIgnoreCase))
        || policy.Pipelines.Production.Contains(environment, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var index = 0; index <= text.Length; index++)
        {
            if (index < text.Length && char.IsLetterOrDigit(text[index]))
            {
                continue;
            }

            if (index > start)
            {
                yield return text[start..index];
            }

            start = index + 1;
        }
    }

    private static Located<string>? FirstDelivery(Job job) =>
        job.Steps
            .Select(step => step.Uses is not null && step.Effects.HasFlag(StepEffects.Publishes) ? new Located<string>(step.Uses.Name, step.Uses.Span) : Deliveries.In(step))
            .FirstOrDefault(delivery => delivery is not null);
}

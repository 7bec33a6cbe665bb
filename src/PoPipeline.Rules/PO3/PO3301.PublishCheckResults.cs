using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.PO3;

/// <summary>PO3301: pipelines keep what their security checks found.</summary>
public sealed class PO3301PublishCheckResults : PipelineRule
{
    /// <inheritdoc/>
    public override string Summary => "Pipelines keep the results of their security checks beyond the log of the run.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Low;

    /// <inheritdoc/>
    public override bool IsMeantFor(Platform platform) => PlatformProfiles.Of(platform).RunsOwnCode;

    /// <inheritdoc/>
    protected override string NothingToJudge => "No pipeline runs a security check that is known.";

    /// <inheritdoc/>
    protected override bool Applies(Pipeline pipeline) =>
        pipeline.Reuses.Any(reuse => SecurityTools.Of(reuse) is { IsCheck: true })
        || pipeline.Jobs.Any(job => job.Calls is { } calls && SecurityTools.Of(calls, job.Inputs) is { IsCheck: true })
        || pipeline.AllSteps().Any(entry => IsCheck(entry.Step));

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(Pipeline pipeline, Snapshot snapshot)
    {
        // Where one pipeline publishes, what it runs is known to leave something.
        if (pipeline.Kind is not PipelineKind.Workflow || pipeline.AllSteps().Any(entry => KeptResults.Publishes(entry.Step)))
        {
            yield break;
        }

        var asked = snapshot.Policy.Toolchain.KeepResults;
        var uploads = pipeline.AllSteps().Any(entry => KeptResults.Uploads(entry.Step));
        foreach (var evidence in Toolchain.Of(snapshot).Of(pipeline).Where(evidence => !uploads && IsLost(evidence)).DistinctBy(evidence => new { evidence.Job?.Id, evidence.Tool.Name }))
        {
            yield return new Finding
            {
                Message = $"What the security check '{evidence.Tool.Name}' finds is only in the log of the run, which is gone after some time: nobody can show later what was checked, nor what came of it. "
                    + "Have it write a report, and keep that with the run or publish it where findings are decided about.",
                Subject = $"{(evidence.Job is null ? pipeline.Subject : pipeline.SubjectOf(evidence.Job) + "/")}{evidence.Tool.Name}/results",
                Place = evidence.Place,
                Severity = asked ? Model.Results.Severity.Medium : Model.Results.Severity.Low,
                Pedantic = !asked,
            };
        }
    }

    private static bool IsCheck(Step step) => SoftChecks.Of(step).Any() || (step.Plugin is { } plugin && SecurityTools.Of(plugin.Value, step.Inputs) is { IsCheck: true });

    // What others run says itself what it keeps, and a service of its own keeps what is sent to it.
    private static bool IsLost(ToolEvidence evidence) =>
        evidence.Types.Any(SecurityTool.IsJudging) && !evidence.Tool.KeepsResults && evidence.Kind is not (ComponentKind.Include or ComponentKind.Task)
        && Catalogue.Find(evidence.Kind, evidence.Name) is not { PublishesResults: true }
        && evidence.Job?.Calls is null;
}

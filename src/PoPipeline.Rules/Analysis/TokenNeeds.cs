using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>What the files prove about the use of a job's token; it decides whether a fix is safe.</summary>
internal static class TokenNeeds
{
    /// <summary>Whether nothing in the job can use the token for more than reading the repository's code.</summary>
    public static bool OnlyReadsCode(Pipeline pipeline, Job job)
    {
        return job.Calls is null
            && !pipeline.Variables.Concat(job.Variables).Any(HandsOver)
            && job.Steps.All(OnlyReads)
            && (!job.Steps.Any(step => step.Checkout is { KeepsCredentials: true }) || job.Steps.All(step => step.Scripts.All(LocalCommands.AreAll)));

        bool OnlyReads(Step step) =>
            (step.Uses is null || step.Effects.HasFlag(StepEffects.OnlyReadsCode))
            && !step.Variables.Concat(step.Inputs).Any(HandsOver)
            && !step.Scripts.SelectMany(script => script.Interpolations).Any(interpolation => interpolation.MayBeToken);

        bool HandsOver(Setting setting) => setting.Interpolations.Any(interpolation => interpolation.MayBeToken);
    }
}

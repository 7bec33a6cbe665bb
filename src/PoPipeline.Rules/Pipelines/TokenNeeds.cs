using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Rules.Pipelines;

/// <summary>What the files prove about the use of a job's token; it decides whether a fix is safe.</summary>
internal static class TokenNeeds
{
    /// <summary>Whether nothing in the job can use the token for more than reading the repository's code.</summary>
    public static bool OnlyReadsCode(Pipeline pipeline, Job job) =>
        job.Calls is null
        && !pipeline.Variables.Concat(job.Variables).Any(HandsOver)
        && job.Steps.All(step => OnlyReadsCode(step))
        && !(job.Steps.Any(step => step.Checkout is { KeepsCredentials: true }) && job.Steps.Any(step => step.Scripts.Length > 0));

    /// <summary>Whether every step behind this one gets by without the credentials that a checkout left.</summary>
    public static bool NeedsNoKeptCredentials(Pipeline pipeline, Job job, int stepIndex)
    {
        var permissions = pipeline.PermissionsOf(job);
        return permissions is { Rest: not Access.Write }
            && !permissions.Grants.Any(grant => grant.Access is Access.Write)
            && job.Steps.Skip(stepIndex + 1).All(step =>
                (step.Uses is null || step.Effects.HasFlag(StepEffects.OnlyReadsCode))
                && step.Scripts.All(script => script.Commands.Length > 0 && !script.Text.Contains("git ", StringComparison.Ordinal)));
    }

    private static bool OnlyReadsCode(Step step) =>
        (step.Uses is null || step.Effects.HasFlag(StepEffects.OnlyReadsCode))
        && !step.Variables.Concat(step.Inputs).Any(HandsOver)
        && !step.Scripts.SelectMany(script => script.Interpolations).Any(IsToken);

    private static bool HandsOver(Setting setting) => setting.Interpolations.Any(IsToken);

    private static bool IsToken(Interpolation interpolation) =>
        interpolation.Text.Contains("token", StringComparison.OrdinalIgnoreCase)
        || interpolation.Text.Contains("secrets", StringComparison.OrdinalIgnoreCase)
        || interpolation.Text.Contains("toJSON", StringComparison.OrdinalIgnoreCase);
}

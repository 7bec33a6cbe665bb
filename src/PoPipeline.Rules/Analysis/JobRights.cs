using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Analysis;

/// <summary>Tells what a job holds that somebody who takes it over would get.</summary>
internal static class JobRights
{
    /// <summary>What is left to who takes over a job that holds nothing, where the run is one of the repository's own, as a clause.</summary>
    public const string Remainder = "what is left to take are the caches that later runs of the main branch trust, and the machine's time";

    /// <summary>What is left where the run is one of a proposal, which shares nothing with others, as a clause.</summary>
    public const string LeastRemainder = "what is left to take is the machine's time";

    /// <summary>Whether the job may hold secrets or a token that can write, or a machine that other jobs come to; where the files do not tell, it may.</summary>
    /// <param name="pipeline">Its pipeline.</param>
    /// <param name="job">The job.</param>
    public static bool MayHold(Pipeline pipeline, Job job) => HoldsBesidesToken(pipeline, job) || MayWrite(pipeline, job);

    /// <summary>Whether the job holds secrets, or a machine that other jobs come to.</summary>
    /// <param name="pipeline">Its pipeline.</param>
    /// <param name="job">The job.</param>
    public static bool HoldsBesidesToken(Pipeline pipeline, Job job) => job.Runner?.Kind is RunnerKind.SelfHosted || SecretsOf(pipeline, job).Any();

    /// <summary>Whether the job may hold more than the secrets that one of its steps is handed by its inputs or its own variables.</summary>
    /// <param name="pipeline">Its pipeline.</param>
    /// <param name="job">The job.</param>
    /// <param name="step">The step.</param>
    /// <param name="exposure">What starts the run.</param>
    public static bool MayHoldMore(Pipeline pipeline, Job job, Step step, Exposure exposure) => exposure.HasCallersSecrets || (MayWrite(pipeline, job) && !exposure.HasReadOnlyToken) || SecretsOf(pipeline, job).Any(use => use.Step != step.Key);

    /// <summary>The secrets in the reach of a job. Its own token goes to every job; what that may do is told elsewhere.</summary>
    /// <param name="pipeline">Its pipeline.</param>
    /// <param name="job">The job.</param>
    public static IEnumerable<SecretUse> SecretsOf(Pipeline pipeline, Job job) => pipeline.SecretUses.Where(use =>
        (use.Job is null || use.Job == job.Id) && (use.Kind is not SecretUseKind.Named || use.Name is null || !PlatformProfiles.JobTokens.Contains(use.Name)));

    /// <summary>Whether the job's token may write, by what its pipeline says: what calls an action, or a pipeline that says nothing of it, decides on the token.</summary>
    /// <param name="pipeline">Its pipeline.</param>
    /// <param name="job">The job.</param>
    public static bool MayWrite(Pipeline pipeline, Job job) =>
        pipeline.Kind is PipelineKind.Action
        || pipeline.PermissionsOf(job) is not { } permissions
        || permissions.Rest is Access.Write
        || permissions.Grants.Any(grant => grant.Access is Access.Write);
}

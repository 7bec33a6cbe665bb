using PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Where in a file an expression stands.</summary>
/// <param name="Lookup">What knows of the file's names.</param>
/// <param name="Job">The job; null outside jobs.</param>
/// <param name="Step">The index of the step; null outside steps.</param>
internal sealed record ActionsScope(OriginLookup Lookup, JobNode? Job = null, int? Step = null)
{
    /// <summary>What is known there.</summary>
    public OriginScope Origins => Lookup.ScopeOf(Job, Step);
}

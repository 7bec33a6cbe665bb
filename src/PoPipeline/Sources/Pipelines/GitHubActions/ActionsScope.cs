namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Where in a file an expression stands.</summary>
/// <param name="File">The file.</param>
/// <param name="Job">The job; null outside jobs.</param>
/// <param name="Step">The index of the step; null outside steps.</param>
internal sealed record ActionsScope(ActionsFile File, JobNode? Job = null, int? Step = null);

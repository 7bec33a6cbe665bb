using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>A place where a file of the repository calls another one.</summary>
/// <param name="Caller">The file that calls.</param>
/// <param name="Job">The job.</param>
/// <param name="Step">The index of the step; null where the job itself calls.</param>
/// <param name="With">What is passed; null where nothing is.</param>
/// <param name="Callee">The file that is called.</param>
internal sealed record CallSite(ActionsFile Caller, JobNode Job, int? Step, YamlMapping? With, ActionsFile Callee);

using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>A secret that a step gives the steps of its block.</summary>
/// <param name="Variable">The variable that has it; null where programs find it otherwise, in an agent, a socket or a file of settings.</param>
/// <param name="Secret">Its name.</param>
/// <param name="At">Where that is said.</param>
/// <param name="IsPath">Whether the variable holds the path of a file with it.</param>
internal sealed record Binding(string? Variable, string Secret, GroovyNode At, bool IsPath = false);

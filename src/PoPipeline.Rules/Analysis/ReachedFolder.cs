namespace PoPipeline.Rules.Analysis;

/// <summary>A folder that files of a job have come into.</summary>
/// <param name="StepIndex">The index of the step that brought them there.</param>
/// <param name="Folder">The folder; null for the workspace itself.</param>
internal sealed record ReachedFolder(int StepIndex, string? Folder);

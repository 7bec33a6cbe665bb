namespace PoPipeline.Rules.Calls;

/// <summary>A setting that a command writes into a file of a project.</summary>
/// <param name="Root">The folder of the project, relative to the root.</param>
/// <param name="Name">The name of the setting.</param>
internal sealed record ToldName(string Root, string Name);

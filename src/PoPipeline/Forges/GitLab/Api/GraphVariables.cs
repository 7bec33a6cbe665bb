namespace PoPipeline.Forges.GitLab.Api;

/// <summary>What a query is about.</summary>
/// <param name="Path">The path of the project.</param>
/// <param name="Number">The number of the issue in it.</param>
/// <param name="After">The end of the page before; null for the first one.</param>
internal sealed record GraphVariables(string Path, string Number, string? After);

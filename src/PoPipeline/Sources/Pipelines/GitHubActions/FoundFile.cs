namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>A file that concerns GitHub Actions.</summary>
/// <param name="Path">The path, relative to the repository's root.</param>
/// <param name="Role">What it is.</param>
/// <param name="Why">Why GitHub does not read it, as a clause; null where it does.</param>
internal sealed record FoundFile(string Path, FileRole Role, string? Why = null);

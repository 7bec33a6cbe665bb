namespace PoPipeline.Sources.Pipelines;

/// <summary>A file or a folder that is named as one of a repository.</summary>
/// <param name="Address">The address of the repository.</param>
/// <param name="Path">The path in it.</param>
internal sealed record NamedPath(string Address, string Path);

namespace PoPipeline.Rules.Model;

/// <summary>A pipeline file that is a symbolic link.</summary>
/// <param name="Path">The link.</param>
/// <param name="Target">The file that it stands for: where that is a pipeline itself, it is judged there, and there alone.</param>
public sealed record LinkedPipeline(string Path, string Target);

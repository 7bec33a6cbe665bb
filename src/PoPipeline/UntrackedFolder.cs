namespace PoPipeline;

/// <summary>A folder of a repository in which git tracks nothing.</summary>
/// <param name="Path">The folder, relative to the root of the repository; where it lies in a submodule, that.</param>
/// <param name="IsSubmodule">Whether git tracks which commit of another repository belongs there, and that repository is not there.</param>
public sealed record UntrackedFolder(string Path, bool IsSubmodule);

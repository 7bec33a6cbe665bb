namespace PoPipeline.Rules.Model;

/// <summary>A symbolic link in place of a folder in which a platform looks for its files. Hosts of git look for none through it.</summary>
/// <param name="Path">The link.</param>
/// <param name="Target">Where it leads, as it is written.</param>
public sealed record LinkedFolder(string Path, string Target);

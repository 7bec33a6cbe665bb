namespace PoPipeline.Sources;

/// <summary>A file of the working tree, read within bounds.</summary>
/// <param name="Path">The path, relative to the repository's root, with forward slashes.</param>
/// <param name="Text">The text, without a byte order mark; empty where it could not be read.</param>
/// <param name="Fault">Why it could not be read, as a clause; null where it was.</param>
internal sealed record SourceFile(string Path, string Text, string? Fault)
{
    /// <summary>The size in bytes.</summary>
    public long Size { get; init; }
}

namespace PoPipeline.Rules.Model;

/// <summary>A file that looks like a pipeline, but that its platform silently ignores.</summary>
/// <param name="Platform">The platform it seems meant for.</param>
/// <param name="Path">The file.</param>
/// <param name="Why">Why the platform does not read it, as a clause: "GitHub reads no folder below '.github/workflows'".</param>
public sealed record IgnoredPipeline(Platform Platform, string Path, string Why)
{
    /// <summary>Why it could not be read, as a clause, so that it may be none; null where it was, and where its name alone says what it is.</summary>
    public string? Unreadable { get; init; }
}

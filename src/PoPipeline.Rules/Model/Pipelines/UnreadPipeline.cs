namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>A pipeline file of a system that PoPipeline does not read yet: it shows that the pipeline is kept as code, and no more is known of it.</summary>
/// <param name="System">The system, as people call it: "GitLab CI".</param>
/// <param name="Path">The file.</param>
public sealed record UnreadPipeline(string System, string Path)
{
    /// <summary>Why nobody needs to look at it, as the policy says; null where the policy leaves it in.</summary>
    public string? LeftOut { get; init; }
}

/// <summary>A file that looks like a pipeline, but that its platform silently ignores.</summary>
/// <param name="Platform">The platform it seems meant for.</param>
/// <param name="Path">The file.</param>
/// <param name="Why">Why the platform does not read it, as a clause: "GitHub reads no folder below '.github/workflows'".</param>
public sealed record IgnoredPipeline(Platform Platform, string Path, string Why)
{
    /// <summary>Why it could not be read, as a clause, so that it may be none; null where it was, and where its name alone says what it is.</summary>
    public string? Unreadable { get; init; }

    /// <summary>Whether it is there to be copied to where it runs: so the repository or a folder is called, or so say marks in it that something else fills in.</summary>
    public bool IsTemplate { get; init; }
}

/// <summary>A pipeline file that is a symbolic link.</summary>
/// <param name="Path">The link.</param>
/// <param name="Target">The file that it stands for: where that is a pipeline itself, it is judged there, and there alone.</param>
public sealed record LinkedPipeline(string Path, string Target);

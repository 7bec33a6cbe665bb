namespace PoPipeline.Rules.Model;

/// <summary>A pipeline file of a system that PoPipeline does not read yet: it shows that the pipeline is kept as code, and no more is known of it.</summary>
/// <param name="System">The system, as people call it: "GitLab CI".</param>
/// <param name="Path">The file.</param>
public sealed record UnreadPipeline(string System, string Path)
{
    /// <summary>Why nobody needs to look at it, as the policy says; null where the policy leaves it in.</summary>
    public string? LeftOut { get; init; }
}

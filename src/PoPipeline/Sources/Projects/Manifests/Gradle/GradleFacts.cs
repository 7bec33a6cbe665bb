using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Projects.Manifests.Gradle;

/// <summary>What a script of Gradle, or a file beside it, says that counts for more than its own folder.</summary>
internal sealed record GradleFacts
{
    /// <summary>What a script sets for the projects below it, and, where it is said for all, for its own.</summary>
    public ImmutableArray<ToolSetting> Shared { get; init; } = [];

    /// <summary>Whether <see cref="Shared"/> is for the projects below a folder only.</summary>
    public bool IsScript { get; init; }
}

using System.Collections.Immutable;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>What a file sets.</summary>
/// <param name="Settings">The settings, each name once.</param>
/// <param name="Fault">Why it could not be read, as a clause; null where it was.</param>
internal sealed record SettingsOfFile(ImmutableArray<ToolSetting> Settings, string? Fault)
{
    /// <summary>Whether the file holds settings of the tool at all, so that it looks no further up.</summary>
    public bool IsMeant { get; init; } = true;
}

using System.Collections.Immutable;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Rules.Builds;

/// <summary>What the files of a project set for whoever installs its packages.</summary>
internal static class ProjectSettings
{
    private const string Metadata = "gradle/verification-metadata.xml";

    /// <summary>Surroundings as they are for a project, its settings among them.</summary>
    /// <param name="around">What stands around the command wherever it works.</param>
    /// <param name="project">The project.</param>
    public static InstallSurroundings With(this InstallSurroundings around, Project project)
    {
        if (project.Ecosystem is not Ecosystem.NuGet)
        {
            var settings = project.Ecosystem switch
            {
                Ecosystem.Gradle => WithMetadata(project),
                Ecosystem.Maven => WithOptions(project),
                _ => project.Settings,
            };
            return around with { Settings = settings, KnowsSettings = project.Ecosystem is Ecosystem.Bazel or Ecosystem.Vcpkg && project.Manifests.All(manifest => manifest.Unreadable is null) };
        }

        // What a file that was not read sets, those that were may set anew.
        var unread = project.SettingGaps.FirstOrDefault(IsOfMsBuild);
        return around with
        {
            Settings = unread is null ? project.Settings : [.. Deciding.Select(name => new ToolSetting(MsBuildNames.Property + name, Value: null, Place.StartOf(unread.Subject))), .. project.Settings],
            KnowsSettings = unread is null,
        };
    }

    /// <summary>Why it is not known what a command does, as a clause: where a file could not be read that decides, that one.</summary>
    /// <param name="project">The project.</param>
    /// <param name="act">What the command does.</param>
    public static string Why(Project project, InstallAct act) => act.Decider?.Span is not { } span ? act.Why
        : act.Decider.Value is null && project.SettingGaps.FirstOrDefault(gap => gap.Subject == span.Path) is { } gap ? $"what '{gap.Subject}' sets is not known, since {gap.Reason}"
        : $"{act.Why} ('{span.Path}', line {span.Region.StartLine})";

    /// <summary>A text that two projects share for which the same is set, so that one stands for the other.</summary>
    /// <param name="project">The project.</param>
    public static string Digest(Project project) =>
        string.Join('\n', project.Settings.Where(setting => setting.Name.StartsWith(MsBuildNames.Property, StringComparison.Ordinal) && MsBuildNames.Tracked.Contains(setting.Name[MsBuildNames.Property.Length..]))
            .Select(setting => $"{setting.Name}={setting.Value} {setting.Condition}").Append(project.SettingGaps.FirstOrDefault(IsOfMsBuild)?.Subject));

    private static ImmutableArray<ToolSetting> WithMetadata(Project project) => project.Locks.FirstOrDefault(path => path.EndsWith(Metadata, StringComparison.Ordinal)) is { } metadata
        ? project.Settings.Add(new ToolSetting(JavaSettings.GradleMetadata, metadata, Place.StartOf(metadata)))
        : project.Settings;

    // As Maven reads them: as if they stood in each command.
    private static ImmutableArray<ToolSetting> WithOptions(Project project) => project.Settings.Where(setting => setting.Name is JavaSettings.MavenOption).ToList() is [var first, ..] options
        ? project.Settings.Add(first with { Name = JavaSettings.MavenConfiguration, Value = string.Join(' ', options.Select(option => option.Value)) })
        : project.Settings;

    // What decides whether a restore takes what the lock file says.
    private static readonly string[] Deciding = ["RestorePackagesWithLockFile", "RestoreLockedMode", "RestoreForceEvaluate"];

    // What nuget.config and global.json say decides nothing here.
    private static bool IsOfMsBuild(Gap gap) =>
        !gap.Subject.EndsWith("nuget.config", StringComparison.OrdinalIgnoreCase) && !gap.Subject.EndsWith("global.json", StringComparison.Ordinal);
}

using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Rules.Builds;

/// <summary>Finds what brings content from elsewhere to projects that name no package themselves: other projects, what they import, plugins, parents, extensions.</summary>
internal sealed class OutsideNeeds
{
    private readonly Dictionary<string, Project> projects = new(StringComparer.Ordinal);
    private readonly Dictionary<Project, OutsideNeed?> known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Starts with the projects of a repository.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public OutsideNeeds(Snapshot snapshot)
    {
        foreach (var project in snapshot.Projects)
        {
            foreach (var manifest in project.Manifests)
            {
                projects[manifest.Path] = project;
            }
        }
    }

    /// <summary>What brings some to a project; null where nothing does. Only of one whose manifests were read, and name no package.</summary>
    /// <param name="project">The project.</param>
    public OutsideNeed? Of(Project project)
    {
        // One that comes back to itself needs nothing more by that.
        if (known.TryAdd(project, null))
        {
            known[project] = project.Ecosystem switch
            {
                Ecosystem.NuGet => DotNet(project),
                Ecosystem.Maven => Maven(project),
                Ecosystem.Gradle => Gradle(project),
                Ecosystem.Bazel => Bazel(project),
                _ => null,
            };
        }

        return known[project];
    }

    /// <summary>Whether its manifests were read, and name no package.</summary>
    /// <param name="project">The project.</param>
    public static bool NamesNone(Project project) => !project.IsUnread && project.Manifests.All(manifest => manifest is { Unreadable: null, Packages: 0 });

    private OutsideNeed? DotNet(Project project)
    {
        OutsideNeed? unsure = null;
        foreach (var setting in project.Settings)
        {
            var need = setting.Name.StartsWith(MsBuildNames.Imported, StringComparison.Ordinal)
                ? new OutsideNeed(setting.Condition is null, $"the package '{setting.Name[MsBuildNames.Imported.Length..]}' is referenced for it", setting.Span ?? StartOf(project))
                : setting.Name.StartsWith(MsBuildNames.Reference, StringComparison.Ordinal) ? Referenced(project, setting) : null;
            if (need is { IsKnown: true })
            {
                return need;
            }

            unsure ??= need;
        }

        return unsure ?? (project.SettingGaps is [var gap, ..] ? new OutsideNeed(IsKnown: false, $"not all is read that it imports: of '{gap.Subject}', {gap.Reason}", StartOf(project)) : null);
    }

    private OutsideNeed? Referenced(Project project, ToolSetting setting)
    {
        var place = setting.Span ?? StartOf(project);
        if (setting.Value is not { } path || !projects.TryGetValue(path, out var other))
        {
            return new OutsideNeed(IsKnown: false, $"the project '{setting.Name[MsBuildNames.Reference.Length..]}', which it builds with, is not read", place);
        }

        if (!NamesNone(other))
        {
            return new OutsideNeed(IsKnown: setting.Condition is null, $"'{path}', which it builds with, asks for packages", place);
        }

        return Of(other) is { } need ? new OutsideNeed(need.IsKnown && setting.Condition is null, $"it builds with '{path}', and {need.Why}", place) : null;
    }

    // Even where nothing is depended on, plugins build it.
    private static OutsideNeed? Maven(Project project)
    {
        var setting = project.Settings.FirstOrDefault(setting => setting.Name is JavaSettings.MavenParent)
            ?? project.Settings.FirstOrDefault(setting => setting.Condition is null && (setting.Name.StartsWith(JavaSettings.MavenPlugin, StringComparison.Ordinal) || setting.Name.StartsWith(JavaSettings.MavenBoundPlugin, StringComparison.Ordinal)));
        return setting is null ? null : new OutsideNeed(IsKnown: true, setting.Name is JavaSettings.MavenParent ? $"its parent '{setting.Value}' is fetched" : "the plugins that build it are fetched", setting.Span ?? StartOf(project));
    }

    private static OutsideNeed? Gradle(Project project) =>
        project.Settings.FirstOrDefault(setting => setting.Name.StartsWith(JavaSettings.GradlePlugin, StringComparison.Ordinal) && !GradleDeterminism.IsCore(setting.Name[JavaSettings.GradlePlugin.Length..])) is { } plugin
            ? new OutsideNeed(IsKnown: true, $"the plugin '{plugin.Name[JavaSettings.GradlePlugin.Length..]}' is fetched, or built of what is", plugin.Span ?? StartOf(project))
            : null;

    private static OutsideNeed? Bazel(Project project) =>
        project.Settings.FirstOrDefault(setting => setting.Name is BazelSettings.Extension) is { } extension
            ? new OutsideNeed(IsKnown: false, $"what the extension {(extension.Value is { } file ? $"in '{file}' " : "")}fetches is not read", extension.Span ?? StartOf(project))
            : null;

    private static Place StartOf(Project project) => Place.StartOf(project.Manifests[0].Path);
}

using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Projects.MsBuild;

/// <summary>Finds what the files of projects of NuGet, and those around them that MSBuild, NuGet and the SDK read, set for restoring and building.</summary>
/// <param name="repository">The repository.</param>
/// <param name="tree">Reads its files.</param>
internal sealed class MsBuildSettings(Repository repository, WorkingTree tree)
{
    private readonly MsBuildFiles files = new(tree, new RepositoryPaths(repository.Files));
    private readonly Dictionary<string, (ImmutableArray<ToolSetting> Settings, ImmutableArray<Gap> Gaps)> surroundings = new(StringComparer.Ordinal);

    /// <summary>What is set for a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="gaps">What could not be looked at.</param>
    /// <returns>The settings, those of one file after the other in the order in which MSBuild sees them.</returns>
    public ImmutableArray<ToolSetting> Of(Project project, out ImmutableArray<Gap> gaps)
    {
        if (project.Ecosystem is not Ecosystem.NuGet)
        {
            gaps = project.SettingGaps;
            return project.Settings;
        }

        var unread = new List<Gap>();
        ImmutableArray<ToolSetting>? first = null;
        foreach (var manifest in project.Manifests.Where(manifest => manifest.Unreadable is null))
        {
            if (files.IsSpent)
            {
                unread.Add(new Gap(manifest.Path, "the projects of this repository import too much to look at all of it, and what is set for this one is not known", Failed: true));
                break;
            }

            var evaluation = new MsBuildEvaluation(files, manifest.Path);
            var settings = evaluation.Run();
            unread.AddRange(evaluation.Gaps);
            if (first is null)
            {
                first = settings;
            }
            else if (!first.Value.Select(Written).SequenceEqual(settings.Select(Written)))
            {
                unread.Add(new Gap(manifest.Path, $"it sets other things than '{project.Manifests[0].Path}' in the same folder, whose settings are taken for both", Failed: true));
            }
        }

        var around = Around(project.Folder);
        gaps = [.. project.SettingGaps.Concat(unread).Concat(around.Gaps).Distinct()];
        return [.. project.Settings, .. first ?? [], .. around.Settings];
    }

    private static (string Name, string? Value, string? Condition) Written(ToolSetting setting) => (setting.Name, setting.Value, setting.Condition);

    private (ImmutableArray<ToolSetting> Settings, ImmutableArray<Gap> Gaps) Around(string folder)
    {
        if (surroundings.TryGetValue(folder, out var known))
        {
            return known;
        }

        var gaps = new List<Gap>();
        var settings = new List<ToolSetting>();

        // The farthest first: each goes before those above it.
        var configurations = files.Paths.AllAbove(folder, NuGetConfig.Names.AsSpan());
        configurations.Reverse();
        foreach (var path in configurations)
        {
            if (Text(path, gaps) is { } text && NuGetConfig.Add(path, text, settings) is { } fault)
            {
                gaps.Add(new Gap(path, fault, Failed: true));
            }
        }

        if (files.Paths.Above(folder, "global.json") is { } global && Text(global, gaps) is { } json)
        {
            settings.AddRange(GlobalJson.Read(global, json, out var fault));
            if (fault is not null)
            {
                gaps.Add(new Gap(global, fault, Failed: true));
            }
        }

        var found = (settings.ToImmutableArray(), gaps.ToImmutableArray());
        surroundings.Add(folder, found);
        return found;
    }

    private string? Text(string path, List<Gap> gaps)
    {
        var file = tree.Read(path);
        if (file.Fault is { } fault)
        {
            gaps.Add(new Gap(path, fault, Failed: true));
        }

        return file.Fault is null ? file.Text : null;
    }
}

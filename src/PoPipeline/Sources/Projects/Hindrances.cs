using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Sources.Projects.Manifests;

namespace PoPipeline.Sources.Projects;

/// <summary>Finds what keeps lock files out of a repository.</summary>
/// <param name="repository">The repository.</param>
/// <param name="tree">Reads its files.</param>
/// <param name="manifests">What its manifests say, by path.</param>
internal sealed class Hindrances(Repository repository, WorkingTree tree, IReadOnlyDictionary<string, ManifestFacts> manifests)
{
    private const string NpmSettings = ".npmrc";

    private readonly IgnoredFiles ignored = new(repository, tree);

    /// <summary>What keeps those of a project out.</summary>
    /// <param name="project">The project.</param>
    /// <param name="gaps">What could not be read of what may do it.</param>
    public ImmutableArray<LockHindrance> Of(Project project, out ImmutableArray<Gap> gaps)
    {
        var unread = new List<Gap>();
        var folder = project.Workspace ?? project.Folder;
        var found = ImmutableArray.CreateBuilder<LockHindrance>();
        if (project.Ecosystem is Ecosystem.Npm && SwitchedOff(folder, unread) is { } setting)
        {
            found.Add(new LockHindrance(LockHindranceKind.SwitchedOff, In(folder, "package-lock.json"), setting.Value, setting.Span));
        }

        if (Unlocking(project) is { Span: { } span } off)
        {
            found.Add(new LockHindrance(LockHindranceKind.SwitchedOff, In(folder, "MODULE.bazel.lock"), $"{off.Name[BazelSettings.LockfileMode.Length..]} --lockfile_mode={off.Value}", span));
        }
        else if (project.Locks.IsEmpty && !project.Manifests.All(manifest => manifest.Lock is not null))
        {
            foreach (var file in Names(project).Select(name => In(folder, name)))
            {
                if (ignored.Of(file) is { } pattern)
                {
                    found.Add(new LockHindrance(LockHindranceKind.Ignored, file, pattern.Value, pattern.Span));
                    break;
                }

                // A file that is there and not among the tracked ones.
                if (Path.Exists(Path.Combine(tree.Root, file)))
                {
                    found.Add(new LockHindrance(LockHindranceKind.Untracked, file, "", Place.StartOf(project.Manifests[0].Path)));
                }
            }
        }

        gaps = project.Locks.IsEmpty ? [.. unread, .. ignored.Gaps.Distinct()] : [.. unread];
        return found.DrainToImmutable();
    }

    // A package.json that names no tool is one of any of them, and the lock file, which would tell, is what is missing.
    private IEnumerable<string> Names(Project project) =>
        project.Ecosystem is Ecosystem.Npm && !project.Manifests.Any(manifest => manifests.TryGetValue(manifest.Path, out var facts) && facts.NamesTool)
            ? EcosystemFamilies.Locking(Ecosystem.Npm).SelectMany(ecosystem => LockNames.Of(ecosystem)).Distinct(StringComparer.Ordinal)
            : LockNames.Of(project.Ecosystem);

    // In a configuration it only counts where somebody names it.
    private static ToolSetting? Unlocking(Project project) => project.Ecosystem is not Ecosystem.Bazel || !project.Manifests.Any(manifest => manifest is { Packages: > 0, Lock: null } || project.Locks.Length > 0) ? null
        : project.Settings.FirstOrDefault(setting => setting is { Value: "off" } && setting.Name.StartsWith(BazelSettings.LockfileMode, StringComparison.Ordinal) && (setting.Name[BazelSettings.LockfileMode.Length..] is "common" or "build" or "always"));

    // The settings of a folder go before those of the root.
    private Located<string>? SwitchedOff(string folder, List<Gap> unread)
    {
        foreach (var path in new[] { In(folder, NpmSettings), NpmSettings }.Distinct(StringComparer.Ordinal).Where(path => repository.Files.BinarySearch(path, StringComparer.Ordinal) >= 0))
        {
            var file = tree.Read(path);
            if (file.Fault is { } fault)
            {
                unread.Add(new Gap(path, fault, Failed: true));
            }
            else if (Setting(path, file.Text, "package-lock") is { } setting)
            {
                return setting.Value.EndsWith("false", StringComparison.Ordinal) ? setting : null;
            }
        }

        return null;
    }

    // The last one of a name counts; the value is the whole line, as it is shown.
    private static Located<string>? Setting(string path, string text, string name)
    {
        Located<string>? found = null;
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var end = line.IndexOf('=');
            if (end > 0 && line[..end].Trim().SequenceEqual(name))
            {
                found = new Located<string>($"{name}={line[(end + 1)..].Trim()}", new Place(path, new Region(number, 1, number, line.TrimEnd().Length + 1)));
            }
        }

        return found;
    }

    private static string In(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}

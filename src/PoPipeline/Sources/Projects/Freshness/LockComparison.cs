using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Manifests;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>Compares what the projects ask for with what their lock files were made for, as far as those say it.</summary>
/// <param name="manifests">What the manifests say, by path.</param>
/// <param name="records">What the lock files say of manifests, by path.</param>
/// <param name="locks">The lock files.</param>
/// <param name="builder">Knows which workspace a manifest belongs to.</param>
/// <param name="files">All files of the repository.</param>
internal sealed class LockComparison(IReadOnlyDictionary<string, ManifestRecord> manifests, IReadOnlyDictionary<string, LockRecord> records, ImmutableArray<Lockfile> locks, ProjectBuilder builder, ImmutableArray<string> files)
{
    private const string WorkSum = "go.work.sum";

    private readonly Dictionary<string, Lockfile> byPath = locks.DistinctBy(file => file.Path, StringComparer.Ordinal).ToDictionary(file => file.Path, StringComparer.Ordinal);
    private readonly HashSet<string> own = manifests.Values.Select(manifest => manifest.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
    private readonly bool hasWorkSum = files.Any(file => file == WorkSum || file.EndsWith($"/{WorkSum}", StringComparison.Ordinal));

    /// <summary>The project, with where it differs from its lock files, and what could not be told.</summary>
    /// <param name="project">The project.</param>
    public Project Compared(Project project)
    {
        var disagreements = ImmutableArray.CreateBuilder<LockDisagreement>();
        var gaps = ImmutableArray.CreateBuilder<Gap>();
        var compared = 0;
        foreach (var manifest in project.Manifests)
        {
            foreach (var file in LocksOf(project, manifest))
            {
                if (!IsCompared(file.Ecosystem))
                {
                    continue;
                }

                compared++;
                if (!manifests.TryGetValue(manifest.Path, out var asked))
                {
                    gaps.Add(new Gap(manifest.Path, manifest.Unreadable ?? "it was not read", Failed: true));
                    continue;
                }

                if (file.Unreadable is not null || !records.TryGetValue(file.Path, out var said))
                {
                    gaps.Add(new Gap(file.Path, file.Unreadable ?? "it was not read", Failed: true));
                    continue;
                }

                var pair = Paired(project, manifest.Path, asked, said, file);
                if (Closed(pair) is { } gap)
                {
                    gaps.Add(gap);
                    continue;
                }

                disagreements.AddRange(Differing(pair));
            }
        }

        return project with { Disagreements = disagreements.DrainToImmutable(), DisagreementGaps = [.. gaps.Distinct()], Compared = compared };
    }

    // The lock files of the others do not say what they were made for.
    private static bool IsCompared(Ecosystem ecosystem) => ecosystem is Ecosystem.Npm or Ecosystem.Yarn or Ecosystem.YarnClassic or Ecosystem.Pnpm or Ecosystem.Bun
        or Ecosystem.Uv or Ecosystem.Pip or Ecosystem.Poetry or Ecosystem.Pdm or Ecosystem.Pipenv or Ecosystem.Composer or Ecosystem.Cargo or Ecosystem.Go or Ecosystem.Bundler or Ecosystem.NuGet;

    private static IEnumerable<LockDisagreement> Differing(ComparedPair pair) => pair.File.Ecosystem switch
    {
        Ecosystem.Npm when pair.Lock.Folders.Count == 0 => JavaScriptComparison.Versioned(pair),
        Ecosystem.Npm or Ecosystem.Yarn or Ecosystem.Bun => JavaScriptComparison.Repeated(pair),
        Ecosystem.Pnpm => JavaScriptComparison.Repeated(pair).Concat(pair.Workspace is { } workspace && pair.Folder.Length == 0 ? JavaScriptComparison.Catalogued(pair with { Manifest = workspace, ManifestPath = pair.WorkspacePath }) : []),
        Ecosystem.YarnClassic => JavaScriptComparison.Keyed(pair),
        Ecosystem.Uv => PythonComparison.Repeated(pair),
        Ecosystem.Pip => PythonComparison.Compiled(pair),
        Ecosystem.Poetry or Ecosystem.Pdm or Ecosystem.Pipenv or Ecosystem.Composer => DigestComparison.Compare(pair),
        Ecosystem.Cargo => OtherComparison.OfCargo(pair),
        Ecosystem.Go => OtherComparison.OfGo(pair),
        Ecosystem.Bundler => OtherComparison.OfBundler(pair),
        Ecosystem.NuGet => OtherComparison.OfNuGet(pair),
        _ => [],
    };

    private Gap? Closed(ComparedPair pair)
    {
        // A digest is of what is written, whoever decides the rest.
        if (pair.Manifest.Unknown is { } dynamic && pair.File.Ecosystem is not (Ecosystem.Poetry or Ecosystem.Pdm or Ecosystem.Pipenv))
        {
            return new Gap(pair.ManifestPath, $"whether '{pair.File.Path}' is of it cannot be told: {dynamic}", Failed: true);
        }

        var reason = pair.Lock.Unknown
            ?? (!IsKnown(pair.File) ? $"version {pair.File.Version} of its format is not known" : null)
            ?? (pair.File.Ecosystem is Ecosystem.Poetry or Ecosystem.Pdm or Ecosystem.Pipenv or Ecosystem.Composer ? DigestComparison.Closed(pair) : null)
            ?? (pair.File.Ecosystem is Ecosystem.Go && hasWorkSum && OtherComparison.OfGo(pair).Any() ? $"a {WorkSum} may hold hashes that it lacks" : null);
        return reason is null ? null : new Gap(pair.File.Path, $"whether it is of '{pair.ManifestPath}' cannot be told: {reason}", Failed: true);
    }

    // A new version may say the same in other words.
    private static bool IsKnown(Lockfile file) => (file.Ecosystem, file.Version?.Split('.')[0]) switch
    {
        (Ecosystem.Npm, var version) => version is null or "1" or "2" or "3",
        (Ecosystem.Pnpm, var version) => version is "5" or "6" or "7" or "9",
        (Ecosystem.Uv, var version) => version is "1",
        (Ecosystem.Bun, var version) => version is null or "0" or "1" or "2" or "3",
        (Ecosystem.Cargo, var version) => version is null or "1" or "2" or "3" or "4",
        (Ecosystem.NuGet, var version) => version is "1" or "2",
        _ => true,
    };

    private ComparedPair Paired(Project project, string path, ManifestRecord asked, LockRecord said, Lockfile file)
    {
        var above = RepositoryPath.FolderOf(file.Path);
        var shared = project.Ecosystem switch
        {
            Ecosystem.Cargo => $"{Below(project.Workspace ?? project.Folder)}Cargo.toml",
            Ecosystem.Pnpm => $"{Below(above)}pnpm-workspace.yaml",
            Ecosystem.NuGet => Nearest(project.Folder),
            Ecosystem.Npm or Ecosystem.Yarn or Ecosystem.YarnClassic or Ecosystem.Bun => $"{Below(above)}package.json",
            _ => null,
        };
        return new ComparedPair(asked, path, said, file, project.Folder.Length > above.Length ? project.Folder[(above.Length == 0 ? 0 : above.Length + 1)..] : "")
        {
            Workspace = shared is null ? null : manifests.GetValueOrDefault(shared),
            WorkspacePath = shared ?? "",
            Own = own,
        };
    }

    // The one nearest to the project counts, and those above it only where it takes them in.
    private string? Nearest(string folder)
    {
        for (; ; folder = RepositoryPath.FolderOf(folder))
        {
            if (manifests.ContainsKey($"{Below(folder)}{PackagesProps.FileName}"))
            {
                return $"{Below(folder)}{PackagesProps.FileName}";
            }

            if (folder.Length == 0)
            {
                return null;
            }
        }
    }

    // Other lock files may lie there that nobody uses any more.
    private IEnumerable<Lockfile> LocksOf(Project project, Manifest manifest)
    {
        if (project.Ecosystem is Ecosystem.NuGet)
        {
            var name = Path.GetFileNameWithoutExtension(manifest.Path);
            var folder = Below(project.Folder);
            return byPath.TryGetValue($"{folder}packages.{name}.lock.json", out var named) ? [named]
                : project.Manifests.Length == 1 && byPath.TryGetValue($"{folder}packages.lock.json", out var usual) ? [usual]
                : [];
        }

        if (project.Ecosystem is Ecosystem.Pip)
        {
            return manifest.Path.EndsWith(".in", StringComparison.Ordinal) && manifest.Lock is not null && byPath.TryGetValue(manifest.Lock, out var compiled) ? [compiled] : [];
        }

        // Where they find a workspace above, these look at no lock file below it.
        if (project.Ecosystem is Ecosystem.Npm or Ecosystem.YarnClassic or Ecosystem.Bun && builder.OfWorkspace(manifest.Path, project.Ecosystem) is { IsEmpty: false } shared)
        {
            return shared;
        }

        return project.Locks.Select(path => byPath.GetValueOrDefault(path)).OfType<Lockfile>().Where(file => file.Ecosystem == project.Ecosystem && !file.Path.EndsWith(".lockb", StringComparison.Ordinal));
    }

    private static string Below(string folder) => folder.Length == 0 ? "" : $"{folder}/";
}

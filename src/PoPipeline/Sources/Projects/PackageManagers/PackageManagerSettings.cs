using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.MsBuild;

namespace PoPipeline.Sources.Projects.PackageManagers;

/// <summary>Finds what the files of package managers set for a project: those of its folder, of its workspace and of the folders above it, as each manager looks for them.</summary>
/// <param name="repository">The repository.</param>
/// <param name="tree">Reads its files.</param>
/// <remarks>What lies in the home of whoever installs, or on the machine, is not in the repository, and taken for not to be there.</remarks>
internal sealed class PackageManagerSettings(Repository repository, WorkingTree tree)
{
    private const string PnpmFile = "pnpm-workspace.yaml";

    private static readonly NpmRc NpmRc = new();
    private static readonly YarnRcYml YarnRcYml = new();
    private static readonly YarnRc YarnRc = new();
    private static readonly PnpmSettings Pnpm = new();
    private static readonly PackageManagerField Field = new();
    private static readonly BunFig Bun = new();
    private static readonly UvSettings Uv = new();
    private static readonly PipConf Pip = new();
    private static readonly PoetryToml Poetry = new();
    private static readonly PdmOptions Pdm = new();
    private static readonly CargoConfig Cargo = new();
    private static readonly RustToolchain Rust = new();
    private static readonly ComposerConfig Composer = new();
    private static readonly GoVersions GoMod = new("go.mod");
    private static readonly GoVersions GoWork = new("go.work");
    private static readonly BundleConfig Bundler = new();

    private readonly RepositoryPaths paths = new(repository.Files);
    private readonly Dictionary<(string Path, SettingsFile Kind), SettingsOfFile> known = [];

    /// <summary>Every kind of files that is read.</summary>
    public static ImmutableArray<SettingsFile> All { get; } = [NpmRc, YarnRcYml, YarnRc, Pnpm, Field, Bun, Uv, Pip, Poetry, Pdm, Cargo, Rust, Composer, GoMod, GoWork, Bundler];

    /// <summary>A project with what is set for it, behind what it had before.</summary>
    /// <param name="project">The project.</param>
    public Project Completed(Project project)
    {
        // What is nearer comes later, and counts.
        var settings = new Dictionary<string, ToolSetting>(StringComparer.Ordinal);
        var gaps = new List<Gap>();
        foreach (var (path, kind) in FilesOf(project))
        {
            var read = Read(path, kind);
            if (read.Fault is { } fault)
            {
                gaps.Add(new Gap(path, fault, Failed: true));
            }

            foreach (var setting in read.Settings)
            {
                settings[setting.Name] = setting;
            }
        }

        return settings.Count == 0 && gaps.Count == 0 ? project : project with
        {
            Settings = [.. project.Settings, .. settings.Values.OrderBy(setting => setting.Name, StringComparer.Ordinal)],
            SettingGaps = [.. project.SettingGaps.Concat(gaps).Distinct()],
        };
    }

    private SettingsOfFile Read(string path, SettingsFile kind)
    {
        if (known.TryGetValue((path, kind), out var read))
        {
            return read;
        }

        var file = tree.Read(path);
        read = file.Fault is { } fault ? kind.Refused(path, fault) : kind.Read(path, file.Text);
        known.Add((path, kind), read);
        return read;
    }

    private IEnumerable<(string Path, SettingsFile Kind)> FilesOf(Project project) => project.Ecosystem switch
    {
        Ecosystem.Npm or Ecosystem.YarnClassic or Ecosystem.Yarn or Ecosystem.Pnpm or Ecosystem.Bun => JavaScript(project),
        Ecosystem.Pip or Ecosystem.Pylock or Ecosystem.Uv or Ecosystem.Poetry or Ecosystem.Pdm or Ecosystem.Pipenv => Python(project),
        Ecosystem.Cargo => [.. Above(project.Folder, Cargo, ".cargo/config", ".cargo/config.toml"), .. Nearest(project.Folder, Rust, "rust-toolchain", "rust-toolchain.toml")],
        Ecosystem.Composer => In(project.Folder, Composer, "composer.json"),
        Ecosystem.Go => [.. In(project.Folder, GoMod, "go.mod"), .. Nearest(project.Folder, GoWork, "go.work")],
        Ecosystem.Bundler => In(project.Folder, Bundler, ".bundle/config"),
        _ => [],
    };

    private IEnumerable<(string Path, SettingsFile Kind)> JavaScript(Project project)
    {
        var root = project.Workspace ?? project.Folder;
        var workspace = paths.Above(project.Folder, PnpmFile);

        // npm reads one file, that of the workspace; pnpm goes on with that of the project.
        var isPnpm = project.Ecosystem is Ecosystem.Pnpm;
        var npm = isPnpm && workspace is not null ? RepositoryPath.FolderOf(workspace) : root;
        return
        [
            .. Above(project.Folder, Field, "package.json"),
            .. In(npm, NpmRc, ".npmrc"), .. isPnpm && npm != project.Folder ? In(project.Folder, NpmRc, ".npmrc") : [],
            .. Above(project.Folder, YarnRc, ".yarnrc"),
            .. Above(project.Folder, YarnRcYml, ".yarnrc.yml"),
            .. workspace is null ? [] : (IEnumerable<(string, SettingsFile)>)[(workspace, Pnpm)],
            .. In(root, Bun, "bunfig.toml"), .. root != project.Folder ? In(project.Folder, Bun, "bunfig.toml") : [],
        ];
    }

    private IEnumerable<(string Path, SettingsFile Kind)> Python(Project project) =>
    [
        .. OfUv(project.Workspace ?? project.Folder),
        .. Nearest(project.Folder, Pip, "pip.conf", "pip.ini"),
        .. In(project.Folder, Poetry, "poetry.toml"),
        .. In(project.Folder, Pdm, "pyproject.toml"),
    ];

    // The nearest file that holds settings of uv is the only one; of one folder, uv.toml is.
    private IEnumerable<(string Path, SettingsFile Kind)> OfUv(string folder)
    {
        foreach (var path in paths.AllAbove(folder, "uv.toml", "pyproject.toml"))
        {
            if (Read(path, Uv).IsMeant)
            {
                return [(path, Uv)];
            }
        }

        return [];
    }

    private IEnumerable<(string Path, SettingsFile Kind)> In(string folder, SettingsFile kind, string name)
    {
        var path = folder.Length == 0 ? name : $"{folder}/{name}";
        return paths.IsFile(path) ? [(path, kind)] : [];
    }

    private IEnumerable<(string Path, SettingsFile Kind)> Nearest(string folder, SettingsFile kind, params ReadOnlySpan<string> names) =>
        paths.Above(folder, names) is { } path ? [(path, kind)] : [];

    // The farthest first.
    private IEnumerable<(string Path, SettingsFile Kind)> Above(string folder, SettingsFile kind, params ReadOnlySpan<string> names)
    {
        var all = paths.AllAbove(folder, names);
        all.Reverse();
        return [.. all.Select(path => (path, kind))];
    }
}

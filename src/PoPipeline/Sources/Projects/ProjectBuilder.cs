using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Projects.Locks;
using PoPipeline.Sources.Projects.Manifests;

namespace PoPipeline.Sources.Projects;

/// <summary>Joins manifests and lock files to projects, and projects to workspaces, as their tools join them.</summary>
internal sealed class ProjectBuilder
{
    private static readonly ImmutableArray<string> GradleFolders = ["gradle/dependency-locks", "gradle"];

    private readonly IReadOnlyDictionary<string, ManifestFacts> manifests;
    private readonly ILookup<string, Lockfile> locks;
    private readonly JavaBuilds java;
    private readonly NativeBuilds native;
    private readonly Dictionary<string, List<(ManifestFacts Facts, PatternTree Members)>> workspaces = new(StringComparer.Ordinal);

    /// <summary>Starts with what was read.</summary>
    /// <param name="manifests">What the manifests say, by path.</param>
    /// <param name="locks">The lock files.</param>
    /// <param name="wrappers">What fetches build tools.</param>
    public ProjectBuilder(IReadOnlyDictionary<string, ManifestFacts> manifests, ImmutableArray<Lockfile> locks, ImmutableArray<BuildWrapper> wrappers)
    {
        this.manifests = manifests;
        java = new JavaBuilds(manifests, wrappers);
        native = new NativeBuilds(manifests);
        this.locks = locks.ToLookup(HomeOf, StringComparer.Ordinal);
        foreach (var (path, facts) in manifests)
        {
            if (facts.Members is { } members)
            {
                var folder = RepositoryPath.FolderOf(path);
                if (!workspaces.TryGetValue(folder, out var known))
                {
                    workspaces.Add(folder, known = []);
                }

                known.Add((facts, new PatternTree(members.Select(member => Anchored(folder, member)), Forge.GitHub)));
            }
        }
    }

    /// <summary>The projects, by folder and ecosystem, without what hinders their lock files.</summary>
    public ImmutableArray<Project> Build() =>
    [
        .. manifests.Where(pair => !pair.Value.IsAside && (pair.Value is { Members: null } || !pair.Key.EndsWith("pnpm-workspace.yaml", StringComparison.Ordinal)))
            .Select(pair => Placed(pair.Key, native.Taken(pair.Key, pair.Value)))
            .GroupBy(placed => (placed.Folder, placed.Ecosystem, placed.Workspace))
            .Select(Joined)
            .OrderBy(project => project.Folder, StringComparer.Ordinal).ThenBy(project => project.Ecosystem),
    ];

    /// <summary>The lock files of the workspace that a manifest belongs to, whatever lies beside the manifest.</summary>
    /// <param name="path">The manifest.</param>
    /// <param name="ecosystem">Whose lock files.</param>
    public ImmutableArray<Lockfile> OfWorkspace(string path, Ecosystem ecosystem)
    {
        var family = EcosystemFamilies.Locking(ecosystem);
        return WorkspaceOf(path, RepositoryPath.FolderOf(path), family) is { } workspace ? [.. Held(workspace, family).Where(file => file.Ecosystem == ecosystem)] : [];
    }

    private PlacedManifest Placed(string path, ManifestFacts facts)
    {
        var folder = RepositoryPath.FolderOf(path);
        var family = EcosystemFamilies.Locking(facts.Ecosystem);
        var workspace = facts is { Ecosystem: Ecosystem.Cargo, Members: not null } ? null : WorkspaceOf(path, folder, family);

        // A lock file of its own goes before that of a workspace which it may have left.
        var own = Held(folder, family);
        var shared = own.IsEmpty && workspace is not null ? Held(workspace, family) : [];
        var held = own.IsEmpty ? shared : own;

        // Lock state is one for each project, and what verifies it is one for the whole build.
        if (facts.Ecosystem is Ecosystem.Gradle && workspace is not null && !own.IsEmpty)
        {
            held = [.. own, .. Held(workspace, family).Where(file => file.Path.EndsWith(GradleVerification.FileName, StringComparison.Ordinal))];
        }

        if (facts.Ecosystem is Ecosystem.Pip && path.EndsWith(".txt", StringComparison.Ordinal))
        {
            held = [.. held.Where(file => file.Path == path)];
        }
        else if (path.EndsWith(".in", StringComparison.Ordinal))
        {
            held = [.. held.Where(file => file.Path == Path.ChangeExtension(path, ".txt").Replace('\\', '/'))];
        }
        else if (facts.Ecosystem is Ecosystem.Pip)
        {
            // Any file of requirements may be of something else, unless nothing else is there.
            held = held.Any(file => file.Ecosystem is not Ecosystem.Pip) ? [.. held.Where(file => file.Ecosystem is not Ecosystem.Pip)] : held;
        }

        var ecosystem = facts.NamesTool || held.IsEmpty ? NamedIn(workspace ?? (workspaces.ContainsKey(folder) ? folder : null), facts) : held[0].Ecosystem;
        return new PlacedManifest(path, facts, folder, ecosystem, own.IsEmpty || facts.Ecosystem is Ecosystem.Gradle ? workspace : null, held);
    }

    // A part of a workspace, and its root as well, is installed by the tool that the workspace names.
    private Ecosystem NamedIn(string? workspace, ManifestFacts facts) =>
        !facts.NamesTool && workspace is not null && workspaces[workspace].Find(known => known.Facts.NamesTool && EcosystemFamilies.Locking(known.Facts.Ecosystem).Contains(facts.Ecosystem)) is { Facts: { } named } ? named.Ecosystem : facts.Ecosystem;

    private Project Joined(IGrouping<(string Folder, Ecosystem Ecosystem, string? Workspace), PlacedManifest> group) => new()
    {
        Ecosystem = group.Key.Ecosystem,
        Folder = group.Key.Folder,
        Workspace = group.Key.Workspace,
        Manifests = [.. group.OrderBy(placed => placed.Path, StringComparer.Ordinal).Select(ManifestOf)],
        Locks = [.. group.SelectMany(placed => placed.Locks).Select(file => file.Path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        Settings = [.. group.SelectMany(placed => java.Of(placed.Path, placed.Facts).Concat(native.Of(placed.Path, placed.Facts))).Distinct().OrderBy(setting => setting.Name, StringComparer.Ordinal)],
        IsLibrary = group.All(placed => placed.Facts.IsLibrary),
        IsUnread = group.Any(placed => placed.Facts.IsUnread) && group.All(placed => java.Elsewhere(placed.Facts).IsEmpty),
    };

    private Manifest ManifestOf(PlacedManifest placed)
    {
        var packages = java.Elsewhere(placed.Facts);
        return new Manifest
        {
            Path = placed.Path,
            Unreadable = placed.Facts.Unreadable,
            Span = packages.IsEmpty ? Place.StartOf(placed.Path) : new Place(placed.Path, packages[0].At),
            Packages = packages.Length,
            Lock = placed.Locks.IsEmpty || placed.Facts.IsOwnLock ? native.LockOf(placed.Path, placed.Facts) : placed.Locks[0].Path,
        };
    }

    // Some of Gradle's lie below the folder that they are for.
    private static string HomeOf(Lockfile file)
    {
        var folder = RepositoryPath.FolderOf(file.Path);
        foreach (var below in file.Ecosystem is Ecosystem.Gradle ? GradleFolders : [])
        {
            if (folder == below)
            {
                return "";
            }

            if (folder.EndsWith("/" + below, StringComparison.Ordinal))
            {
                return folder[..^(below.Length + 1)];
            }
        }

        return folder;
    }

    // The nearest folder above that says so; Cargo also takes what the workspace depends on by its path, so that any one below counts.
    private string? WorkspaceOf(string path, string folder, ImmutableArray<Ecosystem> family)
    {
        for (var above = folder; above.Length > 0;)
        {
            above = RepositoryPath.FolderOf(above);
            if (workspaces.TryGetValue(above, out var leaving) && leaving.Exists(one => family.Contains(one.Facts.Ecosystem) && IsExcluded(one.Facts, above, folder)))
            {
                return null;
            }

            if (workspaces.TryGetValue(above, out var known)
                && known.Exists(one => family.Contains(one.Facts.Ecosystem) && (one.Facts.Ecosystem is Ecosystem.Cargo || IsMember(one.Members, path))))
            {
                return above;
            }
        }

        return null;
    }

    // Cargo takes the folders as they are written, not as patterns: https://doc.rust-lang.org/cargo/reference/workspaces.html#the-members-and-exclude-fields.
    private static bool IsExcluded(ManifestFacts facts, string above, string folder) => facts.Excluded.Any(excluded =>
    {
        var left = excluded.TrimStart('.').Trim('/');
        var at = above.Length == 0 ? left : $"{above}/{left}";
        return left.Length > 0 && (folder == at || folder.StartsWith($"{at}/", StringComparison.Ordinal));
    });

    private static bool IsMember(PatternTree members, string path)
    {
        try
        {
            return new PatternWalk(members).LastMatch(path) >= 0;
        }
        catch (PatternWorkException)
        {
            return false;
        }
    }

    private ImmutableArray<Lockfile> Held(string folder, ImmutableArray<Ecosystem> family) =>
        [.. locks[folder].Where(file => family.Contains(file.Ecosystem) && !IsDeclared(file)).OrderBy(file => family.IndexOf(file.Ecosystem)).ThenBy(file => file.Path, StringComparer.Ordinal)];

    // What a manifest names with its content is no lock file that its tool writes, and no command installs by it.
    private bool IsDeclared(Lockfile file) => manifests.TryGetValue(file.Path, out var facts) && file.Ecosystem is not Ecosystem.Pip;

    private static string Anchored(string folder, string member)
    {
        var pattern = member.TrimStart('!').TrimStart('.').Trim('/');
        return $"/{(folder.Length == 0 ? "" : folder + "/")}{pattern}/";
    }

    private sealed record PlacedManifest(string Path, ManifestFacts Facts, string Folder, Ecosystem Ecosystem, string? Workspace, ImmutableArray<Lockfile> Locks);
}

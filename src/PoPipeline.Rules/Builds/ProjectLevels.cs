using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Rules.Builds;

/// <summary>Works out at which level each project of a repository is: from its lock files, the commands of the pipelines and its settings.</summary>
public sealed class ProjectLevels
{
    private const int MostFaults = 3;

    private readonly Snapshot snapshot;
    private readonly Dictionary<string, Lockfile> locks;
    private readonly ProjectInstalls installs;
    private readonly OutsideNeeds outside;
    private readonly bool isCut;
    private readonly bool isBeyond;
    private readonly ImmutableArray<CommandFile> unread;

    private ProjectLevels(Snapshot snapshot)
    {
        this.snapshot = snapshot;
        locks = snapshot.Locks.ToDictionary(file => file.Path, StringComparer.Ordinal);
        installs = ProjectInstalls.In(snapshot);
        outside = new OutsideNeeds(snapshot);
        isCut = snapshot.Pipelines.Any(pipeline => pipeline.Unreadable is not null || installs.IsCut(pipeline) || !installs.Unread(pipeline).IsEmpty || !installs.Holes(pipeline).IsEmpty);
        unread = [.. snapshot.Pipelines.SelectMany(pipeline => installs.Unread(pipeline)).Distinct()];
        isBeyond = snapshot.Pipelines.Any(installs.IsCut);
    }

    /// <summary>The projects of a repository, by folder.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static ImmutableArray<ProjectLevel> Of(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var levels = new ProjectLevels(snapshot);
        return [.. snapshot.Projects.Select(levels.Of).OrderBy(level => level.Project.Folder, StringComparer.Ordinal).ThenBy(level => level.Project.Ecosystem)];
    }

    private ProjectLevel Of(Project project)
    {
        var own = installs.Of(project);
        return new ProjectLevel(project, [.. Locked(project), .. Complete(project), .. Enforced(project, own), .. BuildDeterminism.Of(project, snapshot, own)]);
    }

    // What decides about versions and is no lock file that a tool writes: a WORKSPACE, the commit of a registry.
    private static ImmutableArray<string> Deciding(Project project) =>
        project.Locks.IsEmpty && project.Manifests.All(manifest => manifest is { Unreadable: null } and ({ Packages: 0 } or { Lock: not null }))
            ? [.. project.Manifests.Where(manifest => manifest.Packages > 0).Select(manifest => manifest.Lock!).Distinct(StringComparer.Ordinal)]
            : [];

    private bool NeedsNothing(Project project) => OutsideNeeds.NamesNone(project) && outside.Of(project) is null;

    private OutsideNeed? Need(Project project) => OutsideNeeds.NamesNone(project) ? outside.Of(project) : null;

    private IEnumerable<LevelFact> Locked(Project project)
    {
        var next = EcosystemWords.Locking(project.Ecosystem) is { } command ? $"Write a lock file with '{command}', and commit it." : "Commit a lock file.";
        foreach (var manifest in project.Manifests.Where(manifest => manifest.Unreadable is not null))
        {
            yield return new LevelFact(BuildLevel.Locked, IsMet: null, $"'{manifest.Path}' could not be read: {manifest.Unreadable}.", Place.StartOf(manifest.Path));
        }

        foreach (var path in project.Locks)
        {
            yield return locks.TryGetValue(path, out var file) && file.IsTracked is false
                ? new LevelFact(BuildLevel.Locked, IsMet: false, $"'{path}' is not in the repository.", Place.StartOf(path)) { Next = $"Commit '{path}'." }
                : new LevelFact(BuildLevel.Locked, IsMet: true, $"'{path}' says which versions are taken.", Place.StartOf(path));
        }

        if (NeedsNothing(project))
        {
            yield return new LevelFact(BuildLevel.Locked, IsMet: true, "It asks for no package from elsewhere.", Place.StartOf(project.Manifests[0].Path));
        }
        else if (Deciding(project) is { IsEmpty: false } deciding)
        {
            foreach (var path in deciding)
            {
                yield return new LevelFact(BuildLevel.Locked, IsMet: true, $"'{path}' itself says which versions are taken.", Place.StartOf(path));
            }
        }
        else if (ChosenAnew(project) is { IsEmpty: false } dynamic)
        {
            foreach (var setting in dynamic)
            {
                yield return new LevelFact(BuildLevel.Locked, IsMet: false, $"Each build chooses which version '{setting.Value}' is.", setting.Span) { Next = "Name one released version." };
            }
        }
        else if (project is { Locks.IsEmpty: true, IsUnread: false, Ecosystem: Ecosystem.Maven or Ecosystem.Gradle })
        {
            yield return new LevelFact(BuildLevel.Locked, IsMet: true, "Each version that is written here is one release. What those need in turn is not read, and may be any release of a range.", Need(project)?.Place ?? project.Manifests[0].Span);
        }
        else if (project.Locks.IsEmpty && Need(project) is { } need)
        {
            yield return new LevelFact(BuildLevel.Locked, need.IsKnown ? false : null, $"It has no lock file, and {need.Why}.", need.Place) { Next = next };
        }
        else if (project.Locks.IsEmpty)
        {
            yield return project.IsUnread
                ? new LevelFact(BuildLevel.Locked, IsMet: null, "It has no lock file, and which packages it asks for is not read.", project.Manifests[0].Span)
                : new LevelFact(BuildLevel.Locked, IsMet: false, "It has no lock file.", project.Manifests[0].Span) { Next = next };
        }

        foreach (var manifest in project.Manifests.Where(manifest => manifest is { Lock: null, Packages: > 0 } && !project.Locks.IsEmpty))
        {
            yield return new LevelFact(BuildLevel.Locked, IsMet: false, $"No lock file holds for '{manifest.Path}'.", manifest.Span) { Next = next };
        }
    }

    private static ImmutableArray<ToolSetting> ChosenAnew(Project project) => project.Locks.IsEmpty ? [.. project.Settings.Where(setting => setting.Name is JavaSettings.MavenDynamic or JavaSettings.GradleDynamic)] : [];

    private IEnumerable<LevelFact> Complete(Project project)
    {
        foreach (var disagreement in project.Disagreements.Take(MostFaults))
        {
            yield return new LevelFact(BuildLevel.Complete, IsMet: false, disagreement.Package.Length == 0 ? $"'{disagreement.Lock.Path}' was made of another '{disagreement.Manifest.Path}'." : $"'{disagreement.Package}' in '{disagreement.Lock.Path}' is not what the manifest asks for.", disagreement.Manifest) { Next = $"Bring '{disagreement.Lock.Path}' up to date." };
        }

        // A manifest that names content itself may leave some of it open that no lock file closes.
        var deciding = Deciding(project);
        var own = project.Manifests.Select(manifest => manifest.Path).Where(path => !project.Locks.Contains(path) && !deciding.Contains(path) && locks.TryGetValue(path, out var said) && said.Unreadable is null && Open(said).Count > 0);
        if (!deciding.IsEmpty && project.Ecosystem is Ecosystem.Bazel)
        {
            // What a WORKSPACE calls fetches as well.
            own = own.Concat(snapshot.Locks.Where(file => file.Path.EndsWith(".bzl", StringComparison.Ordinal) && (project.Folder.Length == 0 || file.Path.StartsWith($"{project.Folder}/", StringComparison.Ordinal)) && Open(file).Count > 0).Select(file => file.Path));
        }

        foreach (var file in project.Locks.Concat(deciding).Concat(own).Where(locks.ContainsKey).Select(path => locks[path]))
        {
            if (file.Unreadable is { } why)
            {
                yield return new LevelFact(BuildLevel.Complete, IsMet: null, $"'{file.Path}' could not be read: {why}.", file.Span);
                continue;
            }

            var open = Open(file);
            var count = file.Counts.Where(count => open.Exists(fault => fault.Kind == count.Kind)).Sum(count => count.Count);
            yield return open.Count == 0
                ? new LevelFact(BuildLevel.Complete, IsMet: true, file.Packages == 0 ? $"'{file.Path}' lists no package from elsewhere." : $"'{file.Path}' has a strong hash, or the commit, of {(file.Packages == 1 ? "its one package" : $"all {file.Packages} packages")}.", Place.StartOf(file.Path))
                : new LevelFact(BuildLevel.Complete, IsMet: false, $"{(count == 1 ? $"'{open[0].Package}' in '{file.Path}' has" : $"{Counted.Of(count, "entry", "entries")} of '{file.Path}', '{open[0].Package}' first, have")} {Missing(open[0].Kind)}.", open[0].Span)
                {
                    Next = EcosystemWords.Again(file),
                };
        }

        // No lock file of NuGet holds what builds the project.
        if (project.Ecosystem is Ecosystem.NuGet && project.Settings.FirstOrDefault(setting => setting.Name.StartsWith(MsBuildNames.Sdk, StringComparison.Ordinal)) is { } sdk)
        {
            yield return new LevelFact(BuildLevel.Complete, IsMet: false, $"Nothing says which content the SDK '{sdk.Name[MsBuildNames.Sdk.Length..]}' has, which is fetched.", sdk.Span);
        }

        foreach (var path in project.Ecosystem is Ecosystem.Vcpkg ? deciding : [])
        {
            yield return new LevelFact(BuildLevel.Complete, IsMet: true, $"The commit in '{path}' names the hash of what each package is made of.", Place.StartOf(path));
        }

        if (!project.Locks.IsEmpty || (!deciding.IsEmpty && (project.Ecosystem is Ecosystem.Vcpkg || deciding.All(locks.ContainsKey))))
        {
            yield break;
        }

        if (NeedsNothing(project))
        {
            yield return new LevelFact(BuildLevel.Complete, IsMet: true, "There is no content from elsewhere.", Place.StartOf(project.Manifests[0].Path));
        }
        else if (project.Settings.FirstOrDefault(setting => setting.Name is JavaSettings.MavenChecksums) is { } checksums)
        {
            yield return new LevelFact(BuildLevel.Complete, IsMet: true, "Checksums that are trusted are written down.", checksums.Span);
        }
        else
        {
            var need = Need(project);
            yield return new LevelFact(BuildLevel.Complete, need is { IsKnown: false } ? null : false, need is null ? "Nothing says which content the packages have." : $"Nothing says which content is fetched: {need.Why}.", need?.Place ?? project.Manifests[0].Span)
            {
                Next = project.Ecosystem switch
                {
                    Ecosystem.Maven => "Commit checksums of all artifacts in '.mvn/checksums', or a lockfile.json.",
                    Ecosystem.Gradle => "Write 'gradle/verification-metadata.xml' with 'gradle --write-verification-metadata sha256 help', and commit it.",
                    _ => null,
                },
            };
        }
    }

    private static List<LockFault> Open(Lockfile file) =>
        [.. file.Faults.Where(fault => fault.Kind is LockFaultKind.NoHash or LockFaultKind.WeakHash or LockFaultKind.NoCommit or LockFaultKind.NoVersion)];

    private static string Missing(LockFaultKind kind) => kind switch
    {
        LockFaultKind.WeakHash => "but a weak hash",
        LockFaultKind.NoCommit => "no commit",
        LockFaultKind.NoVersion => "no version",
        _ => "no hash",
    };

    /// <summary>What it says of the level that a pipeline installs something.</summary>
    /// <param name="install">What it installs, and how.</param>
    internal static LevelFact FactOf(ProjectInstall install)
    {
        var command = $"'{WorkspaceRun.Shorten(install.Text)}'{install.Behind}";
        return install switch
        {
            { Unknown: { } why } => new LevelFact(BuildLevel.Enforced, IsMet: null, $"Whether {command} takes what {install.LockInWords} says is not known: {why}.", install.Place),
            { IsOtherTool: true } => new LevelFact(BuildLevel.Enforced, IsMet: false, $"{command} takes nothing from '{install.Lock}', which another tool reads.", install.Place) { Next = $"Install with the tool that wrote '{install.Lock}'." },
            { Act.Use: LockUse.Honours } => new LevelFact(BuildLevel.Enforced, IsMet: true, $"{command} takes what '{install.Lock}' says, or fails: {install.Act.Why}.", install.Place),
            { Act: { Use: LockUse.Rewrites or LockUse.Ignores } act } => new LevelFact(BuildLevel.Enforced, IsMet: false, $"{command} may take other packages than '{install.Lock}' says: {act.Why}.", install.Place)
            {
                Next = act.Instead is { } instead ? $"Use '{instead}' at {install.Place}." : null,
            },
            _ => new LevelFact(BuildLevel.Enforced, IsMet: null, $"What {command} does with '{install.Lock}' is not known: {install.Act.Why}.", install.Place),
        };
    }

    private IEnumerable<LevelFact> Enforced(Project project, ImmutableArray<(Pipeline Pipeline, ProjectInstall Install)> own)
    {
        // What may install it as the lock file says adds nothing to what does install it.
        var isInstalled = own.Any(pair => !pair.Install.IsDoubtful);

        // The same command may install otherwise where something else stands around it.
        foreach (var fact in own.Where(pair => !isInstalled || !pair.Install.IsDoubtful || pair.Install.IsOpen).DistinctBy(pair => (pair.Install.Place, pair.Install.Text, FactOf(pair.Install).IsMet)))
        {
            yield return FactOf(fact.Install);
        }

        var hasNothing = NeedsNothing(project) && own.IsEmpty;
        foreach (var file in hasNothing ? [] : unread)
        {
            yield return new LevelFact(BuildLevel.Enforced, IsMet: null, $"What '{file.Path}' installs, which a pipeline calls, is not known: {file.Unreadable}.", Place.StartOf(file.Path));
        }

        if (isBeyond && !own.IsEmpty)
        {
            yield return new LevelFact(BuildLevel.Enforced, IsMet: null, "The pipelines call more files of commands than are followed.", Place: null);
        }

        if (!own.IsEmpty)
        {
            yield break;
        }

        if (hasNothing)
        {
            yield return new LevelFact(BuildLevel.Enforced, IsMet: true, "There is nothing to install.", Place.StartOf(project.Manifests[0].Path));
        }
        else if (project.Settings.FirstOrDefault(setting => setting.Name is JavaSettings.MavenChecksums) is { } checksums && project.Locks.IsEmpty)
        {
            yield return new LevelFact(BuildLevel.Enforced, IsMet: null, "Whether the pipelines have Maven ask for the trusted checksums is not followed.", checksums.Span);
        }
        else if (Deciding(project) is [var decided, ..])
        {
            yield return new LevelFact(BuildLevel.Enforced, IsMet: null, $"Whether a pipeline builds by '{decided}' is not followed.", Place.StartOf(decided));
        }
        else
        {
            yield return new LevelFact(BuildLevel.Enforced, isCut ? null : false, $"No command that is seen in a pipeline installs its packages{(isCut ? ", and not all of them were looked at" : "")}.", Place: null)
            {
                Next = "Have a pipeline install its packages from the lock file.",
            };
        }
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Calls;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Reproducible;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Builds;

/// <summary>Joins the commands of a pipeline with the lock files of the projects that they install the packages of.</summary>
/// <remarks>Followed are the folders that a script goes into, the variables that it exports and the files of commands that it calls, and not what another step hands on.</remarks>
internal sealed class ProjectInstalls
{
    // Several rules, and the levels, ask for the same.
    private static readonly ConditionalWeakTable<Snapshot, ProjectInstalls> Known = [];

    private readonly Snapshot snapshot;
    private readonly Dictionary<string, Lockfile> locks;
    private readonly ImmutableArray<Project> locked;
    private readonly CommandFileIndex commands;

    // Whether a rule applies, what it finds and what it cannot tell all ask for the same.
    private readonly ConcurrentDictionary<Pipeline, (ImmutableArray<ProjectInstall> Installs, bool IsCut, ImmutableArray<CommandFile> Unread, ImmutableArray<CommandHole> Holes)> joined = new(ReferenceEqualityComparer.Instance);

    private readonly Lazy<ImmutableArray<(Pipeline Pipeline, ProjectInstall Install)>> all;

    private ProjectInstalls(Snapshot snapshot)
    {
        all = new(() => [.. snapshot.Pipelines.SelectMany(pipeline => Of(pipeline).Select(install => (pipeline, install)))]);
        this.snapshot = snapshot;
        locks = snapshot.Locks.ToDictionary(file => file.Path, StringComparer.Ordinal);
        locked = [.. snapshot.Projects.Where(project => !project.Locks.IsEmpty)];
        commands = new CommandFileIndex(locked.IsEmpty ? [] : snapshot.CommandFiles);
    }

    /// <summary>Those of a repository, found once.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static ProjectInstalls In(Snapshot snapshot) => Known.GetValue(snapshot, static one => new ProjectInstalls(one));

    /// <summary>What a pipeline installs of projects that have lock files, in the order of the pipeline.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public ImmutableArray<ProjectInstall> Of(Pipeline pipeline) => locked.IsEmpty ? [] : joined.GetOrAdd(pipeline, Join).Installs;

    /// <summary>What all pipelines install of a project.</summary>
    /// <param name="project">The project.</param>
    public ImmutableArray<(Pipeline Pipeline, ProjectInstall Install)> Of(Project project) => [.. all.Value.Where(pair => pair.Install.Covers(project))];

    /// <summary>Whether a pipeline calls more files of commands than are followed.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public bool IsCut(Pipeline pipeline) => !locked.IsEmpty && joined.GetOrAdd(pipeline, Join).IsCut;

    /// <summary>The files of commands that a pipeline calls and that could not be read to their end.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public ImmutableArray<CommandFile> Unread(Pipeline pipeline) => locked.IsEmpty ? [] : joined.GetOrAdd(pipeline, Join).Unread;

    /// <summary>Where what a pipeline runs cannot be followed, and a project with a lock file lies in reach.</summary>
    /// <param name="pipeline">The pipeline.</param>
    public ImmutableArray<CommandHole> Holes(Pipeline pipeline) => locked.IsEmpty ? [] : joined.GetOrAdd(pipeline, Join).Holes;

    private (ImmutableArray<ProjectInstall> Installs, bool IsCut, ImmutableArray<CommandFile> Unread, ImmutableArray<CommandHole> Holes) Join(Pipeline pipeline)
    {
        var unread = ImmutableArray.CreateBuilder<CommandFile>();
        var installs = ImmutableArray.CreateBuilder<ProjectInstall>();
        var isCut = false;
        var budget = new VariantBudget(snapshot.Pipelines.Length);
        var open = new OpenInstalls();
        var holes = new List<CommandHole>();
        foreach (var job in pipeline.Jobs)
        {
            var followed = new FollowedCommands(commands, locks.ContainsKey, budget);
            foreach (var step in StepCommands.StepsOf(job))
            {
                installs.AddRange(followed.Of(step, () => StepSurroundings.Of(pipeline, job, step)).SelectMany(command => Joined(job, command, open)));
            }

            isCut |= followed.IsCut;
            holes.AddRange(followed.Holes);
            foreach (var file in followed.Unread)
            {
                if (!unread.Contains(file))
                {
                    unread.Add(file);
                }
            }
        }

        return (installs.ToImmutable(), isCut, unread.ToImmutable(), [.. holes.Where(IsInReach).DistinctBy(hole => hole.Subject)]);
    }

    // What runs in a folder may install what is asked for there, above it and below it.
    private bool IsInReach(CommandHole hole) => locked.Any(project => hole.Folder is not { } folder || IsBelow(folder, project.Folder) || IsBelow(project.Folder, folder));

    private IEnumerable<ProjectInstall> Joined(Job job, FollowedCommand followed, OpenInstalls open)
    {
        // Most commands install nothing, whatever stands around them.
        if (InstallCommands.Of(followed.Command, InstallSurroundings.None).IsEmpty)
        {
            yield break;
        }

        var around = followed.Surroundings.Value;
        var first = InstallCommands.Of(followed.Command, around);
        foreach (var (index, act) in first.Index())
        {
            var folder = FolderOf(act, followed.Standing, out var isElsewhere);
            isElsewhere |= folder is null && followed.Way is { IsImage: true };

            // Hashes in a file of requirements count for what is named beside it, too.
            var hasFile = act is { Ecosystem: Ecosystem.Pip, File: not null } && ProjectOfFile(act, followed.Standing) is not null;
            if ((act.IsPinned is not null && !hasFile) || act.OnlyLocks || isElsewhere || CheckedOutInto(job, folder))
            {
                continue;
            }

            if ((ProjectOfFile(act, followed.Standing) ?? ProjectOf(act, folder)) is not { } project)
            {
                if ((folder is null || IsOfAnyFile(act)) && OneOf(job, act, followed, around) is { } one && open.Add(one))
                {
                    yield return one;
                }

                continue;
            }

            var together = Together(project, folder);
            var seen = (together.Length > 1 ? together.DistinctBy(ProjectSettings.Digest) : together)
                .Select(one => (Project: one, Act: InstallCommands.Of(followed.Command, around.With(one) with { Locks = LocksOf(one), HashedFiles = Hashed(act, followed.Standing) }).ElementAtOrDefault(index)))
                .MinBy(one => one.Act?.Use switch { LockUse.Rewrites or LockUse.Ignores => 0, LockUse.Unknown => 1, _ => 2 });

            // Of what may be run, what reads another lock file is what is not run here.
            if (seen.Act is { IsPinned: null } whole && !IsOfOwnFile(whole, followed.Standing) && ((followed.Doubt is null && !IsOfAnyFile(whole)) || ReadOf(seen.Project, whole) is not null))
            {
                yield return Weighed(job, seen.Project, whole, followed, around, together);
            }
        }
    }

    private ProjectInstall Weighed(Job job, Project project, InstallAct act, FollowedCommand followed, InstallSurroundings around, ImmutableArray<Project> together)
    {
        var read = ReadOf(project, act);
        var isOther = read is null;
        return new ProjectInstall(job, project, read ?? project.Locks[0], act, followed.Place, followed.Text)
        {
            Way = followed.Way,
            By = followed.By,
            Surroundings = around,
            Command = BuildCommand.Of(followed.Command, followed.Place, around.Variables),
            Together = together,
            IsOtherTool = isOther,
            Unknown = followed.Doubt?.Why ?? (act.Use is LockUse.Unknown && (!isOther || !act.At.Literal) ? ProjectSettings.Why(project, act) : null),
            IsDoubtful = followed.Doubt is { KnowsHow: true },
        };
    }

    // The lock file of a project that a tool reads.
    private string? ReadOf(Project project, InstallAct act) => project.Locks.FirstOrDefault(path => locks.TryGetValue(path, out var file) && Reads(act.Ecosystem, file.Ecosystem));

    // A folder that only the run knows may be that of any project, and so may a file.
    private ProjectInstall? OneOf(Job job, InstallAct act, FollowedCommand followed, InstallSurroundings around)
    {
        var family = EcosystemFamilies.Of(act.Ecosystem);
        ImmutableArray<Project> any = [.. locked.Where(project => family.Contains(project.Ecosystem) && ReadOf(project, act) is not null)];
        var isOfAnyFile = IsOfAnyFile(act);
        return any.Length < (isOfAnyFile ? 1 : 2) || (act.File is not null && !isOfAnyFile) ? null : Weighed(job, any[0], act, followed, around, any) with
        {
            Unknown = isOfAnyFile ? act.Why : "in which folder it works is only known while the pipeline runs",
            IsDoubtful = true,

            // How it builds says nothing of a project that it may never see.
            Command = null,
            Surroundings = null,
        };
    }

    // Null where it is not known in which folder of the repository it works.
    private static string? FolderOf(InstallAct act, StandingFolder standing, out bool isElsewhere)
    {
        isElsewhere = standing.IsElsewhere;
        if (act.Folder is not { } named)
        {
            return standing.Now;
        }

        var folder = standing.Below(named);

        // An absolute path lies elsewhere, wherever the script stands.
        isElsewhere = folder is null && (named.StartsWith('/') || StandingFolder.LiesElsewhere(named) || standing.IsCloned(named) || (isElsewhere && !WorkspacePrograms.IsOutside(named)));
        return folder is not null && folder[(folder.LastIndexOf('/') + 1)..].Contains('.', StringComparison.Ordinal) && !folder.EndsWith('.') ? RepositoryPath.FolderOf(folder) : folder;
    }

    // What lies in a folder that something was checked out into may be another repository.
    private static bool CheckedOutInto(Job job, string? folder)
    {
        foreach (var step in job.Steps)
        {
            if (step.Checkout?.Directory is { Length: > 0 } directory && WorkspaceRuns.Normalize(directory) is { Length: > 0 } own && (folder is null || IsBelow(folder, own)))
            {
                return true;
            }
        }

        return false;
    }

    // The lock file that a command names says whose it is, wherever it lies.
    private Project? ProjectOfFile(InstallAct act, StandingFolder standing) =>
        act.File is { } named && standing.Below(named) is { } path ? locked.FirstOrDefault(project => project.Locks.Contains(path)) : null;

    private Project? ProjectOf(InstallAct act, string? folder)
    {
        var family = EcosystemFamilies.Of(act.Ecosystem);
        var near = locked.Where(project => family.Contains(project.Ecosystem) && (folder is null || IsBelow(folder, project.Folder))).OrderByDescending(project => project.Folder.Length).ThenByDescending(project => project.Ecosystem == act.Ecosystem).ToList();
        if (folder is null)
        {
            // Where there is but one, it can only be that one.
            return near.Count == 1 ? near[0] : null;
        }

        if (near.Count == 0)
        {
            // A solution builds what lies below it.
            return act.Ecosystem is Ecosystem.NuGet ? locked.FirstOrDefault(project => project.Ecosystem is Ecosystem.NuGet && IsBelow(project.Folder, folder)) : null;
        }

        // One without a lock file that lies nearer is the one that is meant.
        var isNearer = snapshot.Projects.Any(project => project.Locks.IsEmpty && family.Contains(project.Ecosystem) && project.Workspace is null && project.Folder.Length > near[0].Folder.Length && IsBelow(folder, project.Folder));
        return isNearer ? null : near[0];
    }

    // A command on a solution installs what all projects below ask for, and one that takes something else is enough.
    private ImmutableArray<Project> Together(Project project, string? folder) =>
        project.Ecosystem is Ecosystem.NuGet && folder is not null && !IsBelow(folder, project.Folder)
            ? [.. locked.Where(one => one.Ecosystem is Ecosystem.NuGet && IsBelow(one.Folder, folder))]
            : [project];

    private static bool IsBelow(string folder, string above) => above.Length == 0 || folder == above || folder.StartsWith($"{above}/", StringComparison.Ordinal);

    private ImmutableDictionary<Ecosystem, bool> LocksOf(Project project)
    {
        var has = project.Locks.Where(locks.ContainsKey).Select(path => locks[path].Ecosystem).ToHashSet();
        return EcosystemFamilies.Of(project.Ecosystem).ToImmutableDictionary(ecosystem => ecosystem, has.Contains);
    }

    // Which file of requirements it is, only the run knows.
    private static bool IsOfAnyFile(InstallAct act) => act is { Ecosystem: Ecosystem.Pip, File: not null, Use: LockUse.Unknown } && Invocation.IsComputed(act.At);

    // A file of requirements that is no lock file is told by the rule that asks for one.
    private bool IsOfOwnFile(InstallAct act, StandingFolder standing) =>
        act is { Ecosystem: Ecosystem.Pip, File: { } named } && !IsOfAnyFile(act) && !(standing.Below(named) is { } path && locks.ContainsKey(path));

    private ImmutableDictionary<string, bool> Hashed(InstallAct act, StandingFolder standing) =>
        act.File is { } named && standing.Below(named) is { } path
            ? ImmutableDictionary<string, bool>.Empty.Add(named, locks.TryGetValue(path, out var file) && file.Unreadable is null)
            : ImmutableDictionary<string, bool>.Empty;

    // Bundled with it, or in its place, a tool reads what another one wrote.
    private static bool Reads(Ecosystem tool, Ecosystem written) =>
        tool == written || (tool is Ecosystem.Yarn or Ecosystem.YarnClassic && written is Ecosystem.Yarn or Ecosystem.YarnClassic);
}

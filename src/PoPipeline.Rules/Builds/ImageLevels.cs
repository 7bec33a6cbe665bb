using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Reproducible;

namespace PoPipeline.Rules.Builds;

/// <summary>Works out at which level each image is that pipelines build: from the file that it is built by, and from the commands that build it.</summary>
public sealed class ImageLevels
{
    private static readonly ImmutableArray<string> Fetchers = ["curl", "wget", "aria2c"];
    private static readonly ImmutableArray<string> Checkers = ["sha256sum", "sha512sum", "sha384sum", "shasum", "gpg", "gpgv", "cosign", "minisign"];

    private static readonly ConditionalWeakTable<Snapshot, Lazy<ImmutableArray<ImageLevel>>> Known = [];

    private readonly Snapshot snapshot;
    private readonly ImageBuilds builds;

    // Those of files of images that are joined with a lock file, by the place of the command.
    private readonly Lazy<Dictionary<Place, ProjectInstall>> joined;

    private ImageLevels(Snapshot snapshot)
    {
        this.snapshot = snapshot;
        builds = ImageBuilds.In(snapshot);
        joined = new Lazy<Dictionary<Place, ProjectInstall>>(() => Joined(snapshot));
    }

    /// <summary>The images that the pipelines of a repository build, by file.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static ImmutableArray<ImageLevel> Of(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return Known.GetValue(snapshot, static one => new Lazy<ImmutableArray<ImageLevel>>(() => new ImageLevels(one).All())).Value;
    }

    /// <summary>The files of images that no pipeline is seen to build, by their paths.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public static ImmutableArray<string> Unbuilt(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var built = Of(snapshot).Select(level => level.File).ToHashSet(StringComparer.Ordinal);
        return [.. snapshot.CommandFiles.Where(file => file.Kind is CommandFileKind.Containerfile && !built.Contains(file.Path)).Select(file => file.Path)];
    }

    private ImmutableArray<ImageLevel> All()
    {
        var found = new List<ImageBuild>();
        foreach (var pipeline in snapshot.Pipelines)
        {
            found.AddRange(builds.Of(pipeline));
        }

        return found.Count == 0 ? [] :
        [
            .. found.GroupBy(build => build.Key, StringComparer.Ordinal).Select(group => Of([.. group]))
                .OrderBy(level => level.File is null).ThenBy(level => level.File, StringComparer.Ordinal).ThenBy(level => level.Target, StringComparer.Ordinal).ThenBy(level => level.Command, StringComparer.Ordinal),
        ];
    }

    private ImageLevel Of(ImmutableArray<ImageBuild> alike)
    {
        var first = alike[0];
        var facts = ImmutableArray.CreateBuilder<LevelFact>();
        if (first.File is { } file)
        {
            Add(BuildLevel.Locked, ContainerDeterminism.OfVersions(file, first.Target), "It is built from no other image.", Place.StartOf(file.Path), facts);
            var content = ContainerDeterminism.OfContent(file, first.Target, takesFrontend: alike.Any(build => build.Builder is ImageBuilder.BuildKit));
            Add(BuildLevel.Complete, content, "It takes nothing from elsewhere.", Place.StartOf(file.Path), facts);
            AddFetched(file, first.Target, facts);
            AddBuilds(alike, file, facts);
            AddInstalls(file, first.Target, facts);
        }
        else
        {
            AddWithoutFile(first, facts);
        }

        foreach (var build in alike.Where(build => build.Unknown is null).DistinctBy(build => build.Place))
        {
            var times = ContainerDeterminism.OfTimes(build.Command);
            if (times.IsEmpty || build.Builder is ImageBuilder.Other)
            {
                facts.Add(new LevelFact(BuildLevel.Deterministic, IsMet: null, $"Whether '{WorkspaceRun.Shorten(build.Text)}' gives the image, and its files, the same times each time is not known.", build.Place));
            }
            else
            {
                facts.AddRange(times.Select(fact => LevelFact.Of(BuildLevel.Deterministic, fact)));
            }
        }

        return new ImageLevel([.. facts.Distinct()])
        {
            File = first.File?.Path,
            Target = first.Target,
            Command = WorkspaceRun.Shorten(first.Text),
            Place = first.Place,
            IsHandedOut = alike.Any(build => build.IsHandedOut),
            Context = first.Folder ?? "",
        };
    }

    private static void Add(BuildLevel level, ImmutableArray<DeterminismFact> found, string otherwise, Place place, ImmutableArray<LevelFact>.Builder facts)
    {
        facts.AddRange(found.Select(fact => LevelFact.Of(level, fact)));
        if (found.IsEmpty)
        {
            facts.Add(new LevelFact(level, IsMet: true, otherwise, place));
        }
    }

    // What comes from an address may be another file tomorrow; what is compared with a checksum, or a signature, is not.
    private static void AddFetched(CommandFile file, string? target, ImmutableArray<LevelFact>.Builder facts)
    {
        foreach (var text in ContainerDeterminism.Built(file, target).SelectMany(stage => stage.Texts))
        {
            if (text.Script.Commands.FirstOrDefault(command => Fetchers.Contains(command.Name)) is not { } fetcher)
            {
                continue;
            }

            var place = text.Script.PlaceOf(fetcher.Offset, fetcher.Length);
            facts.Add(text.Script.Commands.Any(command => Checkers.Contains(command.Name))
                ? new LevelFact(BuildLevel.Complete, IsMet: true, $"What '{fetcher.Name}' fetches is compared with a checksum or a signature.", place)
                : new LevelFact(BuildLevel.Complete, IsMet: null, $"Whether what '{fetcher.Name}' fetches is the same each time is not known.", place) { Next = "Compare what is fetched with its checksum." });
        }
    }

    private static void AddBuilds(ImmutableArray<ImageBuild> alike, CommandFile file, ImmutableArray<LevelFact>.Builder facts)
    {
        var decisive = ContainerDeterminism.Built(file, alike[0].Target).SelectMany(stage => stage.BaseArguments).ToHashSet(StringComparer.Ordinal);
        foreach (var build in alike.DistinctBy(build => build.Place))
        {
            var command = $"'{WorkspaceRun.Shorten(build.Text)}'{(build.Way is { Depth: > 0 } way ? $", which '{WorkspaceRun.Shorten(way.Text)}' comes to," : "")}";
            var other = build.Command.Values("--build-arg").FirstOrDefault(argument => argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && decisive.Contains(argument[..equals]) && !argument.Contains("@sha256:", StringComparison.Ordinal))
                ?? build.Command.Values("--from").FirstOrDefault(image => !image.Contains("@sha256:", StringComparison.Ordinal));
            facts.Add(other is null
                ? new LevelFact(BuildLevel.Enforced, IsMet: true, $"{command} builds it as the file says.", build.Place)
                : new LevelFact(BuildLevel.Enforced, IsMet: other.Contains('$', StringComparison.Ordinal) ? null : false, $"{command} has it built from another image than the file says: '{other}'.", build.Place) { Next = "Leave to the file what it is built from, or name that by its digest." });
        }
    }

    private void AddInstalls(CommandFile file, string? target, ImmutableArray<LevelFact>.Builder facts)
    {
        foreach (var script in ContainerDeterminism.Built(file, target).SelectMany(stage => stage.Texts).Select(text => text.Script))
        {
            foreach (var command in script.Commands)
            {
                var place = script.PlaceOf(command.Offset, command.Length);
                if (joined.Value.TryGetValue(place, out var install))
                {
                    facts.Add(ProjectLevels.FactOf(install));
                }
                else if (InstallCommands.Of(command, InstallSurroundings.None).FirstOrDefault(act => !act.OnlyLocks) is { } act)
                {
                    facts.Add(Installing(WorkspaceRun.Shorten(script.Text.Substring(command.Offset, command.Length)), act, place));
                }
            }
        }
    }

    private static Dictionary<Place, ProjectInstall> Joined(Snapshot snapshot)
    {
        var byPlace = new Dictionary<Place, ProjectInstall>();
        foreach (var pipeline in snapshot.Pipelines)
        {
            foreach (var install in ProjectInstalls.In(snapshot).Of(pipeline))
            {
                if (install.Way is { IsImage: true })
                {
                    byPlace[install.Place] = install;
                }
            }
        }

        return byPlace;
    }

    // Of what was not joined with a lock file of the repository, only what the command itself says is known.
    private static LevelFact Installing(string text, InstallAct act, Place place) => act.Use switch
    {
        LockUse.Honours => new LevelFact(BuildLevel.Enforced, IsMet: true, $"'{text}' takes what a lock file says, or fails: {act.Why}.", place),
        LockUse.Rewrites or LockUse.Ignores when act.IsPinned is not null => new LevelFact(BuildLevel.Enforced, IsMet: false, $"'{text}' takes what no lock file says: {act.Why}.", place) { Next = "Install from a lock file." },
        _ => new LevelFact(BuildLevel.Enforced, IsMet: null, $"Whether '{text}' takes what a lock file says is not known: {act.Why}.", place) { Next = act.Instead is { } instead ? $"Use '{instead}'." : null },
    };

    private static void AddWithoutFile(ImageBuild build, ImmutableArray<LevelFact>.Builder facts)
    {
        if (build.Builder is ImageBuilder.Buildpacks && build.Command.Values("--builder", "-B").LastOrDefault() is { } named)
        {
            var isFixed = named.Contains("@sha256:", StringComparison.Ordinal);
            facts.Add(new LevelFact(BuildLevel.Locked, IsMet: isFixed || named.LastIndexOf(':') > named.LastIndexOf('/'), $"'{named}' {(isFixed || named.LastIndexOf(':') > named.LastIndexOf('/') ? "names a version" : "names no version")}.", build.Place) { Next = "Name the builder by a version, and its digest." });
            facts.Add(isFixed
                ? new LevelFact(BuildLevel.Complete, IsMet: true, $"'{named}' is named by its digest.", build.Place)
                : new LevelFact(BuildLevel.Complete, IsMet: false, $"'{named}' is another image whenever its publisher puts one there.", build.Place) { Next = "Name the builder by its digest." });
            facts.Add(new LevelFact(BuildLevel.Enforced, IsMet: null, "What a buildpack installs is not known.", build.Place));
            return;
        }

        facts.Add(new LevelFact(BuildLevel.Locked, IsMet: null, build.Unknown is { } why ? $"What '{WorkspaceRun.Shorten(build.Text)}' builds is not known: {why}." : $"Which image '{WorkspaceRun.Shorten(build.Text)}' builds on is not looked at.", build.Place));
    }
}

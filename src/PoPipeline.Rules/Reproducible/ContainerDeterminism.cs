using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Reproducible;

/// <summary>Whether an image has the same digest each time it is built, by what its file and the command that builds it say.</summary>
/// <remarks>
/// Sources: https://github.com/moby/buildkit/blob/master/docs/build-repro.md, https://github.com/containers/buildah/blob/main/docs/buildah-build.1.md,
/// https://github.com/GoogleContainerTools/kaniko#flag---reproducible, https://snapshot.debian.org/, https://snapshot.ubuntu.com/,
/// https://github.com/reproducible-containers/repro-sources-list.sh. What programs that a file runs write by themselves is not known.
/// </remarks>
internal static class ContainerDeterminism
{
    private const string Epoch = "SOURCE_DATE_EPOCH";

    private static readonly ImmutableArray<string> SnapshotWords = ["snapshot.debian.org", "snapshot.ubuntu.com", "snapshot-cloudflare.debian.org", "APT::Snapshot", "repro-sources-list"];

    /// <summary>What decides it.</summary>
    /// <param name="file">The file, of the kind <see cref="CommandFileKind.Containerfile"/>.</param>
    /// <param name="build">The command that builds it; null where that is not known.</param>
    public static ImmutableArray<DeterminismFact> Of(CommandFile file, BuildCommand? build) =>
        [.. OfContent(file, build?.Values("--target").LastOrDefault(), takesFrontend: build is not null && BuilderOf(build) is ImageBuilder.BuildKit), .. build is null ? [] : OfTimes(build)];

    /// <summary>Whether the file names a version of each image that it takes something from.</summary>
    /// <param name="file">The file.</param>
    /// <param name="target">The stage that is built; null for the last one.</param>
    public static ImmutableArray<DeterminismFact> OfVersions(CommandFile file, string? target)
    {
        var facts = ImmutableArray.CreateBuilder<DeterminismFact>();
        AddUnread(file, facts);
        foreach (var image in Images(Built(file, target)))
        {
            facts.Add(image switch
            {
                { Pin: Pin.Unknown } => NotKnown(image),
                { Pin: Pin.None } or { Version.Value: "latest" } => new DeterminismFact(Determinism.No, $"'{image.Text}' names no version.", "Name a version, and the digest: NAME:TAG@sha256:….", image.Span),
                _ => new DeterminismFact(Determinism.Deterministic, $"'{image.Text}' names a version.", Next: null, image.Span),
            });
        }

        return facts.DrainToImmutable();
    }

    /// <summary>Whether what the file takes from elsewhere has the same content each time.</summary>
    /// <param name="file">The file.</param>
    /// <param name="target">The stage that is built; null for the last one.</param>
    /// <param name="takesFrontend">Whether what builds it reads the file by the program that the file names.</param>
    public static ImmutableArray<DeterminismFact> OfContent(CommandFile file, string? target, bool takesFrontend)
    {
        var facts = ImmutableArray.CreateBuilder<DeterminismFact>();
        AddUnread(file, facts);
        var stages = Built(file, target).ToList();
        if (takesFrontend && file.Frontend is { } frontend)
        {
            facts.Add(OfDigest(frontend));
        }

        facts.AddRange(Images(stages).Select(OfDigest));
        foreach (var stage in stages)
        {
            AddInstalls(stage, facts);
            facts.AddRange(stage.Added.Select(added => added.IsFixed
                ? new DeterminismFact(Determinism.Deterministic, $"A checksum, or a commit, says which content '{added.Address}' has.", Next: null, added.Span)
                : new DeterminismFact(Determinism.No, $"Whatever lies at '{added.Address}' on the day of the build is put into the image.", "Say which content it has: ADD --checksum=sha256:….", added.Span)));
        }

        return facts.DrainToImmutable();
    }

    /// <summary>Whether the times in an image are the same each time that a command builds it; empty where nothing is known of what it runs.</summary>
    /// <param name="build">The command.</param>
    public static ImmutableArray<DeterminismFact> OfTimes(BuildCommand build)
    {
        var facts = ImmutableArray.CreateBuilder<DeterminismFact>();
        AddTimes(build, facts);
        return facts.DrainToImmutable();
    }

    /// <summary>The stage that is asked for, or the last one, with those that it takes from.</summary>
    /// <param name="file">The file.</param>
    /// <param name="target">The stage that is asked for; null where none is.</param>
    public static IEnumerable<CommandTarget> Built(CommandFile file, string? target)
    {
        var wanted = new Queue<CommandTarget>();
        var seen = new HashSet<CommandTarget>(ReferenceEqualityComparer.Instance);
        var first = (target is null ? null : file.Targets.LastOrDefault(stage => stage.Name.Equals(target, StringComparison.OrdinalIgnoreCase))) ?? file.Targets.LastOrDefault(stage => stage.IsDefault) ?? file.Targets.LastOrDefault();
        if (first is not null)
        {
            wanted.Enqueue(first);
        }

        while (wanted.TryDequeue(out var stage))
        {
            if (!seen.Add(stage))
            {
                continue;
            }

            foreach (var needed in file.Targets.Where(other => other.Name.Length > 0 && stage.Needs.Contains(other.Name)))
            {
                wanted.Enqueue(needed);
            }
        }

        return file.Targets.Where(seen.Contains);
    }

    private static void AddUnread(CommandFile file, ImmutableArray<DeterminismFact>.Builder facts)
    {
        if (file.Unreadable is { } reason)
        {
            facts.Add(new DeterminismFact(Determinism.Unknown, $"'{file.Path}' could not be read: {reason}.", Next: null, Place.StartOf(file.Path)));
        }
    }

    private static IEnumerable<Reference> Images(IEnumerable<CommandTarget> stages)
    {
        foreach (var stage in stages)
        {
            if (stage.Base is { } image)
            {
                yield return image;
            }

            foreach (var other in stage.Takes)
            {
                yield return other;
            }
        }
    }

    private static DeterminismFact NotKnown(Reference image) =>
        new(Determinism.Unknown, $"Which image '{image.Text}' is, is not known: {image.Why ?? "the file does not tell"}.", "Name it by its digest.", image.Span);

    private static DeterminismFact OfDigest(Reference image) => image switch
    {
        { Immutable: true } => new DeterminismFact(Determinism.Deterministic, $"'{image.Text}' is named by its digest.", Next: null, image.Span),
        { Pin: Pin.Unknown } => NotKnown(image),
        _ => new DeterminismFact(Determinism.No, $"'{image.Text}' is another image whenever its publisher puts one there.", "Name it by its digest, too: NAME:TAG@sha256:….", image.Span),
    };

    private static void AddInstalls(CommandTarget stage, ImmutableArray<DeterminismFact>.Builder facts)
    {
        // Sources that are written before hold for what follows.
        var hasSnapshot = false;
        foreach (var text in stage.Texts)
        {
            hasSnapshot |= SnapshotWords.Any(word => text.Script.Text.Contains(word, StringComparison.Ordinal));
            foreach (var command in text.Script.Commands)
            {
                if (Installer(command.Name, [.. command.Words.Select(word => word.Text)]) is not { } installer)
                {
                    continue;
                }

                var place = text.Script.PlaceOf(command.Offset, command.Length);
                var isApt = installer is "apt-get" or "apt";
                var isFixed = isApt && (hasSnapshot || command.Words.Any(word => word.Text is "-S" or "--snapshot" || word.Text.StartsWith("--snapshot=", StringComparison.Ordinal)));
                facts.Add(isFixed
                    ? new DeterminismFact(Determinism.Deterministic, $"'{installer}' takes packages from a snapshot.", Next: null, place)
                    : new DeterminismFact(Determinism.No, $"'{installer}' takes the packages that the distribution has on the day of the build, and what they need even where versions are named.", isApt ? "Take them from a snapshot: 'apt-get install --snapshot TIME', or snapshot.debian.org in the sources." : "Take a base image that has them, by its digest.", place));
            }
        }
    }

    private static string? Installer(string program, ImmutableArray<string> words) => program switch
    {
        "apt-get" or "apt" when words.Contains("install") || words.Contains("upgrade") || words.Contains("dist-upgrade") || words.Contains("full-upgrade") || words.Contains("build-dep") => program,
        "apk" when words.Contains("add") || words.Contains("upgrade") => program,
        "dnf" or "yum" or "microdnf" or "tdnf" or "zypper" when words.Contains("install") || words.Contains("upgrade") || words.Contains("update") => program,
        _ => null,
    };

    private static void AddTimes(BuildCommand build, ImmutableArray<DeterminismFact>.Builder facts)
    {
        switch (BuilderOf(build))
        {
            case ImageBuilder.BuildKit:
                AddEpoch(build, IsRewritten(build), "type=image,rewrite-timestamp=true", facts);
                break;
            case ImageBuilder.Buildah when build.Values("--timestamp").LastOrDefault() is { } time:
                facts.Add(OfTime("--timestamp", time, build));
                break;
            case ImageBuilder.Buildah:
                AddEpoch(build, build.Has("--rewrite-timestamp") ? true : build.Values("--rewrite-timestamp").LastOrDefault() is { } rewrites ? rewrites.Contains('$', StringComparison.Ordinal) ? null : rewrites is "true" : false, "--rewrite-timestamp", facts);
                break;
            case ImageBuilder.Kaniko:
                facts.Add(build.Has("--reproducible") || build.Values("--reproducible").LastOrDefault() is "true"
                    ? new DeterminismFact(Determinism.Deterministic, "'--reproducible' has kaniko leave out the times of files and of the build.", Next: null, build.Place)
                    : new DeterminismFact(Determinism.No, "The image holds the time of the build, and so do its files.", "Add '--reproducible'.", build.Place));
                break;
            case ImageBuilder.Ko:
            case ImageBuilder.Jib:
            case ImageBuilder.Buildpacks:
                facts.Add(new DeterminismFact(Determinism.Deterministic, $"'{build.Program}' gives all files, and the image, the same time, unless it is told otherwise.", Next: null, build.Place));
                break;
        }
    }

    // The one time decides what the image says of itself; that of files is set only where that is asked for.
    private static void AddEpoch(BuildCommand build, bool? isRewritten, string option, ImmutableArray<DeterminismFact>.Builder facts)
    {
        var argument = build.Values("--build-arg", "--opt").Where(value => value == Epoch || value.StartsWith($"{Epoch}=", StringComparison.Ordinal) || value.StartsWith($"build-arg:{Epoch}=", StringComparison.Ordinal)).LastOrDefault();
        var given = build.Values("--source-date-epoch").LastOrDefault() ?? (argument?.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? argument[(equals + 1)..] : null);
        var time = given ?? (build.Variables.TryGetValue(Epoch, out var variable) ? variable.Value ?? "$" : null);
        if (time is null)
        {
            facts.Add(new DeterminismFact(Determinism.No, "The image holds the time of the build, and so do its files.", $"Set {Epoch} to the time of the commit, and '{option}'.", build.Place));
            return;
        }

        facts.Add(OfTime(Epoch, time, build));
        facts.Add(isRewritten is true ? new DeterminismFact(Determinism.Deterministic, "The times of files are set to the same one, too.", Next: null, build.Place)
            : isRewritten is null ? new DeterminismFact(Determinism.Unknown, "Whether the files of the image keep the times of the build is only known while the pipeline runs.", $"Set '{option}'.", build.Place)
            : new DeterminismFact(Determinism.No, "The files of the image keep the times at which they were written while it was built.", $"Set '{option}', too.", build.Place));
    }

    private static DeterminismFact OfTime(string name, string time, BuildCommand build)
    {
        var known = time.StartsWith('$') && build.Variables.TryGetValue(NameIn(time), out var variable) && variable.Value is { } value ? value : time;
        return BuildTime.Of(known) switch
        {
            Determinism.Deterministic => new DeterminismFact(Determinism.Deterministic, $"'{name}' is the same time in each build of a commit.", Next: null, build.Place),
            Determinism.No => new DeterminismFact(Determinism.No, $"'{name}' is the time of the build itself.", "Take the time of the commit: $(git log -1 --format=%ct).", build.Place),
            _ => new DeterminismFact(Determinism.Unknown, $"Which time '{name}' is, is only known while the pipeline runs.", "Take the time of the commit: $(git log -1 --format=%ct).", build.Place),
        };
    }

    // $EPOCH, ${EPOCH}, ${{ env.EPOCH }}, ${{ steps.commit.outputs.epoch }}
    private static string NameIn(string text)
    {
        var name = text.Trim('$', '{', '}', '(', ')', '"', ' ');
        return name.AsSpan().IndexOfAny(" `$") < 0 ? name[(name.LastIndexOf('.') + 1)..] : "";
    }

    // --output type=image,rewrite-timestamp=true; --push and --load have no such option of their own.
    private static bool? IsRewritten(BuildCommand build)
    {
        bool? rewritten = false;
        foreach (var output in build.Values("--output", "-o"))
        {
            rewritten = output.Split(',').Contains("rewrite-timestamp=true") ? true : rewritten is true ? true : output.Contains('$', StringComparison.Ordinal) ? null : rewritten;
        }

        return rewritten;
    }

    /// <summary>What builds an image, by a command; null where it builds none that is known.</summary>
    /// <param name="build">The command.</param>
    public static ImageBuilder? BuilderOf(BuildCommand build)
    {
        // docker build, docker buildx build, docker --context x image build
        var verbs = build.Words.Skip(1).Select(word => word.Text).Where(text => !text.StartsWith('-')).Take(3).ToList();
        var isBuild = verbs is [("build" or "bud" or "build-using-dockerfile"), ..] or [("buildx" or "image" or "builder"), ("build" or "b"), ..];
        return build.Program switch
        {
            "docker" or "nerdctl" or "buildctl" or "depot" or "finch" when isBuild => ImageBuilder.BuildKit,
            "buildah" or "podman" when isBuild => ImageBuilder.Buildah,
            "executor" or "kaniko" when build.Values("--destination", "-d", "--context", "-c", "--dockerfile", "-f").Any() || build.Has("--no-push") => ImageBuilder.Kaniko,
            "ko" when verbs is [("build" or "publish" or "apply" or "resolve" or "create"), ..] => ImageBuilder.Ko,
            "pack" when verbs is ["build", ..] => ImageBuilder.Buildpacks,
            "mvn" or "mvnw" or "gradle" or "gradlew" when build.Words.Any(word => IsJib(word.Text)) => ImageBuilder.Jib,
            "img" when isBuild => ImageBuilder.Other,
            _ => null,
        };
    }

    // jib:build, com.google.cloud.tools:jib-maven-plugin:3.4.0:dockerBuild, :app:jib, jibBuildTar
    private static bool IsJib(string goal)
    {
        var last = goal[(goal.LastIndexOf(':') + 1)..];
        return !goal.StartsWith('-') && (last is "jib" or "jibDockerBuild" or "jibBuildTar"
            || (last is "build" or "dockerBuild" or "buildTar" && (goal.StartsWith("jib:", StringComparison.Ordinal) || goal.Contains(":jib-maven-plugin:", StringComparison.Ordinal))));
    }
}

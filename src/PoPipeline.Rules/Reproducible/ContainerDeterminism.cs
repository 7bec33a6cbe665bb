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
    public static ImmutableArray<DeterminismFact> Of(CommandFile file, BuildCommand? build)
    {
        var facts = ImmutableArray.CreateBuilder<DeterminismFact>();
        if (file.Unreadable is { } reason)
        {
            facts.Add(new DeterminismFact(Determinism.Unknown, $"'{file.Path}' could not be read: {reason}.", Next: null, Place.StartOf(file.Path)));
        }

        foreach (var stage in Built(file, build?.Values("--target").LastOrDefault()))
        {
            AddBase(stage, facts);
            AddInstalls(stage, facts);
        }

        AddTimes(build, facts);
        return facts.DrainToImmutable();
    }

    /// <summary>Whether a command builds an image.</summary>
    /// <param name="build">The command.</param>
    public static bool Builds(BuildCommand build) => BuilderOf(build) is not null;

    // The stage that is asked for, or the last one, with those that it takes from.
    private static IEnumerable<CommandTarget> Built(CommandFile file, string? target)
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

    private static void AddBase(CommandTarget stage, ImmutableArray<DeterminismFact>.Builder facts)
    {
        if (stage.Base is not { } image)
        {
            return;
        }

        facts.Add(image switch
        {
            { Immutable: true } => new DeterminismFact(Determinism.Deterministic, $"'{image.Text}' is named by its digest.", Next: null, image.Span),
            { Pin: Pin.Unknown } => new DeterminismFact(Determinism.Unknown, $"Which image '{image.Text}' is, is not known: {image.Why ?? "the file does not tell"}.", "Name it by its digest.", image.Span),
            _ => new DeterminismFact(Determinism.No, $"'{image.Text}' is another image whenever its publisher puts one there.", "Name it by its digest, too: NAME:TAG@sha256:….", image.Span),
        });
    }

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

    private static void AddTimes(BuildCommand? build, ImmutableArray<DeterminismFact>.Builder facts)
    {
        switch (build is null ? null : BuilderOf(build))
        {
            case Builder.BuildKit:
                AddEpoch(build!, IsRewritten(build!), "type=image,rewrite-timestamp=true", facts);
                break;
            case Builder.Buildah when build!.Values("--timestamp").LastOrDefault() is { } time:
                facts.Add(OfTime("--timestamp", time, build));
                break;
            case Builder.Buildah:
                AddEpoch(build!, build!.Has("--rewrite-timestamp") || build.Values("--rewrite-timestamp").Any(value => value is "true"), "--rewrite-timestamp", facts);
                break;
            case Builder.Kaniko:
                facts.Add(build!.Has("--reproducible") || build.Values("--reproducible").LastOrDefault() is "true"
                    ? new DeterminismFact(Determinism.Deterministic, "'--reproducible' has kaniko leave out the times of files and of the build.", Next: null, build.Place)
                    : new DeterminismFact(Determinism.No, "The image holds the time of the build, and so do its files.", "Add '--reproducible'.", build.Place));
                break;
        }
    }

    // The one time decides what the image says of itself; that of files is set only where that is asked for.
    private static void AddEpoch(BuildCommand build, bool isRewritten, string option, ImmutableArray<DeterminismFact>.Builder facts)
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
        facts.Add(isRewritten
            ? new DeterminismFact(Determinism.Deterministic, "The times of files are set to the same one, too.", Next: null, build.Place)
            : new DeterminismFact(Determinism.No, "The files of the image keep the times at which they were written while it was built.", $"Set '{option}', too.", build.Place));
    }

    private static DeterminismFact OfTime(string name, string time, BuildCommand build)
    {
        var known = time.StartsWith('$') && build.Variables.TryGetValue(time.Trim('$', '{', '}', '"'), out var variable) && variable.Value is { } value ? value : time;
        return BuildTime.Of(known) switch
        {
            Determinism.Deterministic => new DeterminismFact(Determinism.Deterministic, $"'{name}' is the same time in each build of a commit.", Next: null, build.Place),
            Determinism.No => new DeterminismFact(Determinism.No, $"'{name}' is the time of the build itself.", "Take the time of the commit: $(git log -1 --format=%ct).", build.Place),
            _ => new DeterminismFact(Determinism.Unknown, $"Which time '{name}' is, is only known while the pipeline runs.", "Take the time of the commit: $(git log -1 --format=%ct).", build.Place),
        };
    }

    // --output type=image,rewrite-timestamp=true; --push and --load have no such option of their own.
    private static bool IsRewritten(BuildCommand build) => build.Values("--output", "-o").Any(value => value.Split(',').Contains("rewrite-timestamp=true"));

    private static Builder? BuilderOf(BuildCommand build)
    {
        // docker build, docker buildx build, docker --context x image build
        var verbs = build.Words.Skip(1).Select(word => word.Text).Where(text => !text.StartsWith('-')).Take(3).ToList();
        var isBuild = verbs is [("build" or "bud" or "build-using-dockerfile"), ..] or [("buildx" or "image" or "builder"), ("build" or "b"), ..];
        return build.Program switch
        {
            "docker" or "nerdctl" or "buildctl" when isBuild => Builder.BuildKit,
            "buildah" or "podman" when isBuild => Builder.Buildah,
            "executor" or "kaniko" when build.Values("--destination", "-d", "--context", "-c", "--dockerfile", "-f").Any() => Builder.Kaniko,
            _ => null,
        };
    }

    private enum Builder
    {
        BuildKit,
        Buildah,
        Kaniko,
    }
}

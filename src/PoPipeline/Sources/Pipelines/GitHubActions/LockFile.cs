using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>
/// The lock file of the actions that workflows use, <c>.github/workflows/actions.lock</c>: every workflow's actions, transitively, and the
/// commit of each. Its schema is published by GitHub at <c>https://gh.io/actions-lockfile/v0.0.2.json</c>.
/// </summary>
internal sealed class LockFile
{
    private const string Current = "v0.0.2";
    private const string Former = "v0.0.1";

    private readonly ImmutableArray<Problem>.Builder problems = ImmutableArray.CreateBuilder<Problem>();
    private readonly Dictionary<string, LockedWorkflow> workflows = new(StringComparer.Ordinal);
    private readonly Dictionary<LockPin, ImmutableArray<LockPin>> uses = [];
    private FrozenSet<LockPin> sound = FrozenSet<LockPin>.Empty;

    private LockFile(string path) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What is wrong with the file itself.</summary>
    public ImmutableArray<Problem> Problems => problems.ToImmutable();

    /// <summary>Why nothing could be read; null where it was.</summary>
    public string? Unreadable { get; private set; }

    /// <summary>The document; null where the file could not be read as text.</summary>
    public YamlDocument? Document { get; private init; }

    /// <summary>Reads the file.</summary>
    public static LockFile Read(SourceFile source)
    {
        var document = source.Fault is null ? source.Yaml : null;
        var file = new LockFile(source.Path) { Document = document };
        if (document?.Root is not YamlMapping root)
        {
            file.Unreadable = source.Fault ?? document?.Error?.Message ?? "it is no mapping";
            file.problems.Add(new Problem(ProblemKind.LockSchema, $"The lock file cannot be read: {file.Unreadable}", document?.Error?.Span ?? Place.StartOf(source.Path)));
            return file;
        }

        file.Version(root);
        file.Dependencies(root.Mapping("dependencies"));
        file.Workflows(root.Mapping("workflows"));
        return file;
    }

    /// <summary>The file as a pipeline of its own, which carries its problems.</summary>
    public Pipeline ToPipeline() => new()
    {
        Platform = Platform.GitHubActions,
        Path = Path,
        Kind = PipelineKind.Lock,
        Problems = Problems,
        Unreadable = Unreadable,
    };

    /// <summary>The pipeline with what the lock file says of it: whether it covers it, where they disagree, and which references it pins.</summary>
    public Pipeline Applied(Pipeline pipeline)
    {
        if (pipeline.Kind is not PipelineKind.Workflow || pipeline.Unreadable is not null || Unreadable is not null)
        {
            return pipeline;
        }

        var references = pipeline.Jobs.SelectMany(job => job.Steps.Select(step => step.Uses).Append(job.Calls)).OfType<Reference>().ToImmutableArray();
        var external = references.Where(reference => reference.Kind is not ReferenceKind.Image && reference.Pin is not (Pin.Local or Pin.Unknown) && reference.Version is not null).ToImmutableArray();
        var hasLocal = references.Any(reference => ReferenceReader.IsInWorkspace(reference.Text));
        if (!workflows.TryGetValue(pipeline.Path, out var locked))
        {
            return external.IsEmpty ? pipeline : pipeline with { Lock = new PipelineLock { Path = Path, Covers = false, Problems = [Unlisted(pipeline, hasLocal)] } };
        }

        var reachable = Reachable(external.Select(LockPin.Of).OfType<LockPin>());

        // What an action of the repository itself uses is listed, too, and stands in its own file.
        var isWhole = !references.Any(reference => reference.Pin is Pin.Local);
        var stale = external
            .Where(reference => reference.Kind is ReferenceKind.Action && LockPin.Of(reference) is { } pin && !locked.Pins.ContainsKey(pin))
            .Select(reference => new Problem(ProblemKind.LockStale, $"'{reference.Text}' is used by '{pipeline.Path}', but its list in the lock file does not have it", locked.Span) { Text = $"{pipeline.Path}/{reference.Text}" })
            .Concat(locked.Pins
                .Where(entry => isWhole && !reachable.Contains(entry.Key))
                .Select(entry => new Problem(ProblemKind.LockStale, $"'{entry.Key}' is in the lock file's list for '{pipeline.Path}', but nothing there uses it any more", entry.Value) { Text = $"{pipeline.Path}/{entry.Key}" }))
            .ToImmutableArray();
        var covers = !hasLocal && Problems.IsEmpty;
        var found = hasLocal ? stale.Insert(0, Ineligible(pipeline, locked.Span)) : stale;
        var read = pipeline with { Lock = new PipelineLock { Path = Path, Covers = covers, Problems = found } };
        return covers ? read with { Jobs = [.. pipeline.Jobs.Select(job => Locked(job, locked))] } : read;
    }

    // Lists are flat and transitive: what a used action uses is listed, too.
    private HashSet<LockPin> Reachable(IEnumerable<LockPin> used)
    {
        var seen = new HashSet<LockPin>();
        var open = new Stack<LockPin>(used);
        while (open.TryPop(out var next))
        {
            if (seen.Add(next))
            {
                foreach (var pin in uses.GetValueOrDefault(next, []))
                {
                    open.Push(pin);
                }
            }
        }

        return seen;
    }

    private Job Locked(Job job, LockedWorkflow locked) => job with
    {
        Steps = [.. job.Steps.Select(step => step.Uses is { Kind: ReferenceKind.Action } used && LockPin.Of(used) is { } pin && locked.Pins.ContainsKey(pin) && sound.Contains(pin)
            ? step with { Uses = used with { Locked = true } }
            : step)],
    };

    private Problem Unlisted(Pipeline pipeline, bool hasLocal) => hasLocal
        ? Ineligible(pipeline, Place.StartOf(Path))
        : new Problem(ProblemKind.LockMissingWorkflow, $"The lock file does not list '{pipeline.Path}', which uses actions of others", Place.StartOf(Path)) { Text = pipeline.Path };

    private static Problem Ineligible(Pipeline pipeline, Place span) =>
        new(ProblemKind.LockIneligible, $"'{pipeline.Path}' uses a local action by './', so the lock file cannot cover it; '$/' can be covered", span);

    private void Version(YamlMapping root)
    {
        var version = root.Scalar("version");
        if (version?.Value is not (Current or Former))
        {
            problems.Add(new Problem(ProblemKind.LockSchema, $"The lock file's version is {(version is null ? "missing" : $"'{version.Value}'")}; it must be '{Current}'", version?.Span ?? Place.StartOf(Path)) { Text = "version" });
        }
    }

    private void Dependencies(YamlMapping? dependencies)
    {
        var found = new HashSet<LockPin>();
        foreach (var entry in dependencies?.Entries ?? [])
        {
            var settings = entry.Value as YamlMapping;
            var commit = settings.Scalar("commit");
            var isSound = LockPin.Parse(entry.Key.Value) is not null
                & Holds(commit is not null && IsCommit(commit.Value), "commit", "'sha1-' and 40, or 'sha256-' and 64, hexadecimal digits", entry, commit)
                & Holds(IsNumber(settings.Scalar("owner_id")), "owner_id", "a number above 0", entry, settings.Scalar("owner_id"))
                & Holds(IsNumber(settings.Scalar("repo_id")), "repo_id", "a number above 0", entry, settings.Scalar("repo_id"));
            if (LockPin.Parse(entry.Key.Value) is not { } pin)
            {
                problems.Add(new Problem(ProblemKind.LockSchema, $"'{entry.Key.Value}' is no pin of the form 'OWNER/REPO@REF'", entry.Key.Span) { Text = entry.Key.Value });
                continue;
            }

            uses[pin] = [.. settings?["uses"].Scalars().Select(used => LockPin.Parse(used.Value)).OfType<LockPin>() ?? []];
            if (isSound)
            {
                found.Add(pin);
            }
        }

        foreach (var used in dependencies?.Entries.SelectMany(entry => (entry.Value as YamlMapping)?["uses"].Scalars() ?? []) ?? [])
        {
            if (LockPin.Parse(used.Value) is not { } pin || !uses.ContainsKey(pin))
            {
                problems.Add(new Problem(ProblemKind.LockSchema, $"'{used.Value}' is used, but is no entry of 'dependencies'", used.Span) { Text = used.Value });
            }
        }

        sound = found.ToFrozenSet();
    }

    private void Workflows(YamlMapping? listed)
    {
        foreach (var entry in listed?.Entries ?? [])
        {
            var pins = new Dictionary<LockPin, Place>();
            foreach (var item in entry.Value.Scalars())
            {
                if (LockPin.Parse(item.Value) is { } pin && uses.ContainsKey(pin))
                {
                    pins.TryAdd(pin, item.Span);
                }
                else
                {
                    problems.Add(new Problem(ProblemKind.LockSchema, $"'{item.Value}' is listed for '{entry.Key.Value}', but is no entry of 'dependencies'", item.Span) { Text = $"{entry.Key.Value}/{item.Value}" });
                }
            }

            workflows.TryAdd(entry.Key.Value, new LockedWorkflow(entry.Key.Span, pins));
        }
    }

    private bool Holds(bool holds, string key, string form, YamlEntry entry, YamlScalar? value)
    {
        if (!holds)
        {
            problems.Add(new Problem(ProblemKind.LockSchema, $"'{key}' of '{entry.Key.Value}' must be {form}", value?.Span ?? entry.Key.Span) { Text = $"{entry.Key.Value}/{key}" });
        }

        return holds;
    }

    private static bool IsCommit(string text) =>
        (text.StartsWith("sha1-", StringComparison.Ordinal) && text.Length == 45 && text.AsSpan(5).IndexOfAnyExcept(Letters.LowerHexadecimal) < 0)
        || (text.StartsWith("sha256-", StringComparison.Ordinal) && text.Length == 71 && text.AsSpan(7).IndexOfAnyExcept(Letters.LowerHexadecimal) < 0);

    private static bool IsNumber(YamlScalar? scalar) => scalar is { IsPlain: true } && long.TryParse(scalar.Value, out var number) && number > 0;

    private sealed record LockedWorkflow(Place Span, Dictionary<LockPin, Place> Pins);
}

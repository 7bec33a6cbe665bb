using System.Collections.Immutable;
using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Konflux;

/// <summary>Follows the values of a run to the tasks that build, fetch and check, in the pipeline that it spells out or calls.</summary>
/// <param name="resources">The resources of the repository.</param>
/// <remarks>Source: https://konflux-ci.dev/docs/building/hermetic-builds/ and <c>policy/release/hermetic_task</c> of conforma/policy.</remarks>
internal sealed class BuildReader(ResourceSet resources)
{
    // By which a task is told to build without the network, whatever task it is.
    private const string IsolatingInput = "HERMETIC";
    private const string On = "true";

    // By which a task that builds is told when what it builds is deleted.
    private const string ExpiryInput = "IMAGE_EXPIRES_AFTER";
    private const string BuildLabel = "pipelines.appstudio.openshift.io/type";

    // Whatever a file asks for, no more than this is followed of one run.
    private const int MostTasks = 2000;

    // Nor of all runs together: each follows all tasks of its pipeline.
    private const int MostFollowed = 200_000;

    private readonly Dictionary<YamlMapping, ImmutableArray<ReadTask>> read = new(ReferenceEqualityComparer.Instance);
    private int followed;
    private readonly Lazy<string?> unfetchable = new(() => Ecosystems.Unfetchable(resources.Repository));

    /// <summary>What a run amounts to.</summary>
    /// <param name="run">The run.</param>
    /// <param name="events">What starts it.</param>
    public BuildReading Of(TektonResource run, PipelineEvents events)
    {
        if (run is not { Kind: "PipelineRun", Spec: { } spec })
        {
            return BuildReading.None;
        }

        // Of a change that is proposed nothing is delivered.
        var isTrial = !events.Triggers.IsEmpty && (events.Triggers.All(trigger => trigger.StartedBy is Origin.Outsider) || EventReader.IsOfQueue(run));
        var spelled = spec["pipelineSpec"] as YamlMapping;
        var pipeline = spelled ?? CalledResources.Find(spec["pipelineRef"], "Pipeline", resources.For(run))?.Spec;
        return pipeline is not null ? Within(run, spec, pipeline, spelled is not null, isTrial) : Elsewhere(run, spec, isTrial);
    }

    private BuildReading Within(TektonResource run, YamlMapping spec, YamlMapping pipeline, bool isSpelled, bool isTrial)
    {
        var values = new EffectiveValues(spec, pipeline);
        var tasks = TasksOf(pipeline);
        if ((followed += tasks.Length) > MostFollowed)
        {
            return new BuildReading { Builds = [new Build { Name = run.Name, Isolation = BuildIsolation.Unknown, Text = "", Span = run.Span, Why = "the runs of the repository have more tasks together than PoPipeline follows" }] };
        }

        var faults = new List<FetchFault>();
        var problems = new ProblemList(ProblemEffect.Rejected);
        var fetched = ImmutableArray.CreateBuilder<FetchedPackages>();
        var builds = new List<Build>();
        var images = ImmutableArray.CreateBuilder<BuiltImage>();
        var skipped = new List<(EffectiveValue By, ReadTask Task)>();
        var accesses = ImmutableArray.CreateBuilder<(string, HostAccess)>();
        var elsewhere = new List<CheckLapse>();
        Located<string>? expiry = null;
        foreach (var task in tasks)
        {
            if (TaskGuard.Of(task.Task.Node, values) is { } guard)
            {
                if (task.Known is { } known && KnownTasks.IsCheck(known))
                {
                    skipped.Add((guard, task));
                }

                continue;
            }

            if (task.Known is { } check && KnownTasks.IsCheck(check))
            {
                elsewhere.AddRange(Elsewhere(task, values));
            }

            if (task.Build is not { } facts)
            {
                continue;
            }

            if (Handed(task, ExpiryInput, values) is { Value.Length: > 0 } lasting)
            {
                expiry ??= new Located<string>(lasting.Text, lasting.Span);
            }

            if (facts.IsolatedBy is { } input)
            {
                builds.Add(Isolation(task, input, facts.IsIsolated, values) with { IsTrial = isTrial, Unfetchable = unfetchable.Value });
                images.Add(new BuiltImage(task.Task.Name, task.Task.Span, Told(Parameters.Values(task.Task.Node["params"] as YamlSequence).Select(given => (given.Name.Value, values.Of(given.Name.Value, given.Value))))));
            }

            if (facts.FetchedBy is { } list && Handed(task, list, values) is { } packages)
            {
                fetched.AddRange(Fetched(spec, packages, faults, problems));
                Faults(task, facts, values, faults);
            }

            if ((facts.RightsBy is { } rights && Handed(task, rights, values) is { Value: On } nested ? nested : facts.CapabilitiesBy is { } capabilities && Handed(task, capabilities, values) is { Value: { } names } added && IsWide(names) ? added : null) is { } more)
            {
                accesses.Add((isSpelled ? task.Task.Name : run.Name, new HostAccess(HostAccessKind.Nested, more.Text, more.Span)));
            }
        }

        return new BuildReading
        {
            // A run that builds for several platforms, or in several tasks, is as open as the most open of them.
            Builds = builds.OrderBy(build => build.Isolation switch { BuildIsolation.None => 0, BuildIsolation.Unknown => 1, _ => 2 }).Take(1).Select(build => build with { Fetched = fetched.ToImmutable(), Faults = [.. faults.Distinct()], Expiry = expiry ?? Expiry(values), WithoutSources = WithoutSources(values), Images = IsOfOther(spec) ? [] : images.ToImmutable() }).ToImmutableArray(),
            Lapses = [.. builds.Count > 0 ? elsewhere : [], .. skipped.GroupBy(entry => entry.By.Name, StringComparer.Ordinal).Select(Lapse), .. builds.Count > 0 && !isTrial ? Lacking(run, tasks) : []],
            Accesses = [.. accesses.Distinct()],
            Problems = problems.InOrder(),
        };
    }

    // What a pipeline that lies elsewhere makes of its values is known where the catalogue has it.
    private BuildReading Elsewhere(TektonResource run, YamlMapping spec, bool isTrial)
    {
        if (ReferenceReader.Of(spec["pipelineRef"], "Pipeline", resources.For(run)) is not { } reference)
        {
            return BuildReading.None;
        }

        var values = new EffectiveValues(spec, pipeline: null);
        var facts = KnownTasks.OfBundle(reference)?.Build;
        var said = facts?.IsolatedBy is { } input ? values.Find(input) : values.Find("hermetic");
        var isBuild = facts is not null || said is not null || (run.Labels?[BuildLabel] as YamlScalar)?.Value is "build";
        if (!isBuild)
        {
            return BuildReading.None;
        }

        var faults = new List<FetchFault>();
        var problems = new ProblemList(ProblemEffect.Rejected);
        var list = values.Find(facts?.FetchedBy ?? "prefetch-input");
        var build = new Build
        {
            Name = run.Name,
            Isolation = facts is null || said is { Value: null } ? BuildIsolation.Unknown : (said is null ? facts.IsIsolated : said.Value is On) ? BuildIsolation.Isolated : BuildIsolation.None,
            Text = said?.Text ?? "",
            Span = said?.Span ?? reference.Span,
            Why = facts is null ? $"what the pipeline '{reference.Text}' makes of it is not in the repository" : said is { Value: null } ? "its value is only known when it runs" : said is null ? $"the pipeline '{reference.Text}' leaves it off where nothing is said" : null,
            IsTrial = isTrial,
            Unfetchable = unfetchable.Value,
            Fetched = list is null ? [] : Fetched(spec, list, faults, problems),
            Faults = [.. faults],
            Expiry = Expiry(values),
            WithoutSources = WithoutSources(values),
            Images = IsOfOther(spec) || facts is null ? [] : [new BuiltImage(run.Name, said?.Span ?? reference.Span, Told(values.All.Select(value => (value.Name, value))))],
        };
        var off = values.Find(facts?.ChecksOffBy ?? "skip-checks");
        return new BuildReading
        {
            Builds = [build],
            Lapses = off is not { Value: On } ? [] :
            [
                new CheckLapse
                {
                    Checks = $"the checks of the pipeline '{reference.Text}'",
                    Text = off.Text,
                    Span = off.Span,
                    Kind = facts?.ChecksOffBy is null ? LapseKind.Unknown : LapseKind.NotMade,
                    Subject = off.Name,
                },
            ],
            Problems = problems.InOrder(),
        };
    }

    private static ImmutableArray<ToolSetting> Told(IEnumerable<(string Name, EffectiveValue Value)> given) =>
        [.. given.Take(MostTold).Where(one => one.Value.Value is not { Length: > LongestTold }).Select(one => new ToolSetting(one.Name, one.Value.Value, one.Value.Span))];

    private static Located<string>? Expiry(EffectiveValues values) => values.Find("image-expires-after") is { Value.Length: > 0 } value ? new Located<string>(value.Text, value.Span) : null;

    private static Located<string>? WithoutSources(EffectiveValues values) => values.Find("build-source-image") is { Value: "false", IsOfRun: true } value ? new Located<string>(value.Text, value.Span) : null;

    private ImmutableArray<ReadTask> TasksOf(YamlMapping pipeline)
    {
        if (!read.TryGetValue(pipeline, out var tasks))
        {
            tasks = [.. PipelineTasks.All(pipeline).Take(MostTasks).Select(Read)];
            read.Add(pipeline, tasks);
        }

        return tasks;
    }

    private static ReadTask Read(PipelineTask task)
    {
        var known = KnownTasks.OfTask(task.Node["taskRef"]);
        var facts = known?.Build ?? (Parameters.Values(task.Node["params"] as YamlSequence).Any(given => given.Name.Value is IsolatingInput) ? new BuildFacts { IsolatedBy = IsolatingInput } : null);
        return new ReadTask(task, known, facts);
    }

    private static Build Isolation(ReadTask task, string input, bool isIsolated, EffectiveValues values)
    {
        if (Handed(task, input, values) is not { } value)
        {
            return new Build
            {
                Name = task.Task.Name,
                Isolation = isIsolated ? BuildIsolation.Isolated : BuildIsolation.None,
                Text = "",
                Span = task.Task.Span,
                Why = $"nothing hands '{input}' to the task '{task.Task.Name}', which builds with the network then",
            };
        }

        return new Build
        {
            Name = task.Task.Name,
            Isolation = value.Value is null ? BuildIsolation.Unknown : value.Value is On ? BuildIsolation.Isolated : BuildIsolation.None,
            Text = value.Text,
            Span = value.Span,
            Why = value.Value is null ? "its value is only known when it runs" : null,
        };
    }

    private ImmutableArray<FetchedPackages> Fetched(YamlMapping spec, EffectiveValue list, List<FetchFault> faults, ProblemList problems)
    {
        if (list.Value is not { } text)
        {
            return [];
        }

        var fetched = Prefetch.Read(text, list.Span, IsOfOther(spec) ? null : resources.Repository, faults, out var problem);
        if (problem is not null)
        {
            problems.Add(ProblemKind.Input, $"'{list.Name}' cannot be read as what is to be fetched: {problem}", list.Span);
        }

        return fetched;
    }

    // Whether the run builds another repository than the one that it is in.
    private static bool IsOfOther(YamlMapping spec) =>
        KnownTasks.Value(spec["params"] as YamlSequence, "git-url") is { } url && !url.Contains("{{", StringComparison.Ordinal);

    private static void Faults(ReadTask task, BuildFacts facts, EffectiveValues values, List<FetchFault> faults)
    {
        if (facts.ModeBy is { } mode && Handed(task, mode, values) is { Value: "permissive" } permissive)
        {
            faults.Add(new FetchFault(FetchFaultKind.Permissive, permissive.Text, permissive.Span));
        }

        if (facts.ProxyBy is { } proxy && Handed(task, proxy, values) is { Value: "false" } past)
        {
            faults.Add(new FetchFault(FetchFaultKind.PastRegistries, past.Text, past.Span));
        }
    }

    private static EffectiveValue? Handed(ReadTask task, string input, EffectiveValues values) =>
        Parameters.Values(task.Task.Node["params"] as YamlSequence).Where(given => given.Name.Value == input).Select(given => values.Of(input, given.Value)).FirstOrDefault();

    // What is built is known when it is built: a check of an image that is written out looks at another one.
    private static IEnumerable<CheckLapse> Elsewhere(ReadTask task, EffectiveValues values) =>
        from given in Parameters.Values(task.Task.Node["params"] as YamlSequence)
        where given.Name.Value is "image-url" or "image-digest"
        let value = values.Of(given.Name.Value, given.Value)
        where value.Value is { Length: > 0 } text && !text.Contains("$(", StringComparison.Ordinal) && !text.Contains("{{", StringComparison.Ordinal)
        select new CheckLapse
        {
            Checks = $"the check '{task.Task.Name}'",
            Text = value.Text,
            Span = value.Span,
            Kind = LapseKind.Elsewhere,
            Subject = $"{task.Task.Name}/{given.Name.Value}",
            Where = [task.Task.Span],
        };

    // One of them is as good as all: with it a container leaves its walls.
    private static bool IsWide(string capabilities) => capabilities.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Any(one => one.ToUpperInvariant() is "ALL" or "SYS_ADMIN" or "CAP_SYS_ADMIN" or "CAP_ALL");

    private static CheckLapse Lapse(IGrouping<string, (EffectiveValue By, ReadTask Task)> skipped)
    {
        var by = skipped.First().By;
        var names = skipped.Select(entry => $"'{entry.Task.Task.Name}'").Distinct(StringComparer.Ordinal).ToList();
        return new CheckLapse
        {
            Checks = names.Count == 1 ? $"the check {names[0]}" : $"the checks {string.Join(", ", names.SkipLast(1).Take(MostNamed))}{(names.Count > MostNamed + 1 ? " …" : "")} and {names[^1]}",
            Text = by.Text,
            Span = by.Span,
            Kind = LapseKind.NotMade,
            Subject = by.Name,
            Where = [.. skipped.Select(entry => entry.Task.Task.Span).Distinct().Take(MostNamed)],
        };
    }

    // What pipelines of builds that Konflux publishes have, whatever they are called there; tasks that lie elsewhere than in bundles may be anything.
    private static IEnumerable<CheckLapse> Lacking(TektonResource run, ImmutableArray<ReadTask> tasks) =>
        !tasks.All(task => task.Known is not null || KnownTasks.IsPacked(task.Task.Node["taskRef"])) ? [] :
            from needed in new[] { (Type: ToolType.ContainerScan, Checks: "a scan of the image"), (Type: ToolType.StaticAnalysis, Checks: "an analysis of the source") }
            where !tasks.Any(task => KnownTasks.IsFor(task.Known, needed.Type))
            select new CheckLapse { Checks = needed.Checks, Text = run.Name, Span = run.Span, Kind = LapseKind.NotThere, Subject = $"lacks/{needed.Type}" };

    private const int MostNamed = 8;
    private const int MostTold = 100;
    private const int LongestTold = 1000;

    private sealed record ReadTask(PipelineTask Task, Component? Known, BuildFacts? Build);
}

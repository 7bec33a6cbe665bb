using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for a run.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/pipelineruns/ and https://tekton.dev/docs/pipelines/taskruns/.</remarks>
internal static class RunValidator
{
    private static readonly string[] StatesOfPipelines = ["Cancelled", "CancelledRunFinally", "StoppedRunFinally", "PipelineRunPending"];

    private static readonly string[] StatesOfTasks = ["TaskRunCancelled"];

    // How long a run may take that does not say it: 'default-timeout-minutes' of Tekton.
    private static readonly TimeSpan Usual = TimeSpan.FromHours(1);

    private static readonly string[] Telling = ["apiVersion", "kind"];

    private static readonly string[] Containers = ["stepSpecs", "sidecarSpecs", "stepOverrides", "sidecarOverrides"];

    /// <summary>Finds what is wrong with a run.</summary>
    /// <param name="resource">The run.</param>
    /// <param name="spec">What is wanted of it.</param>
    /// <param name="resources">The resources of the repository.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(TektonResource resource, YamlMapping spec, ResourceSet resources, ProblemList problems)
    {
        var what = resource.Kind is "PipelineRun" ? "pipeline" : "task";
        var (reference, spelled) = (Set(spec, what + "Ref"), Set(spec, what + "Spec"));
        if (reference is null == spelled is null)
        {
            problems.Add(ProblemKind.Key, $"A {resource.Kind} needs a '{what}Ref' or a '{what}Spec', {(reference is null ? "and has neither" : "and has both")}", (spelled ?? reference)?.Key.Span ?? resource.Span);
        }

        if (reference?.Value is YamlMapping called)
        {
            CallChecks.Reference(reference.Key, called, problems);
        }

        if (Set(spec, "resources") is { } own)
        {
            problems.Add(ProblemKind.Key, "A run has no 'resources': what they did parameters, workspaces and results do", own.Key.Span);
        }

        var values = Values(spec, resource, problems);
        WorkspaceChecks.OfRun(spec["workspaces"], problems);
        Status(resource, spec, problems);
        Times(spec, problems);
        Parts(spec, problems);
        if (resource.Kind is "PipelineRun" && (spelled?.Value as YamlMapping ?? CalledResources.Find(reference?.Value, "Pipeline", resources)?.Spec) is { } pipeline)
        {
            Meant(spec, pipeline, problems);
        }

        CallChecks.OfRun(spec, what, resources, problems);
        if (spelled?.Value is not YamlMapping within)
        {
            return;
        }

        if (resource.Kind is "PipelineRun")
        {
            PipelineValidator.Validate(within, resource, resources, values, problems, volumes: Volumes(spec));
        }
        else
        {
            TaskValidator.Validate(within, resource.Span, values, problems, Volumes(spec));
        }
    }

    /// <summary>Finds what is wrong with a run of a task of somebody else.</summary>
    /// <param name="resource">The run.</param>
    /// <param name="spec">What is wanted of it.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void OfCustom(TektonResource resource, YamlMapping spec, ProblemList problems)
    {
        var (reference, spelled) = (Set(spec, "customRef"), Set(spec, "customSpec"));
        if (reference is null == spelled is null)
        {
            problems.Add(ProblemKind.Key, $"A {resource.Kind} needs a 'customRef' or a 'customSpec', {(reference is null ? "and has neither" : "and has both")}", (spelled ?? reference)?.Key.Span ?? resource.Span);
        }

        foreach (var called in new[] { reference, spelled }.OfType<YamlEntry>().Where(called => called.Value is YamlMapping))
        {
            foreach (var need in Telling.Where(need => Set((YamlMapping)called.Value, need) is null))
            {
                problems.Add(ProblemKind.Missing, $"What stands in '{called.Key.Value}' needs a '{need}'", called.Key.Span);
            }
        }

        ParameterChecks.Handed(spec["params"], problems);
        WorkspaceChecks.OfRun(spec["workspaces"], problems);
        Message(spec, problems);
    }

    private static Dictionary<string, DeclaredParameter> Values(YamlMapping spec, TektonResource resource, ProblemList problems)
    {
        var values = new Dictionary<string, DeclaredParameter>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Parameters.Values(spec["params"] as YamlSequence))
        {
            // Names of runs differ in more than the size of their letters.
            if (!seen.Add(name.Value) && !PlainText.IsFilledIn(name))
            {
                problems.Add(ProblemKind.Id, $"The parameter '{name.Value}' is handed twice", name.Span);
            }

            _ = values.TryAdd(name.Value, value switch
            {
                YamlSequence => new DeclaredParameter("array"),
                YamlMapping keys => new DeclaredParameter("object") { Keys = [.. keys.Entries.Select(entry => entry.Key.Value)] },
                _ => new DeclaredParameter("string"),
            });
            foreach (var text in resource.Kind is "PipelineRun" ? Parameters.Texts(value) : [])
            {
                foreach (var put in Substitution.In(text.Value, isDynamic: false).Where(put => put.Path.StartsWith("tasks.", StringComparison.Ordinal) && put.Path.Contains(".results.", StringComparison.Ordinal)))
                {
                    problems.Add(ProblemKind.Context, $"'{put.Text}' takes a result of a task, and no task has run when the run is given its parameters", text.PlaceOf(put.Offset, put.Text.Length));
                }
            }
        }

        return values;
    }

    private static void Status(TektonResource resource, YamlMapping spec, ProblemList problems)
    {
        var states = resource.Kind is "PipelineRun" ? StatesOfPipelines : StatesOfTasks;
        if (spec["status"] is YamlScalar { IsNull: false, Value.Length: > 0 } status && !states.Contains(status.Value, StringComparer.Ordinal) && !PlainText.IsFilledIn(status))
        {
            problems.Add(ProblemKind.Type, $"'{status.Value}' is nothing that the status of a run can be; {Names.OneOf(states)}", status.Span);
        }

        Message(spec, problems);
        if (resource.Kind is "TaskRun" && PlainText.NumberOf(spec["retries"]) < 0)
        {
            problems.Add(ProblemKind.Type, "'retries' is less than nothing", spec["retries"]!.Span);
        }
    }

    private static void Message(YamlMapping spec, ProblemList problems)
    {
        if (Set(spec, "status") is null && Set(spec, "statusMessage") is { } message)
        {
            problems.Add(ProblemKind.Key, "A 'statusMessage' says why there is a 'status', and there is none", message.Key.Span);
        }
    }

    // All tasks, and those of 'finally' behind them, end before the run does.
    private static void Times(YamlMapping spec, ProblemList problems)
    {
        _ = Durations.Read(spec.Entry("timeout"), problems);
        if (spec.Entry("timeouts") is not { Value: YamlMapping limits } timeouts)
        {
            return;
        }

        if (Set(spec, "timeout") is { } other)
        {
            problems.Add(ProblemKind.Key, "A run has a 'timeout' or 'timeouts', not both", other.Key.Span.Region.StartLine > timeouts.Key.Span.Region.StartLine ? other.Key.Span : timeouts.Key.Span);
        }

        var (all, tasks, last) = (Durations.Read(limits.Entry("pipeline"), problems), Durations.Read(limits.Entry("tasks"), problems), Durations.Read(limits.Entry("finally"), problems));
        if (all is null && limits["pipeline"] is null && tasks.GetValueOrDefault() + last.GetValueOrDefault() > Usual)
        {
            // The admission fills in what the cluster says, which is this where nobody has changed it.
            problems.Add(ProblemKind.Type, "A run that says nothing of 'pipeline' may take 1h unless the cluster says otherwise, and its tasks may take longer", (limits["tasks"] ?? limits["finally"])!.Span, ProblemEffect.Unknown);
        }

        if (all is not { } limit || limit == TimeSpan.Zero)
        {
            return;
        }

        foreach (var (name, time) in new[] { ("tasks", tasks), ("finally", last) })
        {
            if (time > limit || time == TimeSpan.Zero)
            {
                problems.Add(ProblemKind.Type, $"'{name}' may take {(time == TimeSpan.Zero ? "for ever" : "longer")}, and the whole run only {((YamlScalar)limits["pipeline"]!).Value}", limits[name]!.Span);
            }
        }

        if (tasks + last > limit && tasks <= limit && last <= limit)
        {
            problems.Add(ProblemKind.Type, $"'tasks' and 'finally' may take longer together than the whole run, which may take {((YamlScalar)limits["pipeline"]!).Value}", limits["tasks"]!.Span);
        }
    }

    private static void Parts(YamlMapping spec, ProblemList problems)
    {
        foreach (var part in ParameterChecks.Items(spec["taskRunSpecs"]).Append(spec))
        {
            foreach (var list in Containers.Select(name => part[name]))
            {
                _ = ParameterChecks.Unique(list, "container", problems);
            }

            if (!ReferenceEquals(part, spec))
            {
                _ = Durations.Read(part.Entry("timeout"), problems);
            }
        }
    }

    // A run that says how a task is to run which its pipeline does not have fails as a whole.
    private static void Meant(YamlMapping spec, YamlMapping pipeline, ProblemList problems)
    {
        var names = PipelineTasks.All(pipeline).Select(task => task.Name).ToHashSet(StringComparer.Ordinal);
        if (names.Any(name => name.Contains("{{", StringComparison.Ordinal) || name.Contains('$', StringComparison.Ordinal)))
        {
            return;
        }

        foreach (var name in ParameterChecks.Items(spec["taskRunSpecs"]).Select(part => part["pipelineTaskName"]).OfType<YamlScalar>().Where(name => !name.IsNull && !PlainText.IsFilledIn(name) && !names.Contains(name.Value)))
        {
            problems.Add(ProblemKind.Context, $"'taskRunSpecs' speaks of the task '{name.Value}', which the pipeline does not have{Names.Meant(name.Value, names)}", name.Span);
        }
    }

    private static IEnumerable<string> Volumes(YamlMapping spec) =>
        new[] { spec, spec["taskRunTemplate"] }.Concat(ParameterChecks.Items(spec["taskRunSpecs"])).OfType<YamlMapping>()
            .SelectMany(part => new[] { part["podTemplate"], part["taskPodTemplate"] }).OfType<YamlMapping>()
            .SelectMany(template => ParameterChecks.Named(template["volumes"])).Select(name => name.Value);

    private static YamlEntry? Set(YamlMapping mapping, string name) => mapping.Entry(name) is { } entry && PlainText.IsSet(entry.Value) ? entry : null;
}

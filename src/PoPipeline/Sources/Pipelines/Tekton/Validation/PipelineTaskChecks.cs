using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for a task of a pipeline.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/pipelines/#adding-tasks-to-the-pipeline.</remarks>
internal static class PipelineTaskChecks
{
    private static readonly string[] Ways = ["taskRef", "taskSpec", "pipelineRef", "pipelineSpec"];

    /// <summary>Finds what is wrong with a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="resources">The resources of the repository.</param>
    /// <param name="declared">The parameters of the pipeline, by name.</param>
    /// <param name="workspaces">The workspaces of the pipeline, by name; null where they may come from around.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="volumes">The volumes that a run brings along; null where nobody knows which run it is.</param>
    public static void Validate(PipelineTask task, ResourceSet resources, IReadOnlyDictionary<string, DeclaredParameter> declared, HashSet<string>? workspaces, ProblemList problems, IEnumerable<string>? volumes)
    {
        var node = task.Node;
        var ways = node.Entries.Where(entry => Ways.Contains(entry.Key.Value, StringComparer.Ordinal) && entry.Value is not YamlScalar { IsNull: true }).ToList();
        if (ways.Count != 1)
        {
            problems.Add(ProblemKind.Key, $"The task '{task.Name}' needs a 'taskRef' or a 'taskSpec', {(ways.Count == 0 ? "and has neither" : "and has more than one of them")}", ways.Count == 0 ? task.Span : ways[1].Key.Span);
        }

        if (node.Entry("resources") is { } own && own.Value is not YamlScalar { IsNull: true })
        {
            problems.Add(ProblemKind.Key, "A task has no 'resources': what they did parameters, workspaces and results do", own.Key.Span);
        }

        Kind(node, problems);
        foreach (var entry in node.Entries.Where(entry => entry.Key.Value is "taskRef" or "pipelineRef"))
        {
            if (entry.Value is YamlMapping reference && !IsCustom(reference))
            {
                CallChecks.Reference(entry.Key, reference, problems);
            }
        }

        Spelled(task, declared, volumes, problems);
        Workspaces(task, workspaces, problems);
        OnError(node, problems);
        _ = Durations.Read(node.Entry("timeout"), problems);
        foreach (var condition in ParameterChecks.Items(node["when"]))
        {
            When(condition, problems);
        }

        ParameterChecks.Handed(node["params"], problems);
        MatrixChecks.Validate(node, problems);
        Texts(node, declared, problems);
        CallChecks.Validate(task, resources, problems);
    }

    /// <summary>Finds what is wrong with a condition.</summary>
    /// <param name="condition">One of the entries of <c>when</c>.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void When(YamlMapping condition, ProblemList problems)
    {
        var op = condition["operator"] as YamlScalar;
        if (condition["cel"] is YamlScalar { IsNull: false, Value.Length: > 0 } cel)
        {
            CelChecks.Validate(cel, problems);
            if ((condition.Entry("operator") ?? condition.Entry("input") ?? condition.Entry("values")) is { } beside)
            {
                problems.Add(ProblemKind.Condition, "A condition is a 'cel' or has an 'input', an 'operator' and 'values', not both", beside.Key.Span);
            }

            return;
        }

        if (op is null or { IsNull: true })
        {
            problems.Add(ProblemKind.Condition, "A condition needs an 'operator': 'in' or 'notin'", condition.Span.Start);
        }
        else if (op.Value is not ("in" or "notin") && !PlainText.IsFilledIn(op))
        {
            problems.Add(ProblemKind.Condition, $"'{op.Value}' is no operator of 'when'; it is 'in' or 'notin'", op.Span);
        }
        else if (condition["values"] is null or YamlScalar { IsNull: true } or YamlSequence { Items.IsEmpty: true })
        {
            problems.Add(ProblemKind.Condition, "A condition needs 'values', one at least", condition.Entry("values")?.Key.Span ?? condition.Span.Start);
        }
    }

    // One of another kind is a task of somebody else, and says by which interface it is read.
    private static void Kind(YamlMapping node, ProblemList problems)
    {
        foreach (var way in new[] { "taskRef", "taskSpec" })
        {
            if (node[way] is not YamlMapping called || called["resolver"] is not null)
            {
                continue;
            }

            var kind = called["kind"] as YamlScalar;
            var version = called["apiVersion"] as YamlScalar;
            if (kind is { Value: "ClusterTask" } && version is null)
            {
                problems.Add(ProblemKind.Type, "There is no 'ClusterTask' any more; 'resolver: cluster' finds a task of another namespace", kind.Span, ProblemEffect.Unknown);
            }
            else if (kind is { IsNull: false, Value: not ("Task" or "") } && version is null)
            {
                problems.Add(ProblemKind.Missing, $"A task of the kind '{kind.Value}' needs an 'apiVersion'", kind.Span);
            }
            else if (version is { IsNull: false, Value.Length: > 0 } && kind is null && way is "taskSpec")
            {
                problems.Add(ProblemKind.Missing, $"A task of '{version.Value}' needs a 'kind'", version.Span);
            }

            if (way is "taskSpec" && called["steps"] is YamlSequence { Items: [_, ..] } && (called.Entry("apiVersion") ?? called.Entry("kind")) is { } beside)
            {
                problems.Add(ProblemKind.Key, $"A task with 'steps' has no '{beside.Key.Value}'", beside.Key.Span);
            }
        }
    }

    private static bool IsCustom(YamlMapping reference) => reference["apiVersion"] is YamlScalar { IsNull: false } version && !version.Value.StartsWith("tekton.dev/", StringComparison.Ordinal);

    private static void Spelled(PipelineTask task, IReadOnlyDictionary<string, DeclaredParameter> declared, IEnumerable<string>? volumes, ProblemList problems)
    {
        if (task.Node["taskSpec"] is not YamlMapping own || own["apiVersion"] is not null)
        {
            return;
        }

        var within = new Dictionary<string, DeclaredParameter>(declared, StringComparer.Ordinal);
        var matrix = task.Node["matrix"] as YamlMapping;
        foreach (var (name, value) in Parameters.Values(task.Node["params"] as YamlSequence))
        {
            _ = within.TryAdd(name.Value, value switch { YamlSequence => new DeclaredParameter("array"), YamlMapping => new DeclaredParameter("object"), _ => new DeclaredParameter("string") });
        }

        foreach (var (name, _) in Parameters.Values(matrix?["params"] as YamlSequence).Concat(ParameterChecks.Items(matrix?["include"]).SelectMany(item => Parameters.Values(item["params"] as YamlSequence))))
        {
            _ = within.TryAdd(name.Value, new DeclaredParameter("string"));
        }

        TaskValidator.Validate(own, task.Span, within, problems, volumes);
    }

    private static void Workspaces(PipelineTask task, HashSet<string>? workspaces, ProblemList problems)
    {
        _ = ParameterChecks.Unique(task.Node["workspaces"], "workspace", problems);
        foreach (var binding in ParameterChecks.Items(task.Node["workspaces"]))
        {
            if (workspaces is not null && (binding["workspace"] is YamlScalar { IsNull: false, Value.Length: > 0 } bound ? bound : binding["name"]) is YamlScalar name
                && !workspaces.Contains(name.Value) && !name.Value.Contains("$(", StringComparison.Ordinal) && !PlainText.IsFilledIn(name))
            {
                problems.Add(ProblemKind.Context, $"The task '{task.Name}' takes the workspace '{name.Value}', which the pipeline does not declare{Names.Meant(name.Value, workspaces)}", name.Span);
            }
        }
    }

    private static void OnError(YamlMapping node, ProblemList problems)
    {
        if (node["onError"] is not YamlScalar { IsNull: false } onError || onError.Value.StartsWith("$(params", StringComparison.Ordinal) || PlainText.IsFilledIn(onError))
        {
            return;
        }

        if (onError.Value is not ("continue" or "stopAndFail"))
        {
            problems.Add(ProblemKind.Type, $"'{onError.Value}' is nothing that a task does on an error; it is 'continue' or 'stopAndFail'", onError.Span);
        }
        else if (onError.Value is "continue" && PlainText.NumberOf(node["retries"]) > 0)
        {
            problems.Add(ProblemKind.Key, "A task that goes on after an error is not tried again, so that 'retries' cannot stand beside 'onError: continue'", node.Entry("retries")!.Key.Span);
        }
    }

    private static void Texts(YamlMapping node, IReadOnlyDictionary<string, DeclaredParameter> declared, ProblemList problems)
    {
        foreach (var entry in node.Entries.Where(entry => entry.Key.Value is "params" or "matrix" or "when"))
        {
            ParameterChecks.Used(entry.Value, declared, "the pipeline", _ => true, problems);
        }

        foreach (var entry in node.Entries.Where(entry => entry.Key.Value is "taskRef" or "pipelineRef" or "displayName"))
        {
            ParameterChecks.Used(entry.Value, declared, "the pipeline", _ => false, problems);
        }

        foreach (var (_, value) in Parameters.Values(node["params"] as YamlSequence))
        {
            foreach (var text in Parameters.Texts(value))
            {
                ContextChecks.OfPipeline(text, problems);
                if (value is YamlSequence || !text.Value.EndsWith("[*])", StringComparison.Ordinal) || text.Value.LastIndexOf("$(", StringComparison.Ordinal) != 0)
                {
                    ParameterChecks.Whole(text, declared, isAlone: value is YamlSequence, problems);
                }
            }
        }

        foreach (var condition in ParameterChecks.Items(node["when"]))
        {
            if (condition["input"] is YamlScalar input)
            {
                ParameterChecks.Whole(input, declared, isAlone: false, problems);
            }
        }
    }
}

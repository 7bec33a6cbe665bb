using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for what is called: how it is named, and what it declares and is handed where the repository has it.</summary>
internal static partial class CallChecks
{
    /// <summary>Finds what is wrong with how something is called.</summary>
    /// <param name="key">The key: <c>taskRef</c>.</param>
    /// <param name="reference">Its value.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Reference(YamlScalar key, YamlMapping reference, ProblemList problems)
    {
        var name = reference["name"] as YamlScalar;
        var hasName = name is { IsNull: false, Value.Length: > 0 };
        var resolver = reference["resolver"] as YamlScalar;
        var hasResolver = resolver is { IsNull: false, Value.Length: > 0 };
        ParameterChecks.Handed(reference["params"], problems);
        if (hasName && hasResolver && !name!.Value.Contains("://", StringComparison.Ordinal))
        {
            problems.Add(ProblemKind.Key, $"'{key.Value}' has a 'name' or a 'resolver', not both", reference.Entry("name")!.Key.Span);
        }
        else if (!hasResolver && reference.Entry("params") is { } parameters)
        {
            problems.Add(ProblemKind.Missing, $"'{key.Value}' has 'params' and no 'resolver' that takes them", parameters.Key.Span);
        }
        else if (!hasName && !hasResolver && reference["resource"] is null)
        {
            problems.Add(ProblemKind.Missing, $"'{key.Value}' needs a 'name' or a 'resolver'", key.Span);
        }
        else if (hasName && !hasResolver && !QualifiedName().IsMatch(name!.Value) && !name.Value.Contains("$(", StringComparison.Ordinal) && !PlainText.IsFilledIn(name))
        {
            problems.Add(ProblemKind.Id, $"'{name.Value}' is no name of a resource: it has letters, digits, '-', '_' and '.', 63 at most, and starts and ends with a letter or digit", name.Span);
        }

        if (reference.Entry("bundle") is { } bundle && hasName)
        {
            problems.Add(ProblemKind.Key, "'bundle' is read by old versions of Tekton alone; 'resolver: bundles' is by all others", bundle.Key.Span, ProblemEffect.Unknown);
        }
    }

    /// <summary>Finds what does not fit what a task of a pipeline calls.</summary>
    /// <param name="task">The task that calls.</param>
    /// <param name="resources">The resources of the repository.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(PipelineTask task, ResourceSet resources, ProblemList problems)
    {
        if (CalledResources.Named(task.Node["taskRef"], "Task", resources, out var name)?.Spec is not { } spec)
        {
            Found(task.Node["taskRef"], "task", resources, problems);
            return;
        }

        var matrix = task.Node["matrix"] as YamlMapping;
        var given = Parameters.Values(task.Node["params"] as YamlSequence)
            .Concat(Parameters.Values(matrix?["params"] as YamlSequence))
            .Concat(ParameterChecks.Items(matrix?["include"]).SelectMany(item => Parameters.Values(item["params"] as YamlSequence)))
            .Select(value => value.Name.Value);
        Handed($"The task '{name!.Value}'", name, spec, given, problems);
        Bound($"The task '{name.Value}'", name, spec, task.Node["workspaces"], problems);
    }

    /// <summary>Finds what does not fit what a run calls.</summary>
    /// <param name="spec">What is wanted of the run.</param>
    /// <param name="what">What it calls: <c>pipeline</c> or <c>task</c>.</param>
    /// <param name="resources">The resources of the repository.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void OfRun(YamlMapping spec, string what, ResourceSet resources, ProblemList problems)
    {
        if (CalledResources.Named(spec[what + "Ref"], what is "pipeline" ? "Pipeline" : "Task", resources, out var name)?.Spec is not { } called)
        {
            Found(spec[what + "Ref"], what, resources, problems);
            return;
        }

        Handed($"The {what} '{name!.Value}'", name, called, Parameters.Values(spec["params"] as YamlSequence).Select(value => value.Name.Value), problems);
        Bound($"The {what} '{name.Value}'", name, called, spec["workspaces"], problems);
    }

    // What is put into a run is looked for before anything is handed to the cluster.
    private static void Found(YamlNode? node, string what, ResourceSet resources, ProblemList problems)
    {
        if (!resources.IsComplete || node is not YamlMapping reference || reference["resolver"] is not null || reference["bundle"] is not null
            || reference["name"] is not YamlScalar { IsNull: false } name || PlainText.IsFilledIn(name) || name.Value.Contains("$(", StringComparison.Ordinal)
            || reference["kind"] is YamlScalar { Value: not ("Task" or "Pipeline") } || (reference["apiVersion"] is YamlScalar version && !version.Value.StartsWith("tekton.dev/", StringComparison.Ordinal)))
        {
            return;
        }

        if (resources.Find(what is "task" ? "Task" : "Pipeline", name.Value) is null && resources.Fetched(name.Value) is null)
        {
            problems.Add(ProblemKind.Missing, $"Pipelines-as-Code finds no {what} '{name.Value}': no file of '{TektonFiles.DynamicFolder.TrimEnd('/')}' has it, and no annotation fetches it", name.Span);
        }
    }

    private static void Bound(string what, YamlScalar name, YamlMapping called, YamlNode? bindings, ProblemList problems)
    {
        var bound = ParameterChecks.Named(bindings).Select(workspace => workspace.Value).ToHashSet(StringComparer.Ordinal);
        var missing = ParameterChecks.Items(called["workspaces"])
            .Where(workspace => workspace["optional"] is not YamlScalar { Value: "true" } && workspace["name"] is YamlScalar { IsNull: false } needed && !bound.Contains(needed.Value))
            .Select(workspace => $"'{((YamlScalar)workspace["name"]!).Value}'").ToList();
        if (missing.Count > 0)
        {
            problems.Add(ProblemKind.Input, $"{what} is not given the {(missing.Count == 1 ? "workspace" : "workspaces")} {string.Join(", ", missing)}", name.Span);
        }
    }

    private static void Handed(string what, YamlScalar name, YamlMapping spec, IEnumerable<string> values, ProblemList problems)
    {
        var given = values.ToHashSet(StringComparer.Ordinal);
        var declared = Parameters.Declared((spec["params"] ?? (spec["inputs"] as YamlMapping)?["params"]) as YamlSequence).DistinctBy(parameter => parameter.Name.Value);
        var missing = declared.Where(parameter => parameter.Default is null && !given.Contains(parameter.Name.Value)).Select(parameter => $"'{parameter.Name.Value}'").ToList();
        if (missing.Count > 0)
        {
            problems.Add(ProblemKind.Input, $"{what} is not handed {string.Join(", ", missing)}, which {(missing.Count == 1 ? "has" : "have")} no default", name.Span);
        }
    }

    [GeneratedRegex("^(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QualifiedName();
}

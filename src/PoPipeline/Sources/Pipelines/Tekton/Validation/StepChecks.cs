using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for a step of a task, and for one that lies on its own.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/tasks/#defining-steps and https://tekton.dev/docs/pipelines/stepactions/.</remarks>
internal static class StepChecks
{
    private static readonly string[] Lists = ["command", "args"];

    private static readonly string[] OfReferred = ["image", "script", "command", "args", "env", "volumeMounts", "results"];

    /// <summary>Finds what is wrong with a step of a task.</summary>
    /// <param name="step">The step.</param>
    /// <param name="template">What all steps have; null where nothing is.</param>
    /// <param name="declared">The parameters, by name.</param>
    /// <param name="results">The results of the task, by name.</param>
    /// <param name="admitted">Takes the texts that the admission looks at.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(YamlMapping step, YamlMapping? template, IReadOnlyDictionary<string, DeclaredParameter> declared, HashSet<string> results, HashSet<YamlScalar> admitted, ProblemList problems)
    {
        if (step["name"] is YamlScalar { IsNull: false } name && name.Value.Length > 0 && !ParameterChecks.IsLabel(name.Value) && !PlainText.IsFilledIn(name))
        {
            problems.Add(ProblemKind.Id, $"'{name.Value}' is no name of a step: it has small letters, digits and '-', 63 at most, and starts and ends with a letter or digit", name.Span);
        }

        if (step.Entry("ref") is { Value: YamlMapping reference } used)
        {
            foreach (var entry in step.Entries.Where(entry => OfReferred.Contains(entry.Key.Value, StringComparer.Ordinal) && PlainText.IsSet(entry.Value)))
            {
                problems.Add(ProblemKind.Key, $"A step that takes its work by 'ref' has no '{entry.Key.Value}' of its own", entry.Key.Span);
            }

            CallChecks.Reference(used.Key, reference, problems);
            ParameterChecks.Handed(step["params"], problems);
        }
        else
        {
            Own(step, template, problems);
        }

        Mounts(step, problems);
        _ = Durations.Read(step.Entry("timeout"), problems);
        if (step["onError"] is YamlScalar onError && onError.Value is not ("continue" or "stopAndFail") && !onError.Value.StartsWith("$(params", StringComparison.Ordinal) && !PlainText.IsFilledIn(onError))
        {
            problems.Add(ProblemKind.Type, $"'{onError.Value}' is nothing that a step does on an error; it is 'continue' or 'stopAndFail'", onError.Span);
        }

        ResultChecks.Validate(step["results"], problems);
        var own = ParameterChecks.Named(step["results"]).Select(result => result.Value).ToHashSet(StringComparer.Ordinal);
        if (step["script"] is YamlScalar script)
        {
            ResultChecks.Written(script, results, own, problems);
        }

        Texts(step, declared, admitted, problems);
    }

    /// <summary>Finds what is wrong with a step that lies on its own.</summary>
    /// <param name="spec">The step.</param>
    /// <param name="resource">What it stands in.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void OfAction(YamlMapping spec, TektonResource resource, ProblemList problems)
    {
        if (spec["image"] is null or YamlScalar { IsNull: true })
        {
            problems.Add(ProblemKind.Missing, "A step needs an 'image'", resource.Span);
        }

        Script(spec, problems);
        var declared = ParameterChecks.Declared(spec["params"] as YamlSequence, problems);
        var own = ParameterChecks.Named(spec["results"]).Select(result => result.Value).ToHashSet(StringComparer.Ordinal);
        ResultChecks.Validate(spec["results"], problems);
        if (spec["script"] is YamlScalar script)
        {
            ResultChecks.Written(script, [], own, problems);
            foreach (var put in Substitution.In(script.Value, isDynamic: false).Where(put => put.Parameter is not null))
            {
                problems.Add(ProblemKind.Context, $"'{put.Text}' stands in the script of a step of its own, which takes parameters by variables of the environment alone", script.PlaceOf(put.Offset, put.Text.Length));
            }
        }

        foreach (var name in ParameterChecks.Named(spec["volumeMounts"]))
        {
            var puts = Substitution.In(name.Value, isDynamic: false).ToList();
            if (puts is not [{ Parameter: not null, Text: var text }] || text.Length != name.Value.Length)
            {
                problems.Add(ProblemKind.Context, $"The volume of a step of its own is named by a parameter, as '$(params.volume)', and '{name.Value}' is a name", name.Span);
            }
        }

        var admitted = new HashSet<YamlScalar>(ReferenceEqualityComparer.Instance);
        Texts(spec, declared, admitted, problems);
        foreach (var entry in spec.Entries.Where(entry => entry.Key.Value is not ("params" or "script" or "description" or "results")))
        {
            ParameterChecks.Used(entry.Value, declared, "the step", admitted.Contains, problems);
        }
    }

    /// <summary>Finds what is wrong with a container that runs beside the steps.</summary>
    /// <param name="sidecar">The container.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void OfSidecar(YamlMapping sidecar, ProblemList problems)
    {
        if (sidecar["image"] is null or YamlScalar { IsNull: true } or YamlScalar { Value.Length: 0 })
        {
            problems.Add(ProblemKind.Missing, "A sidecar needs an 'image'", sidecar.Span.Start);
        }

        if (sidecar.Entry("script") is { Value: YamlScalar { Value.Length: > 0 } } && sidecar.Entry("command") is { } command && PlainText.IsSet(command.Value))
        {
            problems.Add(ProblemKind.Key, "A sidecar has a 'script' or a 'command', not both", command.Key.Span);
        }
    }

    private static void Own(YamlMapping step, YamlMapping? template, ProblemList problems)
    {
        if (template?["image"] is null or YamlScalar { IsNull: true } && step["image"] is null or YamlScalar { IsNull: true })
        {
            problems.Add(ProblemKind.Missing, "A step needs an 'image'", step.Span.Start);
        }

        if (step.Entry("params") is { } parameters && PlainText.IsSet(parameters.Value))
        {
            problems.Add(ProblemKind.Key, "A step takes 'params' only with a 'ref', which says what takes them", parameters.Key.Span);
        }

        Script(step, problems);
    }

    private static void Script(YamlMapping step, ProblemList problems)
    {
        if (step.Entry("script") is { Value: YamlScalar { Value.Length: > 0 } } && step.Entry("command") is { } command && PlainText.IsSet(command.Value))
        {
            problems.Add(ProblemKind.Key, "A step has a 'script' or a 'command', not both", command.Key.Span);
        }
    }

    private static void Mounts(YamlMapping step, ProblemList problems)
    {
        foreach (var mount in ParameterChecks.Items(step["volumeMounts"]))
        {
            if (mount["mountPath"] is YamlScalar path && path.Value.StartsWith("/tekton/", StringComparison.Ordinal) && !path.Value.StartsWith("/tekton/home", StringComparison.Ordinal))
            {
                problems.Add(ProblemKind.Type, $"Nothing is mounted below '/tekton/', as '{path.Value}' would be, where Tekton keeps its own files", path.Span);
            }

            if (mount["name"] is YamlScalar name && name.Value.StartsWith("tekton-internal-", StringComparison.Ordinal))
            {
                problems.Add(ProblemKind.Id, $"'{name.Value}' begins like the volumes of Tekton's own, 'tekton-internal-'", name.Span);
            }
        }
    }

    // What the admission looks at in a step; all of a list stands only where a list does.
    private static void Texts(YamlMapping step, IReadOnlyDictionary<string, DeclaredParameter> declared, HashSet<YamlScalar> admitted, ProblemList problems)
    {
        foreach (var text in Lists.SelectMany(field => (step[field] as YamlSequence)?.Items.OfType<YamlScalar>() ?? []))
        {
            _ = admitted.Add(text);
            ParameterChecks.Whole(text, declared, isAlone: true, problems);
            ContextChecks.OfTask(text, problems);
        }

        var single = new[] { step["name"], step["image"], step["workingDir"], step["script"], step["onError"] }
            .Concat(ParameterChecks.Items(step["env"]).Select(variable => variable["value"]))
            .Concat(ParameterChecks.Items(step["volumeMounts"]).SelectMany(mount => new[] { mount["name"], mount["mountPath"], mount["subPath"] }));
        foreach (var text in single.OfType<YamlScalar>())
        {
            _ = admitted.Add(text);
            ParameterChecks.Whole(text, declared, isAlone: false, problems);
            ContextChecks.OfTask(text, problems);
        }
    }
}

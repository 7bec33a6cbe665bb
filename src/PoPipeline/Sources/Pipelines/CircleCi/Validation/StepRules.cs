using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi.Validation;

/// <summary>Checks steps.</summary>
/// <remarks>Source: https://circleci.com/docs/reference/configuration-reference/#steps, and the schema that CircleCI's language server ships.</remarks>
/// <param name="checker">Takes the problems.</param>
/// <param name="parameters">Checks what is handed over.</param>
/// <param name="used">Takes the names that are used.</param>
internal sealed class StepRules(Checker checker, ParameterRules parameters, UsedNames used)
{
    private const int Deepest = 32;

    private static readonly string[] Alone = ["checkout", "setup_remote_docker", "add_ssh_keys"];

    /// <summary>Checks a list of steps.</summary>
    /// <param name="node">The list.</param>
    /// <param name="scope">What names in it mean.</param>
    /// <param name="what">What it is of, in quotes.</param>
    public void Check(YamlNode? node, DeclaredScope scope, string what) => Check(node, scope, what, 0);

    /// <summary>Checks the steps that a workflow puts around a job.</summary>
    /// <param name="invocation">The keys of the job in the workflow; null where there are none.</param>
    /// <param name="scope">What names in it mean.</param>
    public void CheckAround(YamlMapping? invocation, DeclaredScope scope)
    {
        foreach (var entry in (invocation?.Entries ?? []).Where(entry => entry.Key.Value is "pre-steps" or "post-steps"))
        {
            Check(entry.Value, scope, entry.Key.Value, 0);
        }

        // Steps that are handed over as a parameter.
        foreach (var entry in (invocation?.Entries ?? []).Where(entry => !Invocation.Own.Contains(entry.Key.Value)))
        {
            Uses(entry.Value, scope, 0);
        }
    }

    // What is named in there is used, whatever is right of it.
    private void Uses(YamlNode node, DeclaredScope scope, int depth)
    {
        foreach (var item in depth < Deepest ? (node as YamlSequence)?.Items ?? [] : [])
        {
            var name = item as YamlScalar ?? (item as YamlMapping)?.Entries.FirstOrDefault()?.Key;
            if (name is not null && scope.Library.Command(name.Value) is not null)
            {
                used.Add(scope.Library, name.Value, UsedKind.Command);
            }

            foreach (var entry in (item as YamlMapping)?.Entries ?? [])
            {
                Uses(entry.Value, scope, depth + 1);
                Uses((entry.Value as YamlMapping)?["steps"] ?? entry.Value, scope, depth + 1);
            }
        }
    }

    private void Check(YamlNode? node, DeclaredScope scope, string what, int depth)
    {
        if (depth > Deepest || checker.Found.IsFull || checker.Sequence(node, $"'{what}'") is not { } steps)
        {
            return;
        }

        foreach (var step in steps.Items)
        {
            switch (step)
            {
                case YamlScalar { IsNull: false } name:
                    Named(name, value: null, scope, depth);
                    break;
                case YamlMapping { Entries: [var entry] }:
                    Named(entry.Key, entry.Value, scope, depth);
                    break;
                case YamlMapping { Entries: [_, var second, ..] } mapping:
                    checker.Add(ProblemKind.Key, $"A step has one key, and '{second.Key.Value}' is a second one beside '{mapping.Entries[0].Key.Value}'; move it in below that, by two more blanks", second.Key.Span);
                    Named(mapping.Entries[0].Key, mapping.Entries[0].Value, scope, depth);
                    break;
                default:
                    checker.Add(ProblemKind.Type, $"A step is the name of a command, or a mapping with that name as its key, and this is {Checker.Kind(step)}", step.Span);
                    break;
            }
        }
    }

    private void Named(YamlScalar name, YamlNode? value, DeclaredScope scope, int depth)
    {
        if (Checker.IsOpen(name))
        {
            return;
        }

        if (scope.Library.Command(name.Value) is { } part)
        {
            used.Add(scope.Library, name.Value, UsedKind.Command);
            foreach (var entry in (value as YamlMapping)?.Entries ?? [])
            {
                Uses(entry.Value, scope, depth + 1);
            }

            if (part.Definition is not null)
            {
                parameters.Given(part, name, value as YamlMapping, [], Scope.None, scope);
            }

            return;
        }

        if (!BuiltInSteps.Has(name.Value))
        {
            Unknown(name, scope);
            return;
        }

        if (value is null or YamlScalar { IsNull: true })
        {
            if (!Alone.Contains(name.Value, StringComparer.Ordinal))
            {
                checker.Add(ProblemKind.Missing, $"'{name.Value}' needs what it is to do", name.Span);
            }

            return;
        }

        switch (name.Value)
        {
            case "run" or "deploy":
                Run(value);
                break;
            case "checkout":
                Checkout(value);
                break;
            case "when" or "unless":
                if (checker.Mapping(value, $"'{name.Value}'") is { } conditional)
                {
                    checker.Keys(conditional, $"'{name.Value}'", ["condition", "steps"], "condition", "steps");
                    LogicRules.Check(checker, conditional["condition"]);
                    Check(conditional["steps"] is YamlMapping one ? new YamlSequence(one.Span, [one], isFlow: false) : conditional["steps"], scope, "steps", depth + 1);
                }

                break;
            case "steps":
                Check(value, scope, "steps", depth + 1);
                break;
            default:
                Special(name, value);
                break;
        }
    }

    private void Unknown(YamlScalar name, DeclaredScope scope)
    {
        var slash = name.Value.IndexOf('/', StringComparison.Ordinal);
        var orb = slash > 0 ? scope.Library.Orbs.GetValueOrDefault(name.Value[..slash]) : null;
        checker.Add(
            ProblemKind.Missing,
            slash > 0 && orb is null ? $"'{name.Value}' is of the orb '{name.Value[..slash]}', which is not declared{Checker.Meant(name.Value[..slash], [.. scope.Library.Orbs.Keys])}"
                : slash > 0 ? $"The orb '{name.Value[..slash]}' has no command '{name.Value[(slash + 1)..]}'{Checker.Meant(name.Value[(slash + 1)..], NamesOf(orb!.Inline?.Commands))}"
                : $"There is no command '{name.Value}'{Checker.Meant(name.Value, [.. BuiltInSteps.Names, .. NamesOf(scope.Library.Commands)])}",
            name.Span);
    }

    private static string[] NamesOf(YamlMapping? mapping) => [.. (mapping?.Entries ?? []).Select(entry => entry.Key.Value)];

    private void Run(YamlNode value)
    {
        if (value is YamlScalar)
        {
            return;
        }

        if (checker.Mapping(value, "'run'") is not { } run)
        {
            return;
        }

        if (run.Entry("command") is not { } command)
        {
            checker.Add(ProblemKind.Missing, "'run' needs the key 'command'", run.Span.Start);
        }
        else
        {
            _ = checker.Text(command.Value, "'command'");
        }

        checker.OneOf(run["when"], "'when'", "always", "on_success", "on_fail");
        checker.Boolean(run["background"], "'background'");
        checker.Integer(run["max_auto_reruns"], "'max_auto_reruns'", 1, 5);
        if (run.Entry("auto_rerun_delay") is { } delay && run.Entry("max_auto_reruns") is null)
        {
            checker.Add(ProblemKind.Missing, "'auto_rerun_delay' needs the key 'max_auto_reruns' beside it", delay.Key.Span);
        }

        ExecutorRules.Environment(checker, run["environment"]);
    }

    private void Checkout(YamlNode value)
    {
        if (value is YamlScalar or not YamlMapping)
        {
            _ = checker.Mapping(value, "'checkout'");
            return;
        }

        var checkout = (YamlMapping)value;
        checker.Keys(checkout, "'checkout'", ["path", "method", "depth", "name", "when"]);
        checker.OneOf(checkout["method"], "'method'", "blobless", "full", "shallow");
        checker.Integer(checkout["depth"], "'depth'", 1, most: null);
        if (checkout.Entry("method") is { Value: YamlScalar { Value: "shallow" } } shallow && checkout.Entry("depth") is null)
        {
            checker.Add(ProblemKind.Missing, "A 'shallow' checkout needs the key 'depth'", shallow.Value.Span);
        }
    }

    private void Special(YamlScalar name, YamlNode value)
    {
        var what = $"'{name.Value}'";
        if (checker.Mapping(value, what) is not { } keys)
        {
            return;
        }

        switch (name.Value)
        {
            case "save_cache":
                checker.Keys(keys, what, ["paths", "key", "name", "when"], "paths", "key");
                checker.Texts(keys["paths"], "'paths'", mayBeOne: true);
                checker.OneOf(keys["when"], "'when'", "always", "on_success", "on_fail");
                break;
            case "restore_cache":
                checker.Keys(keys, what, ["key", "keys", "name", "when"]);
                checker.Texts(keys["keys"], "'keys'", mayBeOne: true);
                if (keys.Entry("key") is null && keys.Entry("keys") is null)
                {
                    checker.Add(ProblemKind.Missing, "'restore_cache' needs the key 'key' or 'keys'", keys.Span.Start);
                }

                break;
            case "store_artifacts":
                checker.Keys(keys, what, ["path", "destination", "name", "when"], "path");
                break;
            case "store_test_results":
                checker.Keys(keys, what, ["path", "name", "when"], "path");
                break;
            case "persist_to_workspace":
                checker.Keys(keys, what, ["root", "paths", "name", "when"], "root", "paths");
                checker.Texts(keys["paths"], "'paths'", mayBeOne: true);
                break;
            case "attach_workspace":
                checker.Keys(keys, what, ["at", "name", "when"], "at");
                break;
            case "add_ssh_keys":
                checker.Keys(keys, what, ["fingerprints", "name", "when"]);
                checker.Texts(keys["fingerprints"], "'fingerprints'", mayBeOne: false);
                break;
            case "setup_remote_docker":
                checker.Keys(keys, what, ["docker_layer_caching", "version", "reusable", "exclusive", "name", "when"]);
                checker.Boolean(keys["docker_layer_caching"], "'docker_layer_caching'");
                break;
        }
    }
}

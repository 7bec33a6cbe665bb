using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks which action a step uses, and with what.</summary>
internal static class UsesValidator
{
    /// <summary>Reports a name that is none, an action that the repository does not have, and inputs that one of its own does not have, or needs.</summary>
    public static void Validate(YamlEntry uses, YamlMapping step, Workspace workspace, ValidationContext context)
    {
        if (uses.Value is not YamlScalar { IsNull: false, Value.Length: > 0 } name)
        {
            return;
        }

        var text = name.Value.Trim();
        if (ScalarExpressions.HasAny(name))
        {
            context.Add(ProblemKind.Type, "'uses' takes no expression: which action runs must be written out", name.Span);
        }
        else if (ActionName.FaultOfAction(text) is { } fault)
        {
            context.Add(ProblemKind.Type, fault, name.Span);
        }
        else if (LocalAction.Find(text, workspace.Local) is { } action)
        {
            Inputs(name, step["with"] as YamlMapping, action, context);
        }
        else if (ReferenceReader.IsLocal(text) && workspace.Lacks(ReferenceReader.LocalPath(text)))
        {
            context.Add(ProblemKind.Type, $"The repository has no action '{text}'", name.Span);
        }
    }

    private static void Inputs(YamlScalar name, YamlMapping? with, LocalAction action, ValidationContext context)
    {
        var inputs = action.Inputs?.Entries ?? [];
        foreach (var entry in with?.Entries ?? [])
        {
            var key = entry.Key.Value;
            if (!inputs.Any(input => input.Key.Value.Equals(key, StringComparison.OrdinalIgnoreCase)) && !(action.IsContainer && key is "args" or "entrypoint"))
            {
                context.Add(ProblemKind.Input, $"The action '{name.Value}' has no input '{key}'; {Names.OneOf(inputs.Select(input => input.Key.Value))}", entry.Key.Span);
            }
        }

        foreach (var input in inputs.Where(input => IsRequired(input.Value)))
        {
            if (with?.Entries.Any(entry => entry.Key.Value.Equals(input.Key.Value, StringComparison.OrdinalIgnoreCase)) is not true)
            {
                context.Add(ProblemKind.Input, $"The action '{name.Value}' needs the input '{input.Key.Value}'", name.Span);
            }
        }
    }

    private static bool IsRequired(YamlNode input) =>
        input is YamlMapping mapping && mapping.Entry("default") is null && (mapping["required"] as YamlScalar)?.Value is "true" or "True" or "TRUE";
}

using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Validation;

/// <summary>Checks which action a step uses, and with what.</summary>
internal static class UsesValidator
{
    /// <summary>Reports a name that is none, and inputs that an action of the repository does not have, or needs.</summary>
    public static void Validate(YamlEntry uses, YamlMapping step, Func<string, YamlMapping?> local, ValidationContext context)
    {
        if (uses.Value is not YamlScalar { IsNull: false, Value.Length: > 0 } name)
        {
            return;
        }

        if (ScalarExpressions.HasAny(name))
        {
            context.Add(ProblemKind.Type, "'uses' takes no expression: which action runs must be written out", name.Span);
        }
        else if (!IsReference(name.Value))
        {
            context.Add(ProblemKind.Type, $"'{name.Value}' names no action; write 'owner/repository@ref', './folder' or 'docker://image'", name.Span);
        }
        else if (LocalAction.Find(name.Value, local) is { } action)
        {
            Inputs(name, step["with"] as YamlMapping, action, context);
        }
    }

    private static bool IsReference(string uses)
    {
        if (uses.StartsWith("./", StringComparison.Ordinal) || uses.StartsWith("../", StringComparison.Ordinal) || uses is "."
            || uses.StartsWith("docker://", StringComparison.OrdinalIgnoreCase) || uses.StartsWith("$/", StringComparison.Ordinal))
        {
            return true;
        }

        var at = uses.IndexOf('@');
        var slash = uses.IndexOf('/');
        return slash > 0 && at > slash + 1 && at < uses.Length - 1;
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

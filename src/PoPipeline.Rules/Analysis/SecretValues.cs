using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Which variables of a step hold secrets, and which commands show one.</summary>
internal static class SecretValues
{
    /// <summary>The names of the variables of a step whose values are secrets.</summary>
    public static ImmutableHashSet<string> VariablesOf(Pipeline pipeline, Job job, Step step) =>
        pipeline.Variables.Any(HoldsSecret) || job.Variables.Any(HoldsSecret) || step.Variables.Any(HoldsSecret)
            ? [.. StepEnvironment.Of(pipeline, job, step).Values.Where(HoldsSecret).Select(setting => setting.Name)]
            : [];

    /// <summary>What a command's text shows of a secret: the name of a variable, or what the platform pastes; null where it shows none.</summary>
    public static string? ShownBy(Script script, Command command, ImmutableHashSet<string> variables) =>
        Pasted(script, command)
        ?? command.Words.Skip(1).Where(word => !word.Literal).Select(word => StepEnvironment.VariableIn(word.Text, variables.Contains)).FirstOrDefault(name => name is not null);

    private static string? Pasted(Script script, Command command) =>
        script.Interpolations
            .Where(interpolation => command.Words.Skip(1).Any(word => word.Offset <= interpolation.Offset && interpolation.Offset < word.Offset + word.Length))
            .FirstOrDefault(interpolation => !interpolation.Secrets.IsEmpty)?.Text;

    private static bool HoldsSecret(Setting setting) => !setting.Secrets.IsEmpty;
}

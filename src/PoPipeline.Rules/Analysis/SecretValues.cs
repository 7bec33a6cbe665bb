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

    /// <summary>Whether a text changes a variable before it takes it: <c>${KEY:0:8}</c>, <c>${KEY#*-}</c>, <c>${KEY%%-*}</c>, <c>${KEY/a/b}</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="variable">The variable.</param>
    public static bool IsPartIn(string text, string variable)
    {
        var start = text.IndexOf("${" + variable, StringComparison.Ordinal);
        var end = start + variable.Length + 2;
        return start >= 0 && end + 1 < text.Length
            && (text[end] is '#' or '%' or '/' or '^' or ',' || (text[end] is ':' && (char.IsAsciiDigit(text[end + 1]) || text[end + 1] is ' ' or '(' or '$')));
    }

    private static string? Pasted(Script script, Command command)
    {
        foreach (var interpolation in script.Interpolations)
        {
            if (!interpolation.Secrets.IsEmpty && IsAfterProgram(command, interpolation.Offset))
            {
                return interpolation.Text;
            }
        }

        return null;
    }

    private static bool IsAfterProgram(Command command, int offset)
    {
        if (command.Words.IsEmpty || offset < command.Offset || offset >= command.Offset + command.Length)
        {
            return false;
        }

        foreach (var word in command.Words.AsSpan()[1..])
        {
            if (word.Offset <= offset && offset < word.Offset + word.Length)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HoldsSecret(Setting setting) => !setting.Secrets.IsEmpty && !setting.IsPath;
}

using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Pipelines;

/// <summary>Which variables of a step hold secrets, and which commands show one.</summary>
internal static class SecretValues
{
    /// <summary>The names of the variables of a step whose values are secrets.</summary>
    public static ImmutableHashSet<string> VariablesOf(Pipeline pipeline, Job job, Step step) =>
        [.. pipeline.Variables.Concat(job.Variables).Concat(step.Variables).Where(setting => !setting.Secrets.IsEmpty).Select(setting => setting.Name)];

    /// <summary>What a command's text shows of a secret: the name of a variable, or what the platform pastes; null where it shows none.</summary>
    public static string? ShownBy(Script script, Command command, ImmutableHashSet<string> variables) =>
        Pasted(script, command)
        ?? command.Words.Skip(1).Where(word => !word.Literal).Select(word => VariableIn(word.Text, variables)).FirstOrDefault(name => name is not null);

    private static string? Pasted(Script script, Command command) =>
        script.Interpolations
            .Where(interpolation => command.Words.Skip(1).Any(word => word.Offset <= interpolation.Offset && interpolation.Offset < word.Offset + word.Length))
            .FirstOrDefault(interpolation => !interpolation.Secrets.IsEmpty)?.Text;

    // $NAME, ${NAME}, $env:NAME; not ${#NAME} and not ${NAME:+set}, which show nothing of the value.
    private static string? VariableIn(string word, ImmutableHashSet<string> variables)
    {
        for (var dollar = word.IndexOf('$', StringComparison.Ordinal); dollar >= 0; dollar = word.IndexOf('$', dollar + 1))
        {
            var start = dollar + 1;
            var braces = start < word.Length && word[start] == '{';
            start += braces ? 1 : 0;
            start += string.Compare(word, start, "env:", 0, 4, StringComparison.OrdinalIgnoreCase) == 0 ? 4 : 0;
            var end = start;
            while (end < word.Length && (char.IsAsciiLetterOrDigit(word[end]) || word[end] == '_'))
            {
                end++;
            }

            var isTest = braces && end < word.Length && word[end..].TrimStart(':').StartsWith('+');
            if (end > start && !isTest && variables.Contains(word[start..end]))
            {
                return word[start..end];
            }
        }

        return null;
    }
}

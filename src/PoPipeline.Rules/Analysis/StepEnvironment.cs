using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Analysis;

/// <summary>The environment that a step's scripts start in: what the step sets goes before what its job does, and that before what the pipeline does.</summary>
internal static class StepEnvironment
{
    /// <summary>The variables that the files set, by name.</summary>
    public static IReadOnlyDictionary<string, Setting> Of(Pipeline pipeline, Job job, Step step)
    {
        var all = new Dictionary<string, Setting>(StringComparer.Ordinal);
        foreach (var setting in pipeline.Variables.Concat(job.Variables).Concat(step.Variables))
        {
            all[setting.Name] = setting;
        }

        return all;
    }

    /// <summary>The first of some variables that a word expands: <c>$NAME</c>, <c>${NAME}</c>, <c>$env:NAME</c>, <c>%NAME%</c>; not <c>${#NAME}</c> and not <c>${NAME:+set}</c>, which show nothing of the value.</summary>
    /// <param name="word">The word.</param>
    /// <param name="isAsked">Whether a variable is one of them.</param>
    public static string? VariableIn(string word, Func<string, bool> isAsked)
    {
        for (var mark = word.AsSpan().IndexOfAny('$', '%'); mark >= 0;)
        {
            var start = mark + 1;
            var braces = word[mark] == '$' && start < word.Length && word[start] == '{';
            start += braces ? 1 : 0;
            start += word[mark] == '$' && string.Compare(word, start, "env:", 0, 4, StringComparison.OrdinalIgnoreCase) == 0 ? 4 : 0;
            var end = start;
            while (end < word.Length && (char.IsAsciiLetterOrDigit(word[end]) || word[end] == '_'))
            {
                end++;
            }

            var isTest = braces && end < word.Length && word.AsSpan(end).TrimStart(':').StartsWith('+');
            var isVariable = word[mark] == '$' || (end < word.Length && word[end] == '%');
            if (end > start && !isTest && isVariable && isAsked(word[start..end]))
            {
                return word[start..end];
            }

            var next = word.AsSpan(mark + 1).IndexOfAny('$', '%');
            mark = next < 0 ? -1 : mark + 1 + next;
        }

        return null;
    }
}

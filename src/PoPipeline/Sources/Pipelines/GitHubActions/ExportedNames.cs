using System.Buffers;
using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>The variables that the scripts of a job's steps may set for the steps behind them: each word of a script that writes to the file for that, or calls what does.</summary>
internal sealed class ExportedNames
{
    private const string LettersOfNames = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
    private static readonly SearchValues<char> OfNames = SearchValues.Create(LettersOfNames);

    // By name, the first step that has it.
    private readonly Dictionary<string, int> first = new(StringComparer.OrdinalIgnoreCase);
    private readonly int firstOfAll = int.MaxValue;

    /// <summary>Those of some steps.</summary>
    /// <param name="steps">The steps of one job, in their order.</param>
    public ExportedNames(ImmutableArray<YamlMapping> steps)
    {
        for (var step = 0; step < steps.Length; step++)
        {
            if (steps[step].Scalar("run") is not { } run || !StepFlow.MayWriteVariables(run.Value))
            {
                continue;
            }

            firstOfAll = Math.Min(firstOfAll, step);
            Add(run.Value, step);
        }
    }

    /// <summary>Whether one of the steps before a step may set a variable.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="step">The index of the step.</param>
    public bool MaySet(string name, int step) =>
        firstOfAll < step && (name.AsSpan().ContainsAnyExcept(OfNames) || (first.TryGetValue(name, out var setter) && setter < step));

    private void Add(string script, int step)
    {
        var rest = script.AsSpan();
        for (var at = rest.IndexOfAny(OfNames); at >= 0; at = rest.IndexOfAny(OfNames))
        {
            // Behind the mark of a line's end: printf 'A=1\nB=2\n'.
            var isEscaped = at > 0 && rest[at - 1] is ('\\' or '`');
            rest = rest[at..];
            var end = rest.IndexOfAnyExcept(OfNames);
            var word = end < 0 ? rest : rest[..end];
            first.TryAdd(word.ToString(), step);
            if (isEscaped && word.Length > 1)
            {
                first.TryAdd(word[1..].ToString(), step);
            }

            rest = rest[word.Length..];
        }
    }
}

using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>The variables that the scripts of a job's steps may set for the steps behind them: each word of a script that writes to the file for that, or calls what does.</summary>
internal sealed class ExportedNames
{
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
        firstOfAll < step && (EndOf(name, 0) < name.Length || (first.TryGetValue(name, out var setter) && setter < step));

    private void Add(string script, int step)
    {
        for (var at = 0; at < script.Length; at++)
        {
            var end = EndOf(script, at);
            if (end == at)
            {
                continue;
            }

            first.TryAdd(script[at..end], step);

            // Behind the mark of a line's end: printf 'A=1\nB=2\n'.
            if (at > 0 && script[at - 1] is ('\\' or '`') && end - at > 1)
            {
                first.TryAdd(script[(at + 1)..end], step);
            }

            at = end;
        }
    }

    private static int EndOf(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_'))
        {
            at++;
        }

        return at;
    }
}

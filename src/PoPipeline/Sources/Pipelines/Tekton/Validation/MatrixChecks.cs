using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for a matrix, which makes one run for each of its values.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/matrix/.</remarks>
internal static class MatrixChecks
{
    // What a cluster lets one task be, unless somebody changed it there.
    private const int MostRuns = 256;

    /// <summary>Finds what is wrong with the matrix of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(YamlMapping task, ProblemList problems)
    {
        if (task["matrix"] is not YamlMapping matrix)
        {
            return;
        }

        ParameterChecks.Handed(matrix["params"], problems);
        var runs = 1L;
        foreach (var (name, value) in Parameters.Values(matrix["params"] as YamlSequence))
        {
            if (value is not YamlSequence && !(value is YamlScalar text && (text.Value is ['$', '(', .., ')'] || PlainText.IsFilledIn(text))))
            {
                problems.Add(ProblemKind.Matrix, $"'{name.Value}' of a matrix has to be a list", value.Span);
            }

            runs = Math.Min(runs * Math.Max((value as YamlSequence)?.Items.Length ?? 1, 1), int.MaxValue);
        }

        if (runs > MostRuns && matrix.Entry("params") is { } entry)
        {
            problems.Add(ProblemKind.Matrix, $"The matrix makes {runs} runs, and a cluster takes {MostRuns} unless somebody changed it there", entry.Key.Span, ProblemEffect.Unknown);
        }

        foreach (var include in ParameterChecks.Items(matrix["include"]))
        {
            ParameterChecks.Handed(include["params"], problems);
            foreach (var (name, value) in Parameters.Values(include["params"] as YamlSequence).Where(given => given.Value is not YamlScalar))
            {
                problems.Add(ProblemKind.Matrix, $"'{name.Value}' of a combination has to be a text", value.Span.Start);
            }
        }

        var within = ParameterChecks.Named(matrix["params"]).Concat(ParameterChecks.Items(matrix["include"]).SelectMany(include => ParameterChecks.Named(include["params"]))).Select(name => name.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var name in ParameterChecks.Named(task["params"]).Where(name => within.Contains(name.Value)))
        {
            problems.Add(ProblemKind.Matrix, $"The parameter '{name.Value}' stands in 'params' and in the matrix, of which only one can hand it", name.Span);
        }
    }
}

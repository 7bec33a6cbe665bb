using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Validation;

/// <summary>What holds for the results of tasks and steps.</summary>
/// <remarks>Source: https://tekton.dev/docs/pipelines/tasks/#emitting-results.</remarks>
internal static partial class ResultChecks
{
    /// <summary>Finds what is wrong with results that are declared.</summary>
    /// <param name="list">The list.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="ofPipeline">Whether they are results of a pipeline, which take over what a task gives, and have no properties of their own.</param>
    public static void Validate(YamlNode? list, ProblemList problems, bool ofPipeline = false)
    {
        foreach (var result in ParameterChecks.Items(list))
        {
            if (result["name"] is not YamlScalar { IsNull: false } name)
            {
                problems.Add(ProblemKind.Missing, "A result needs a 'name'", result.Span.Start);
                continue;
            }

            if (!Name().IsMatch(name.Value) && !PlainText.IsFilledIn(name))
            {
                problems.Add(ProblemKind.Id, $"'{name.Value}' is no name of a result: it has letters, digits, '-', '_' and '.', and starts and ends with a letter or digit", name.Span);
            }

            if (result["type"] is YamlScalar { IsNull: false } type && !PlainText.IsFilledIn(type))
            {
                if (type.Value is not ("string" or "array" or "object"))
                {
                    problems.Add(ProblemKind.Type, $"'{type.Value}' is no type of a result; it is 'string', 'array' or 'object'", type.Span);
                }
                else if (type.Value is "object" && !ofPipeline && result["properties"] is null)
                {
                    problems.Add(ProblemKind.Missing, $"The result '{name.Value}' is of the type 'object', and needs 'properties', which say what keys it has", type.Span);
                }
            }
        }
    }

    /// <summary>Finds results that a script writes and nobody declares.</summary>
    /// <param name="script">The script.</param>
    /// <param name="ofTask">The results of the task, by name.</param>
    /// <param name="ofStep">The results of the step, by name.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Written(YamlScalar script, HashSet<string> ofTask, HashSet<string> ofStep, ProblemList problems)
    {
        foreach (var put in Substitution.In(script.Value, isDynamic: false))
        {
            var isOfStep = put.Path.StartsWith("step.results.", StringComparison.Ordinal);
            if (!isOfStep && !put.Path.StartsWith("results.", StringComparison.Ordinal))
            {
                continue;
            }

            var name = put.Path[(isOfStep ? "step.results." : "results.").Length..];
            name = name.EndsWith(".path", StringComparison.Ordinal) ? name[..^".path".Length] : name;
            if (!ofStep.Contains(name) && (isOfStep || !ofTask.Contains(name)))
            {
                problems.Add(
                    ProblemKind.Context,
                    $"'{put.Text}' writes the result '{name}', which the {(isOfStep ? "step" : "task")} does not declare{Names.Meant(name, isOfStep ? ofStep : ofTask)}",
                    script.PlaceOf(put.Offset, put.Text.Length));
            }
        }
    }

    [GeneratedRegex("^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}

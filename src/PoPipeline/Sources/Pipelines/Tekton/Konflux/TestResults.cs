using System.Text.Json;
using System.Text.RegularExpressions;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton.Konflux;

/// <summary>Looks at the results of tests that scripts write as they stand: Konflux takes a test for failed whose result it does not know.</summary>
/// <remarks>Source: <c>helpers/integration.go</c> of https://github.com/konflux-ci/integration-service, and ADR 0030 of https://github.com/konflux-ci/architecture.</remarks>
internal static partial class TestResults
{
    private const string Output = "TEST_OUTPUT";
    private const int MostTasks = 1000;
    private const int LongestScript = 200_000;

    private static readonly string[] Known = ["SUCCESS", "FAILURE", "WARNING", "SKIPPED", "ERROR"];
    private static readonly string[] Needed = ["result", "timestamp", "successes", "failures", "warnings"];

    /// <summary>Finds what is wrong with them.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="spec">What is wanted of it.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Validate(TektonResource resource, YamlMapping spec, ProblemList problems)
    {
        foreach (var task in Tasks(resource, spec).Take(MostTasks))
        {
            if ((task["results"] as YamlSequence)?.Items.OfType<YamlMapping>().Any(result => (result["name"] as YamlScalar)?.Value is Output or "HACBS_" + Output) is not true)
            {
                continue;
            }

            foreach (var step in TaskReader.Steps(task))
            {
                if (step["script"] is YamlScalar { Value.Length: <= LongestScript } script && script.Value.Contains(Output, StringComparison.Ordinal))
                {
                    Look(script, problems);
                }
            }
        }
    }

    private static IEnumerable<YamlMapping> Tasks(TektonResource resource, YamlMapping spec) => resource.Kind switch
    {
        "Task" or "ClusterTask" => [spec],
        "TaskRun" => spec["taskSpec"] is YamlMapping own ? [own] : [],
        "Pipeline" => PipelineTasks.All(spec).Select(task => task.Node["taskSpec"]).OfType<YamlMapping>(),
        "PipelineRun" => spec["pipelineSpec"] is YamlMapping pipeline ? PipelineTasks.All(pipeline).Select(task => task.Node["taskSpec"]).OfType<YamlMapping>() : [],
        _ => [],
    };

    private static void Look(YamlScalar script, ProblemList problems)
    {
        var text = script.Value;
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var found ? found : text.Length;
            var line = text.AsSpan(start, end - start).TrimEnd();

            // What is written goes to the result on this line, or on the one that it goes on to.
            var last = (line.EndsWith("\\") || line.EndsWith("|")) && end < text.Length ? (text.IndexOf('\n', end + 1) is >= 0 and var after ? after : text.Length) : end;
            if (text.AsSpan(start, last - start).Contains(Output, StringComparison.Ordinal) && !line.TrimStart().StartsWith("#"))
            {
                Line(script, start, text[start..end], problems);
            }

            start = end + 1;
        }
    }

    private static void Line(YamlScalar script, int offset, string line, ProblemList problems)
    {
        foreach (Match match in Result().Matches(line))
        {
            var value = match.Groups["value"];
            if (!Known.Contains(value.Value, StringComparer.Ordinal))
            {
                problems.Add(
                    ProblemKind.Type,
                    $"'{value.Value}' is no result of a test, so that the test counts as failed; the results are {string.Join(", ", Known.Select(word => $"'{word}'"))}",
                    script.PlaceOf(offset + value.Index, value.Length),
                    ProblemEffect.Altered);
            }
        }

        foreach (Match match in Whole().Matches(line))
        {
            if (Missing(match.Value) is { Count: > 0 } missing)
            {
                problems.Add(ProblemKind.Missing, $"The result of the test lacks {string.Join(", ", missing.Select(name => $"'{name}'"))}, so that the test counts as failed", script.PlaceOf(offset + match.Index, match.Length), ProblemEffect.Altered);
            }
        }
    }

    // The members that are not there; null where it is no result that is written out.
    private static List<string>? Missing(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty("result", out _) ? [.. Needed.Where(name => !document.RootElement.TryGetProperty(name, out _))] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // "result":"X" of JSON, also with escaped quotes, result: "X" of jq, and the function of konflux-test.
    [GeneratedRegex("""(?:\\?["']?\bresult\\?["']?\s*:\s*\\?"|\bmake_result_json\s+-r\s+["']?)(?<value>[A-Za-z_]{1,40})(?=\\?["']|\s|$)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Result();

    [GeneratedRegex("""\{"[^{}$\\]{1,2000}\}""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();
}

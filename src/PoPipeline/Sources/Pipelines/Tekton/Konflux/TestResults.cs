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
    private static readonly string[] Counts = ["successes", "failures", "warnings"];
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
            foreach (var fault in Faults(match.Value))
            {
                problems.Add(fault.Kind, $"{fault.Text}, so that the test counts as failed", script.PlaceOf(offset + match.Index, match.Length), ProblemEffect.Altered);
            }
        }
    }

    // Nothing where it is no result that is written out.
    private static List<(ProblemKind Kind, string Text)> Faults(string json)
    {
        var faults = new List<(ProblemKind, string)>();
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (!root.TryGetProperty("result", out _))
            {
                return faults;
            }

            if (Needed.Where(name => !root.TryGetProperty(name, out _)).Select(name => $"'{name}'").ToList() is { Count: > 0 } missing)
            {
                faults.Add((ProblemKind.Missing, $"The result of the test lacks {string.Join(", ", missing)}"));
            }

            faults.AddRange(Counts.Where(name => root.TryGetProperty(name, out var count) && !IsFilledIn(count) && !(count.ValueKind is JsonValueKind.Number && count.TryGetInt64(out var number) && number >= 0))
                .Select(name => (ProblemKind.Type, $"'{name}' of the result of the test is no number from 0, without quotes")));
            if (root.TryGetProperty("timestamp", out var time) && !IsFilledIn(time) && !(time.ValueKind is JsonValueKind.String && Time().IsMatch(time.GetString()!)))
            {
                faults.Add((ProblemKind.Type, "'timestamp' of the result of the test is neither ten digits of seconds nor a time of the form '2027-01-31T10:00:00+00:00', between quotes"));
            }
        }
        catch (JsonException)
        {
            faults.Clear();
        }

        return faults;
    }

    // What printf puts something into: "%s".
    private static bool IsFilledIn(JsonElement value) => value.ValueKind is JsonValueKind.String && value.GetString()!.Contains('%', StringComparison.Ordinal);

    // "result":"X" of JSON, also with escaped quotes, result: "X" of jq, and the function of konflux-test.
    [GeneratedRegex("""(?:\\?["']?\bresult\\?["']?\s*:\s*\\?"|\bmake_result_json\s+-r\s+["']?)(?<value>[A-Za-z_]{1,40})(?=\\?["']|\s|$)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Result();

    [GeneratedRegex("""\{"[^{}$\\]{1,2000}\}""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[0-9]{10}$|^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();
}

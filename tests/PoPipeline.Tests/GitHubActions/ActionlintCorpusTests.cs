using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PoPipeline.Tests.GitHubActions;

/// <summary>Compares what is found with what another linter expects of its own examples, line by line.</summary>
public sealed partial class ActionlintCorpusTests
{
    // What this rule does not look for: other rules do, or other tools.
    private static readonly string[] NotClaimed = ["action", "deprecated-commands", "env-var", "glob", "pyflakes", "runner-label", "shell-name", "shellcheck"];

    // Why an expected line has no problem. The first entry whose words the expectation has gives the reason; the last fits all.
    private static readonly (string Words, string Reason)[] Reasons =
    [
        ("constant expression", "'if: true' and 'if: false' do what they say"),
        ("is defined but not used", "GitHub accepts an anchor that nothing names"),
        ("recursive alias", "the file cannot be read behind the first such alias"),
        ("alias node", "the file cannot be read behind the first such alias"),
        ("step must run script", "the file cannot be read behind the first such alias"),
        ("also required", "GitHub accepts a default that is never used"),
        ("invalid timezone", "'UTC' is a zone, which the linter is told not to take"),
        ("\"needs\" section should not be empty", "GitHub accepts a job that waits for none"),
        ("\"names\" section must be sequence", "GitHub accepts one name in place of a list"),
        ("string should not be empty", "GitHub accepts it: an option of a choice may be empty, and nothing is no container"),
        ("property \"credentials", "a caller that says 'secrets: inherit' hands over secrets that are not declared"),
        ("secret", "a caller that says 'secrets: inherit' hands over secrets that are not declared"),
        ("steps\" section is missing", "said on the line of 'steps', which is there and empty"),
        ("needs job", "said on the line of 'needs'"),
        ("input4", "defaults that are put together are not typed"),
        ("input5", "defaults that are put together are not typed"),
        ("property \"input", "defaults that are put together are not typed"),
        ("with\" section should not be empty", "nothing stands there behind an anchor, which GitHub accepts"),
        ("env\" section, but found plain text", "nothing stands there behind an anchor, which GitHub accepts"),
        ("this_output_does_not_exist", "what actions of others give is not known offline"),
        ("cache_hit", "what actions of others give is not known offline"),
        ("some-value", "the example's action is not among the files"),
        ("", "the runner gives numbers of the 'github' context as texts"),
    ];

    private static string Corpus => Path.Combine(TestPaths.RequireCorpora(), "github-actions/actionlint/testdata");

    // Its examples call workflows in any folder and by any name, as it allows; GitHub calls those in one folder alone.
    [Fact]
    public void No_example_that_is_valid_has_a_problem()
    {
        var problems = Directory.EnumerateFiles(Path.Combine(Corpus, "ok"), "*.yaml")
            .Order(StringComparer.Ordinal)
            .SelectMany(file => Validated.File(file, "/nowhere").Where(problem => !Places.IsMatch(problem.Message)).Select(problem => $"{Path.GetFileName(file)}:{problem.Span.Region} {problem.Key.Split('/')[0]}: {problem.Message}"));

        Assert.Empty(problems);
    }

    [Fact]
    public void At_least_85_of_100_expected_lines_have_a_problem()
    {
        var expected = Expectations("err").Concat(Expectations("examples"))
            .Where(line => !NotClaimed.Contains(line.Kind) && !line.Text.Contains("potentially untrusted", StringComparison.Ordinal))
            .ToList();
        var missed = new StringBuilder();
        var count = 0;
        foreach (var group in expected.GroupBy(line => line.File))
        {
            var lines = Validated.File(group.Key, Path.GetDirectoryName(group.Key) ?? "").Select(problem => problem.Span.Region.StartLine).ToHashSet();
            // Line 0 is the file as a whole.
            foreach (var line in group.Where(line => line.Line is 0 ? lines.Count is 0 : !lines.Contains(line.Line)))
            {
                count++;
                missed.Append(CultureInfo.InvariantCulture, $"{Path.GetFileName(line.File)}:{line.Line} {line.Kind}: {line.Text}\n  {Reasons.First(reason => line.Text.Contains(reason.Words, StringComparison.Ordinal)).Reason}\n");
            }
        }

        var rate = 100.0 * (expected.Count - count) / expected.Count;
        Approved.Text(Path.Combine(TestPaths.Project, "GitHubActions", "actionlint-missed.approved.txt"), $"{expected.Count - count} of {expected.Count} found: {rate:F1} %\n{missed}");
        Assert.True(rate >= 85, $"{rate:F1} %");
    }

    private static IEnumerable<(string File, int Line, string Kind, string Text)> Expectations(string folder) =>
        from output in Directory.EnumerateFiles(Path.Combine(Corpus, folder), "*.out").Order(StringComparer.Ordinal)
        from text in File.ReadAllLines(output)
        let match = ExpectedLine.Match(text.Replace(@"\.", ".", StringComparison.Ordinal).Replace(@"\[", "[", StringComparison.Ordinal).Replace(@"\]", "]", StringComparison.Ordinal))
        where match.Success
        select (Path.ChangeExtension(output, ".yaml"), int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture), match.Groups["kind"].Value, match.Groups["text"].Value);

    [GeneratedRegex("names no workflow|'uses' takes no expression", RegexOptions.NonBacktracking)]
    private static partial Regex Places { get; }

    [GeneratedRegex(@"^/?test\.yaml:(?<line>\d{1,5}):\d{1,5}: (?<text>.{1,120}).*\[(?<kind>[a-z-]{1,30})\]/?$", RegexOptions.NonBacktracking)]
    private static partial Regex ExpectedLine { get; }
}

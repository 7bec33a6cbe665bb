using System.Text.RegularExpressions;

namespace PoPipeline.Tests.Conventions;

/// <summary>The page of threats promises no more than tests show.</summary>
public sealed partial class ThreatPageTests
{
    [Fact]
    public void Every_line_of_the_page_names_tests_that_are_there()
    {
        var rows = File.ReadLines(Path.Combine(TestPaths.Repository, "docs", "threats.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.EndsWith("| test |", StringComparison.Ordinal))
            .ToList();
        var tests = Directory.EnumerateFiles(Path.Combine(TestPaths.Repository, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .SelectMany(file => Tests(File.ReadAllText(file)))
            .ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            var names = Name().Matches(row[row.LastIndexOf('|', row.Length - 2)..]).Select(match => match.Groups["name"].Value).ToList();
            Assert.NotEmpty(names);
            Assert.All(names, name => Assert.Contains(name, tests));
        });
    }

    [Theory]
    [InlineData("[Fact]\n", true)]
    [InlineData("[Theory]\n    [InlineData(1)]\n", true)]
    [InlineData("[Fact(Skip = \"later\")]\n", false)]
    [InlineData("", false)]
    public void What_is_skipped_or_never_run_shows_nothing(string attributes, bool shows) =>
        Assert.Equal(shows ? ["Holds", "SomeTests"] : [], Tests($"public sealed class SomeTests\n{{\n    {attributes}    public void Holds() => Assert.True(true);\n}}\n"));

    // The names of the tests of a file that run, and of its class where there is one.
    private static IEnumerable<string> Tests(string file)
    {
        var tests = Test().Matches(file).Where(test => test.Groups["attributes"].Value is var attributes && Runs().IsMatch(attributes) && !attributes.Contains("Skip =", StringComparison.Ordinal)).Select(test => test.Groups["name"].Value).ToList();
        return tests.Count == 0 ? [] : tests.Concat(Class().Matches(file).Select(match => match.Groups["name"].Value));
    }

    [GeneratedRegex(@"^(?<attributes>(?:[ \t]*\[[^\r\n]*\][ \t]*\r?\n)+)[ \t]*public (?:async )?(?:void|Task|ValueTask) (?<name>\w+)\(", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Test();

    [GeneratedRegex(@"\[(?:Fact|Theory)\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Runs();

    [GeneratedRegex(@"^public (?:sealed )?(?:partial )?class (?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Class();

    [GeneratedRegex("`(?<name>[A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

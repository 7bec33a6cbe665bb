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
        var tests = string.Concat(Directory.EnumerateFiles(Path.Combine(TestPaths.Repository, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(file => File.ReadAllText(file)));

        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            var names = Name().Matches(row[row.LastIndexOf('|', row.Length - 2)..]).Select(match => match.Groups["name"].Value).ToList();
            Assert.NotEmpty(names);
            Assert.All(names, name => Assert.Matches($@"\b(?:class|void|Task) {name}\b", tests));
        });
    }

    [GeneratedRegex("`(?<name>[A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

using System.Globalization;
using System.Text.RegularExpressions;
using PoPipeline.Running;

namespace PoPipeline.Frosting.Tests;

/// <summary>What the page of the start says of the program is so.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Paths.Repository, "README.md"));

    [Fact]
    public void Every_value_of_an_option_that_the_table_shows_is_named()
    {
        Assert.Equal([.. PoPipelineSettings.FailOnNames], Values("--fail-on SEVERITY").SkipLast(1));
        Assert.Equal(ReportFormats.Names.Order(StringComparer.Ordinal), Values("--format FORMAT").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal([.. ReportFormats.Default], Values("--format FORMAT").TakeLast(ReportFormats.Default.Length));
        Assert.Equal([.. PoPipelineSettings.ConsoleNames], Values("--console FORMAT"));
    }

    [Fact]
    public void Every_exit_code_has_its_row() =>
        Assert.Equal(
            Enum.GetValues<ExitCode>().Select(code => (int)code),
            ExitCodes().Matches(Readme).Select(row => int.Parse(row.Groups["code"].Value, CultureInfo.InvariantCulture)));

    // Whoever copies a command finds that a day of a year ago is over.
    [Fact]
    public void No_command_has_a_day_that_will_be_over() => Assert.DoesNotMatch(Day(), Readme);

    private static IEnumerable<string> Values(string option)
    {
        var row = Readme.Split('\n').Single(line => line.StartsWith($"| `{option}` |", StringComparison.Ordinal));
        return Code().Matches(row[(row.IndexOf('|', 2) + 1)..]).Select(match => match.Groups["code"].Value);
    }

    [GeneratedRegex(@"^\| (?<code>[0-9]) \|", RegexOptions.Multiline)]
    private static partial Regex ExitCodes();

    [GeneratedRegex("20[0-9]{2}-[0-9]{2}-[0-9]{2}")]
    private static partial Regex Day();

    [GeneratedRegex("`(?<code>[^`]+)`")]
    private static partial Regex Code();
}

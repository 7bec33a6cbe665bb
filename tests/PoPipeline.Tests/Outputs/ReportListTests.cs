using System.Text.RegularExpressions;
using PoPipeline.Outputs;

namespace PoPipeline.Tests.Outputs;

/// <summary>What follows the one list of the reports.</summary>
public sealed partial class ReportListTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(TestPaths.Repository, "docs", "reports.md"));

    [Fact]
    public void The_documentation_lists_the_reports_there_are()
    {
        var rows = Reports.All.Select(report => $"| {string.Join(" or ", report.Aliases.Prepend(report.Name).Select(name => $"`{name}`"))} | `{report.FileName}` | {report.Readers} |");

        Assert.Contains($"| `--format` | file | for |\n|---|---|---|\n{string.Join('\n', rows)}\n\n", Page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_documentation_tells_of_exceptions_in_reports_there_are()
    {
        var told = Row().Matches(Page[Page.IndexOf("## What readers know of exceptions", StringComparison.Ordinal)..]).Select(match => match.Groups["name"].Value).TakeWhile(name => name is not "expiryUtc").ToList();

        Assert.NotEmpty(told);
        Assert.All(told, name => Assert.NotNull(Reports.Named(name)));
    }

    [Fact]
    public void No_two_reports_share_a_name_or_a_file()
    {
        var names = Reports.All.SelectMany(report => report.Aliases.Prepend(report.Name)).ToList();

        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Reports.FileNames.Length, Reports.FileNames.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Every_profile_of_SARIF_has_one_log() =>
        Assert.Equal(Enum.GetValues<PoPipeline.Outputs.Sarif.SarifProfile>(), Reports.All.Select(report => report.Profile).OfType<PoPipeline.Outputs.Sarif.SarifProfile>().Order());

    [GeneratedRegex(@"^\| `(?<name>[A-Za-z-]+)` \|", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}

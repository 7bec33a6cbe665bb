using System.Text.RegularExpressions;
using PoPipeline.Sources;

namespace PoPipeline.Tests.Sources;

/// <summary>Which folders are left out is documented.</summary>
public sealed partial class DataFoldersTests
{
    [Fact]
    public void The_page_of_the_rule_names_each_folder_that_is_left_out_and_no_other()
    {
        var page = File.ReadAllText(Path.Combine(TestPaths.Repository, "docs", "rules", "PO3201.md"));
        var start = page.IndexOf("as data of a test: below", StringComparison.Ordinal);
        Assert.True(start > 0, "The page does not say which folders are left out.");
        var sentence = page[start..page.IndexOf("in whatever case", start, StringComparison.Ordinal)];

        Assert.Equal(DataFolders.All, Quoted().Matches(sentence).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();
}

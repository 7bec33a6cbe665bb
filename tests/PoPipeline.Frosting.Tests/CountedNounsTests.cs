using System.Text.RegularExpressions;
using PoPipeline.Rules.Model;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>Holds what is written to the one way to write a number with its noun.</summary>
public sealed partial class CountedNounsTests
{
    [Theory]
    [InlineData(0, "0 findings")]
    [InlineData(1, "1 finding")]
    [InlineData(2, "2 findings")]
    public void A_noun_agrees_with_its_number(int count, string expected) => Assert.Equal(expected, Counted.Of(count, "finding"));

    [Fact]
    public void A_noun_may_have_another_plural() => Assert.Equal("1 entry, 2 entries", $"{Counted.Of(1, "entry", "entries")}, {Counted.Of(2, "entry", "entries")}");

    [Fact]
    public void No_text_writes_the_plural_of_a_noun_behind_a_number_by_itself()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(TestPaths.Repository, "src"), "*.cs", SearchOption.AllDirectories).ToList();

        Assert.NotEmpty(sources);
        Assert.Empty(sources.SelectMany(file => File.ReadLines(file)
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(line => OwnPlural().Matches(line).Select(match => $"{Path.GetFileName(file)}: {match.Value}"))));
    }

    [Theory]
    [InlineData("$\"{files.Length} files\"", true)]
    [InlineData("$\"{owned} of {files.Count} tracked files\"", true)]
    [InlineData("$\"{groups.Count - Shown} more folders\"", true)]
    [InlineData("$\"within {policy.LapseDays} days\"", true)]
    [InlineData("$\"{Counted.Of(files.Length, \"file\")} here\"", false)]
    [InlineData("$\"at most {MaximumCount} files\"", false)]
    public void A_plural_by_itself_is_seen(string line, bool isSeen) => Assert.Equal(isSeen, OwnPlural().IsMatch(line));

    // A limit that is a constant, and so named, is known to be several.
    [GeneratedRegex("""\{(?![^{}]*(Maximum|Most|SoonDays|Limits\.))[^{}"?]*\b\w*(Length|Count|Days|Hours|days|hours|count)(\(\))?( - \w+)?\} ([a-z]+ )?[a-z]{2,}s\b(?<! (is|was|has|does|this|its))""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex OwnPlural();
}

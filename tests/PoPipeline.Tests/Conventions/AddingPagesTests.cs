using System.Text.RegularExpressions;

namespace PoPipeline.Tests.Conventions;

/// <summary>The pages that say how something is added name what there is, and fit a screen.</summary>
public sealed partial class AddingPagesTests
{
    private const int Screen = 40;

    private static readonly Lazy<HashSet<string>> Words = new(() =>
    [
        .. new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(TestPaths.Repository, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Declared().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value)),
    ]);

    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Path.Combine(TestPaths.Repository, "docs"), "adding-*.md").Select(file => Path.GetFileName(file)).Where(page => page is not "adding-a-rule.md").Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_fits_a_screen_and_is_found_from_the_first_one(string page)
    {
        Assert.InRange(File.ReadAllLines(Path.Combine(TestPaths.Repository, "docs", page)).Length, 5, Screen);
        Assert.Contains($"docs/{page}", File.ReadAllText(Path.Combine(TestPaths.Repository, "CONTRIBUTING.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void What_a_page_names_is_there(string page)
    {
        var text = Fence().Replace(File.ReadAllText(Path.Combine(TestPaths.Repository, "docs", page)), "");
        var paths = Link().Matches(text).Select(match => Path.Combine("docs", match.Groups["path"].Value))
            .Concat(Code().Matches(text).Select(match => match.Groups["code"].Value).Where(code => code.Contains('/', StringComparison.Ordinal)));
        var names = Code().Matches(text).Select(match => match.Groups["code"].Value).Where(code => Name().IsMatch(code)).ToList();

        Assert.All(paths, path => Assert.True(Path.Exists(Path.Combine(TestPaths.Repository, path)), $"'{path}' is not there."));
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains(name, Words.Value));
    }

    [GeneratedRegex(@"\]\((?<path>[^)]+)\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    // What is shown as it would be written names what the page's readers have.
    [GeneratedRegex("^ *```.*?^ *```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();

    [GeneratedRegex("^[A-Z][A-Za-z]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"(?:class|record|struct|interface|enum) (?<name>[A-Z]\w+)|(?<name>[A-Z]\w+) \{ get;|(?<name>[A-Z]\w+) =>", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Declared();
}

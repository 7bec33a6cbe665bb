using System.Text.RegularExpressions;
using PoPipeline.Rules.Model;

namespace PoPipeline.Tests.Conventions;

/// <summary>The model holds what readers fill and rules read, and nothing for a day that may come.</summary>
public sealed partial class ModelConventionTests
{
    private static readonly Lazy<string> Sources = new(() => string.Join('\n', Files()));

    public static TheoryData<string> Members =>
    [
        .. typeof(Snapshot).Assembly.GetExportedTypes()
            .Where(type => type.IsEnum && type.Namespace!.StartsWith(typeof(Snapshot).Namespace!, StringComparison.Ordinal))
            .SelectMany(type => Enum.GetNames(type).Select(member => $"{type.Name}.{member}"))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Members))]
    public void Every_member_of_an_enum_of_the_model_is_made_or_asked_for(string member) => Assert.Matches($@"\b{Regex.Escape(member)}\b", Sources.Value);

    [Fact]
    public void A_member_that_nobody_names_is_noticed() => Assert.DoesNotMatch(@"\bPin\.Nobody\b", Sources.Value);

    // The sketches stand for readers to come.
    private static IEnumerable<string> Files() =>
        new[] { Path.Combine(TestPaths.Repository, "src"), Path.Combine(TestPaths.Project, "Sketches") }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => Comment().Replace(File.ReadAllText(file), ""));

    [GeneratedRegex("^ *//.*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();
}

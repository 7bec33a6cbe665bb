using System.Text.RegularExpressions;

namespace PoPipeline.Tests.Conventions;

/// <summary><c>docs/architecture.md</c> shows the sources as they lie there.</summary>
public sealed partial class ArchitecturePageTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(TestPaths.Repository, "docs", "architecture.md"));

    [Fact]
    public void Each_project_and_each_folder_of_it_has_one_line_and_no_other_has_any()
    {
        var named = Lines.Select(line => Row().Match(line)).Where(match => match.Success).Select(match => match.Groups["folder"].Value).Order(StringComparer.Ordinal);

        Assert.Equal(Folders("src").Concat(Folders("src").SelectMany(Folders)).Order(StringComparer.Ordinal), named);
    }

    [Theory]
    [InlineData("PoPipeline")]
    [InlineData("PoPipeline.Audit")]
    [InlineData("PoPipeline.Rules")]
    public void A_folder_stands_below_those_that_it_uses(string project)
    {
        var order = Lines.Select(line => Row().Match(line).Groups["folder"].Value)
            .Where(folder => folder.StartsWith($"src/{project}/", StringComparison.Ordinal))
            .Select(folder => folder.Split('/')[^1])
            .Prepend(NamespaceTests.Root)
            .ToList();

        Assert.NotEmpty(order);
        Assert.Empty(NamespaceTests.UsesOf(NamespaceTests.FilesOf(project), project)
            .SelectMany(folder => folder.Value.Keys, (folder, used) => (From: folder.Key, To: used))
            .Where(use => order.IndexOf(use.From) <= order.IndexOf(use.To))
            .Select(use => $"{use.From} -> {use.To}"));
    }

    // Folders that hold a source, so that what a build or an editor left is none.
    private static IEnumerable<string> Folders(string parent) => Directory.EnumerateDirectories(Path.Combine(TestPaths.Repository, parent))
        .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj") && Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any())
        .Select(folder => $"{parent}/{Path.GetFileName(folder)}");

    [GeneratedRegex("^\\| `(?<folder>src/[^`]+)` \\| \\S", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Row();
}

using System.Text.RegularExpressions;
using PoPipeline.Tests;

namespace PoPipeline.Packaging.Tests;

/// <summary>The packagings hand <c>po</c> the variables that it reads, and no other.</summary>
public sealed partial class PackagingVariablesTests
{
    // Rules read no variable; the names in their tables are those of pipelines.
    private static readonly IEnumerable<string> Projects =
        Directory.EnumerateDirectories(Path.Combine(TestPaths.Repository, "src")).Where(folder => Path.GetFileName(folder) is not "PoPipeline.Rules");

    /// <summary>What every program may read.</summary>
    internal static string[] Machine => Words(Read("packaging", "lib.sh"), "machine_variables='");

    // What is told to git and aws where an audit log is kept, which no packaging takes.
    private const string OfStores = "/AuditLogs/Stores/";

    [Fact]
    public void What_the_sources_read_is_handed_over_and_nothing_else()
    {
        var sources = Projects
            .SelectMany(project => Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/Sources/Pipelines/", StringComparison.Ordinal) && !file.Contains(OfStores, StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(file => Name().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value))
            .Distinct(StringComparer.Ordinal).ToList();
        var handedOver = Words(Read("packaging", "lib.sh"), "po_variables='");

        Assert.Contains("POPIPELINE_TOKEN", sources);
        Assert.Empty(sources.Except(handedOver, StringComparer.Ordinal));
        Assert.Empty(handedOver.Except(sources, StringComparer.Ordinal));
    }

    [Fact]
    public void The_task_hands_over_the_same()
    {
        var scripts = Read("packaging", "lib.sh");

        Assert.Equal(
            [.. Machine, .. Words(scripts, "po_variables='")],
            Words(Read("tekton", "task", "po-check", "po-check.yaml"), "kept=\""));
    }

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([TestPaths.Repository, .. path]));

    private static string[] Words(string text, string start) =>
        text[(text.IndexOf(start, StringComparison.Ordinal) + start.Length)..].Split(['\'', '"'], 2)[0].Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"""(?<name>(GITHUB|GH|GITLAB|CI|GIT|POPIPELINE)_[A-Z_]{1,40}|GITLAB_CI|NO_COLOR|TERM|COLUMNS)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}

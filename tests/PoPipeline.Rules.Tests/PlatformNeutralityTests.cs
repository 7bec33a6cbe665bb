using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace PoPipeline.Rules.Tests;

/// <summary>A rule judges pipelines of every platform alike: what only one of them says or has stands in its profile, or in the tables of known things.</summary>
public sealed partial class PlatformNeutralityTests
{
    // What knows platforms or forges by design: their words, tables of known things, and CODEOWNERS, whose syntax is the forge's.
    private static readonly string[] Exempt = ["Platforms/", "Data/", "CodeOwners/", "Model/Pipelines/Platform.cs", "Model/Forge.cs", "Model/Policies/TrackerKind.cs"];

    public static TheoryData<string> Files =>
    [
        .. Directory.EnumerateFiles(Root(), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root(), file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !Exempt.Any(exempt => file.StartsWith(exempt, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void No_rule_names_a_platform_its_syntax_or_its_files(string file)
    {
        var code = Comment().Replace(File.ReadAllText(Path.Combine(Root(), file)), "");

        Assert.Empty(Words().Matches(code).Select(match => match.Value));
    }

    [Fact]
    public void What_is_looked_for_is_found_where_it_may_stand() =>
        Assert.Contains("GITHUB_ENV", Words().Matches(File.ReadAllText(Path.Combine(Root(), "Platforms", "GitHubActions.cs"))).Select(match => match.Value + "ENV"));

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "src", "PoPipeline.Rules"));

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"GitHub(?!\.com/popipeline)|GitLab(?!\b)|""[^""]*GitLab|\$\{\{|\$\[\[|\btoJSON\b|\blabeled\b|GITHUB_|CI_JOB_|\.github/|\.gitlab|workflow_(?:run|call|dispatch)|pull_request|""secrets\.|Jenkinsfile|tekton\.dev",
        RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}

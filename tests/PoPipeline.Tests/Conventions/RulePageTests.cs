using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PoPipeline.Judging;
using PoPipeline.Outputs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Conventions;

/// <summary>What the pages of rules claim is run.</summary>
public sealed partial class RulePageTests
{
    public static string Folder { get; } = Path.Combine(TestPaths.Repository, "docs", "rules");

    public static TheoryData<string> Pages() => [.. RuleSet.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void What_a_page_shows_before_fails_and_what_it_shows_after_does_not(string id)
    {
        var rule = RuleSet.All.Single(rule => rule.Id == id);
        var page = RulePages.Find(rule);
        Assert.NotNull(page);
        var trees = Trees(page.Markdown);

        Assert.Contains(trees, tree => tree.IsBefore);
        Assert.Contains(trees, tree => !tree.IsBefore);
        Assert.All(trees, tree =>
        {
            var verdict = Judge(rule, tree.Files);
            Assert.True((verdict.Kind is VerdictKind.Fail) == tree.IsBefore, $"{tree.Files[0].Path} {(tree.IsBefore ? "before" : "after")}: {verdict.Kind}\n{tree.Files[0].Text}\n{string.Join('\n', verdict.Findings.Select(finding => finding.Message))}");
        });
    }

    [Fact]
    public void The_table_of_rules_is_made_from_the_rules()
    {
        var table = new StringBuilder("# Rules\n\nThis table is generated from the rules: `POPIPELINE_ACCEPT=1 dotnet test` writes it.\n");
        foreach (var task in RuleSet.All.GroupBy(rule => rule.Task).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            table.Append($"\n## {task.Key}\n\n| rule | severity | set | says |\n|---|---|---|---|\n");
            foreach (var rule in task)
            {
                table.Append($"| [{rule.Id}]({rule.Id}.md) {RulePages.TitleOf(rule)} | {rule.Severity.ToString().ToLowerInvariant()} | {(rule.Pedantic ? "pedantic" : "default")} | {rule.Summary} |\n");
            }
        }

        Approved.Text(Path.Combine(Folder, "README.md"), table.ToString());
    }

    // Blocks of one kind that follow one another are files of one tree.
    private static List<(bool IsBefore, List<(string Path, string Text)> Files)> Trees(string markdown)
    {
        var trees = new List<(bool IsBefore, List<(string Path, string Text)> Files)>();
        foreach (Match block in Block().Matches(markdown))
        {
            var isBefore = block.Groups["kind"].Value == "before";
            if (trees.Count == 0 || trees[^1].IsBefore != isBefore)
            {
                trees.Add((isBefore, []));
            }

            // No page holds what its readers would not see.
            trees[^1].Files.Add((block.Groups["path"].Value, Unseen().Replace(block.Groups["text"].Value, static found => char.ConvertFromUtf32(int.Parse(found.Groups["code"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))));
        }

        return trees;
    }

    private static Verdict Judge(Rule rule, List<(string Path, string Text)> files)
    {
        using var tree = new TempTree();
        files.ForEach(file => tree.Write(file.Path, file.Text));
        return Assessor.Assess(CaseTree.CollectFolder(tree.Root), [rule]).Judgements.Single().Verdict;
    }

    [GeneratedRegex(@"^```[a-z]+ (?<kind>before|after) path=(?<path>\S+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex("<U\\+(?<code>[0-9A-F]{4,6})>", RegexOptions.ExplicitCapture)]
    private static partial Regex Unseen();
}

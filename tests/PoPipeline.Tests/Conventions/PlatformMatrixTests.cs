using System.Text;
using PoPipeline.Judging;
using PoPipeline.Outputs;
using PoPipeline.Queries;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;
using PoPipeline.Sources.Pipelines;

namespace PoPipeline.Tests.Conventions;

/// <summary>What is said of rules and platforms is what the rules do.</summary>
public sealed class PlatformMatrixTests
{
    // Those that can find something in a pipeline of a platform, as its cases show; the others look at no pipeline.
    private static readonly Rule[] NeedReaders = [.. RuleSet.All.Where(rule => rule is PipelineRule || PlatformMatrix.JudgedOn(rule).Length < PlatformMatrix.Platforms.Length)];

    public static TheoryData<string, Platform> SetElsewhere =>
        [.. NeedReaders.SelectMany(rule => SourceList.Readers.SelectMany(reader => reader.Platforms).Where(platform => PlatformMatrix.SetElsewhere(rule).Contains(NameOf(platform))).Select(platform => (rule.Id, platform)))];

    public static TheoryData<string, Platform> Judged =>
        [.. NeedReaders.SelectMany(rule => SourceList.Readers.SelectMany(reader => reader.Platforms).Where(platform => PlatformMatrix.JudgedOn(rule).Contains(NameOf(platform))).Select(platform => (rule.Id, platform)))];

    [Theory]
    [MemberData(nameof(Judged))]
    public void A_rule_that_is_said_to_judge_a_platform_finds_something_on_it_in_a_case(string id, Platform platform)
    {
        var rule = RuleSet.All.Single(rule => rule.Id == id);

        Assert.Contains(CaseTree.Names.Where(name => name.StartsWith($"{rule.Id}.{rule.Name}/fail-", StringComparison.Ordinal)), name => FindsOn(CaseTree.Collect(name), rule, platform));
    }

    [Theory]
    [MemberData(nameof(Judged))]
    public void A_rule_that_is_said_to_judge_a_platform_is_met_on_it_in_a_case(string id, Platform platform)
    {
        var rule = RuleSet.All.Single(rule => rule.Id == id);

        Assert.Contains(
            CaseTree.Names.Where(name => name.StartsWith($"{rule.Id}.{rule.Name}/pass-", StringComparison.Ordinal)),
            name => CaseTree.Collect(name) is var snapshot && snapshot.Pipelines.Any(pipeline => pipeline.Platform == platform) && Assessor.Assess(snapshot, [rule]).Judgements.Single().Verdict.Kind is VerdictKind.Pass);
    }

    [Theory]
    [MemberData(nameof(SetElsewhere))]
    public void A_rule_that_no_file_of_a_platform_can_answer_says_so_in_a_case(string id, Platform platform)
    {
        var rule = RuleSet.All.Single(rule => rule.Id == id);

        Assert.Contains(
            CaseTree.Names.Where(name => name.StartsWith($"{rule.Id}.{rule.Name}/unknown-", StringComparison.Ordinal)),
            name => CaseTree.Collect(name) is var snapshot && snapshot.Pipelines.Any(pipeline => pipeline.Platform == platform) && Assessor.Assess(snapshot, [rule]).Judgements.Single().Verdict.Kind is VerdictKind.Unknown);
    }

    [Fact]
    public void Each_platform_has_a_name()
    {
        Assert.Equal(Enum.GetValues<Platform>(), PipelineSystem.Known.Select(system => system.Platform).OfType<Platform>());
        Assert.NotEmpty(NeedReaders);
    }

    [Fact]
    public void The_page_is_made_from_the_rules_and_the_readers() => Approved.Text(
        Path.Combine(TestPaths.Repository, "docs", "platforms.md"),
        $"""
        # Rules and platforms

        Generated from the rules and the readers of pipelines, as `po rules --matrix` shows it: `POPIPELINE_ACCEPT=1 dotnet test` writes it. "settings" is a platform whose files cannot say what
        the rule asks for: it names what it could not look at, and never says that it is met. "none" is a platform that has nothing of what the rule looks at. Rules that look into no pipeline judge wherever the code lies.

        Konflux has no column of its own: its builds are runs of Tekton, which one reader reads together with its scenarios, policies and plans, so that a column would repeat that of Tekton. What only Konflux has the pages
        of the rules say below "On Konflux".

        Backstage runs no pipelines and has no column either. What is read of it are its software templates and the entities of its catalogue, which PO3103 and PO3104 judge, and its pipelines are those of the platforms
        above: the files of a template's skeleton are read as they are where they lie.

        {PlatformMatrix.Markdown(RuleSet.All)}
        """);

    [Fact]
    public void The_picture_is_made_from_the_rules_and_the_readers()
    {
        const int Row = 24;
        const int Column = 74;
        const int Left = 372;
        var height = 62 + (RuleSet.All.Length * Row);
        var width = Left + (PlatformMatrix.Platforms.Length * Column) + 20;
        var picture = new StringBuilder($"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-label="Rules by platform: a large dot where a rule judges it, a ring where only settings say it, a small dot where it has nothing of what the rule looks at">
            <rect width="{width}" height="{height}" rx="8" fill="#ffffff" stroke="#d0d7de"/>
            <g font-family="-apple-system, Segoe UI, Helvetica, Arial, sans-serif" font-size="13" fill="#1f2328">

            """);
        foreach (var (name, x) in PlatformMatrix.Platforms.Select((name, column) => (name.Split(' '), Middle(column))))
        {
            foreach (var (word, line) in name.Select((word, line) => (word, line)))
            {
                picture.Append($"<text x=\"{x}\" y=\"{22 + (line * 15)}\" text-anchor=\"middle\" font-weight=\"bold\" font-size=\"12\">{word}</text>\n");
            }
        }

        foreach (var (rule, index) in RuleSet.All.Select((rule, index) => (rule, index)))
        {
            var y = 62 + (index * Row);
            var judged = PlatformMatrix.JudgedOn(rule);
            var elsewhere = PlatformMatrix.SetElsewhere(rule);
            picture.Append(index % 2 == 0 ? $"<rect x=\"8\" y=\"{y - 17}\" width=\"{width - 16}\" height=\"{Row}\" fill=\"#f6f8fa\"/>\n" : "");
            picture.Append($"<text x=\"20\" y=\"{y}\"><tspan fill=\"#57606a\">{rule.Id}</tspan> {RulePages.TitleOf(rule)}</text>\n");
            foreach (var (name, column) in PlatformMatrix.Platforms.Select((name, column) => (name, column)))
            {
                var dot = judged.Contains(name, StringComparer.Ordinal) ? "r=\"6\" fill=\"#1a7f37\"" : elsewhere.Contains(name, StringComparer.Ordinal) ? "r=\"5\" fill=\"none\" stroke=\"#57606a\"" : "r=\"3\" fill=\"#d0d7de\"";
                picture.Append($"<circle cx=\"{Middle(column)}\" cy=\"{y - 5}\" {dot}/>\n");
            }
        }

        Approved.Text(Path.Combine(TestPaths.Repository, "docs", "images", "matrix.svg"), picture.Append("</g>\n</svg>\n").ToString());

        static int Middle(int column) => Left + (column * Column) + (Column / 2);
    }

    private static string NameOf(Platform platform) => PipelineSystem.Known.Single(system => system.Platform == platform).Name;

    private static bool FindsOn(Snapshot snapshot, Rule rule, Platform platform)
    {
        var paths = snapshot.Pipelines.Where(pipeline => pipeline.Platform == platform).Select(pipeline => pipeline.Path).ToHashSet(StringComparer.Ordinal);
        return Assessor.Assess(snapshot, [rule]).Judgements.Single().Verdict is { Kind: VerdictKind.Fail } verdict && verdict.Findings.Any(finding => paths.Contains(finding.Place.Path) || finding.Related.Any(related => paths.Contains(related.Place.Path)));
    }
}

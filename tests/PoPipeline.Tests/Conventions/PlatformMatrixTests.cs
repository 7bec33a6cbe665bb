using PoPipeline.Judging;
using PoPipeline.Queries;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;
using PoPipeline.Sources.Pipelines;

namespace PoPipeline.Tests.Conventions;

/// <summary>What is said of rules and platforms is what the rules do.</summary>
public sealed class PlatformMatrixTests
{
    private static readonly Rule[] NeedReaders = [.. RuleSet.All.Where(rule => PlatformMatrix.JudgedOn(rule).Length < PlatformMatrix.Platforms.Length)];

    public static TheoryData<string, Platform> Judged =>
        new MatrixTheoryData<string, Platform>(NeedReaders.Select(rule => rule.Id), SourceList.Readers.SelectMany(reader => reader.Platforms));

    [Theory]
    [MemberData(nameof(Judged))]
    public void A_rule_that_is_said_to_judge_a_platform_finds_something_on_it_in_a_case(string id, Platform platform)
    {
        var rule = RuleSet.All.Single(rule => rule.Id == id);

        Assert.Contains(CaseTree.Names.Where(name => name.StartsWith($"{rule.Id}.{rule.Name}/fail-", StringComparison.Ordinal)), name => FindsOn(CaseTree.Collect(name), rule, platform));
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

        Generated from the rules and the readers of pipelines, as `po rules --matrix` shows it: `POPIPELINE_ACCEPT=1 dotnet test` writes it. "-" is a platform that has no
        reader yet: its files, where their names tell them, are named as not looked at, and beside such a file the rule never says that it is met. Rules that look into no pipeline judge wherever the
        code lies.

        {PlatformMatrix.Markdown(RuleSet.All)}
        """);

    private static bool FindsOn(Snapshot snapshot, Rule rule, Platform platform)
    {
        var paths = snapshot.Pipelines.Where(pipeline => pipeline.Platform == platform).Select(pipeline => pipeline.Path).ToHashSet(StringComparer.Ordinal);
        return Assessor.Assess(snapshot, [rule]).Judgements.Single().Verdict is { Kind: VerdictKind.Fail } verdict && verdict.Findings.Any(finding => paths.Contains(finding.Place.Path));
    }
}

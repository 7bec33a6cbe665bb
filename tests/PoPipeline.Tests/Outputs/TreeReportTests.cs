using System.Text.Json;
using PoPipeline.Decisions;
using PoPipeline.Judging;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources;

namespace PoPipeline.Tests.Outputs;

/// <summary>The reports of a small tree with every rule there is. What they say is the rules' business; here only their form is.</summary>
public sealed class TreeReportTests
{
    private static readonly string Tree = Path.Combine(TestPaths.Project, "Trees", "small");

    internal static Assessment Assessment { get; } = Assess();

    [Fact]
    public void Every_finding_on_the_tree_has_the_hash_that_GitHub_gives_its_line()
    {
        var hashes = LineHasher.Hash(File.ReadAllText(Path.Combine(Tree, Samples.Workflow)));

        Assert.NotEmpty(Assessment.Snapshot.LineHashes);
        Assert.All(
            Assessment.Snapshot.LineHashes.Where(hash => hash.Path == Samples.Workflow),
            hash => Assert.Equal(hashes[hash.Line - 1], hash.Hash));
    }

    [Fact]
    public void Every_rule_and_every_verdict_is_in_the_full_report()
    {
        using var report = JsonDocument.Parse(Samples.Write("sarif", Assessment));
        var run = report.RootElement.GetProperty("runs")[0];
        var driver = run.GetProperty("tool").GetProperty("driver");

        // A rule is there once more for each other severity that it gave.
        Assert.Equal(RuleSet.All.Select(rule => rule.Id), driver.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()?.Split('/')[0]).Distinct(StringComparer.Ordinal));
        Assert.Equal(
            RuleSet.All.Select(rule => rule.Id),
            run.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("ruleId").GetString()?.Split('/')[0] ?? "").Distinct(StringComparer.Ordinal));
        Assert.All(driver.GetProperty("rules").EnumerateArray(), rule =>
        {
            Assert.NotEmpty(rule.GetProperty("shortDescription").GetProperty("text").GetString() ?? "");
            Assert.InRange(rule.GetProperty("fullDescription").GetProperty("text").GetString()?.Length ?? 0, 1, 1024);
            Assert.NotEmpty(rule.GetProperty("help").GetProperty("markdown").GetString() ?? "");
            Assert.InRange(rule.GetProperty("properties").GetProperty("tags").GetArrayLength(), 2, 10);
            Assert.Equal(JsonValueKind.String, rule.GetProperty("properties").GetProperty("security-severity").ValueKind);
        });
    }

    [Fact]
    public void A_rule_that_the_policy_switches_off_is_said_to_be()
    {
        var policy = new Policy { Path = ".popipeline.yml", Disabled = [new DisabledRule("PO3202", "another tool validates our pipelines", new Place(".popipeline.yml", new Region(3, 5, 3, 11)))] };
        var assessment = Assessment with
        {
            Snapshot = Assessment.Snapshot with { Policy = policy },
            Judgements = [.. Assessment.Judgements.Where(judgement => judgement.Rule.Id is not "PO3202")],
        };

        using var report = JsonDocument.Parse(Samples.Write("sarif", assessment));
        var invocation = report.RootElement.GetProperty("runs")[0].GetProperty("invocations")[0];

        var turned = Assert.Single(invocation.GetProperty("ruleConfigurationOverrides").EnumerateArray());
        Assert.Equal("PO3202", turned.GetProperty("descriptor").GetProperty("id").GetString());
        Assert.False(turned.GetProperty("configuration").GetProperty("enabled").GetBoolean());
        var notice = Assert.Single(invocation.GetProperty("toolConfigurationNotifications").EnumerateArray());
        Assert.Contains("another tool validates our pipelines", notice.GetProperty("message").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void GitHub_gets_failures_only_and_one_result_for_each_rule_that_could_not_be_evaluated()
    {
        using var report = JsonDocument.Parse(Samples.Write("github-sarif", Assessment));
        var results = report.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().ToList();

        Assert.DoesNotContain(results, result => result.TryGetProperty("kind", out _));
        Assert.Equal(
            Assessment.Judgements.Count(judgement => judgement.Verdict.Gaps.Length > 0),
            results.Count(result => result.GetProperty("ruleId").GetString() is "POP-NE"));
        Assert.All(results, result => Assert.True(result.GetProperty("partialFingerprints").TryGetProperty("primaryLocationLineHash", out _)));
    }

    [Fact]
    public void The_console_shows_the_line_and_marks_the_part()
    {
        using var writer = new StringWriter();
        ConsoleReport.Write(Assessment, new ConsoleOptions { Source = new SourceLines(new WorkingTree(Tree), Assessment.Snapshot), Width = 100 }, new TerminalWriter(writer));

        Assert.Contains("   11 | - uses: someone/setup-thing@main\n", writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("^^^^", writer.ToString(), StringComparison.Ordinal);
    }

    private static Assessment Assess()
    {
        var snapshot = new Collector(new FixedTime(Samples.ObservedAt)).Collect(Tree, new Policy());
        return FindingHashes.Complete(FindingEvidences.Complete(Assessor.Assess(snapshot, RuleSet.All), new WorkingTree(Tree)), new WorkingTree(Tree));
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Decisions.Trust;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;
using PoPipeline.Tests.Outputs;

namespace PoPipeline.Tests;

/// <summary>A folder of a repository is named in place of its root.</summary>
public sealed class PartTests : IDisposable
{
    private const string Action = """
        name: a
        description: b
        runs:
          using: composite
          steps:
            - uses: somebody/something@main
        """;

    private const string Workflow = """
        on: push
        permissions: {}
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - uses: somebody/other@main
        """;

    private readonly TempTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void The_root_of_a_folder_is_that_of_its_repository()
    {
        tree.Write("repo/a/b/c.txt").Write("repo/ignored/d.txt").Write("repo/sub/e.txt").Write("alone/f.txt");
        tree.Git("-C", "repo", "init").Git("-C", "repo/sub", "init").Git("-C", "repo/sub", "add", ".").Git("-C", "repo", "add", "a");
        tree.Link("link", tree.PathOf("repo/a"));

        Assert.Equal(Of("repo", "a/b"), NamedPlace.Of(tree.PathOf("repo/a/b/")));
        Assert.Equal(Of("repo", "a"), NamedPlace.Of(tree.PathOf("repo/a/b/..")));
        Assert.Equal(Of("repo", "a"), NamedPlace.Of(tree.PathOf("link")));
        Assert.Equal(Of("repo", "a/b/c.txt"), NamedPlace.Of(tree.PathOf("repo/a/b/c.txt")));
        Assert.All(
            ["repo", "repo/sub", "repo/ignored", "repo/.git", "alone", "nowhere", "repo/ignored/d.txt", "a\0b"],
            path => Assert.Equal(new NamedPlace(tree.PathOf(path), Part: null), NamedPlace.Of(tree.PathOf(path))));
    }

    [Theory]
    [InlineData("src", true)]
    [InlineData("src/a.cs", true)]
    [InlineData("src2", false)]
    [InlineData("src2/a.cs", false)]
    [InlineData("lib/src/a.cs", false)]
    [InlineData("sr", false)]
    public void A_part_includes_what_lies_in_it(string path, bool expected) => Assert.Equal(expected, new JudgedPart("src").Includes(path));

    [Fact]
    public void A_part_is_told_what_touches_it_and_nothing_else()
    {
        tree.Write(".github/workflows/ci.yml", Workflow).Write("tool/action.yml", Action).Write("tool/a.cs").Write("lib/a.cs").Write("CODEOWNERS", "/lib/ @acme/team\n/tool/action.yml @acme/team\n");

        var whole = Assess(part: null);
        var tool = Assess("tool");
        var lib = Assess("lib");
        var file = Assess("tool/action.yml");

        Assert.Equal([".github/workflows/ci.yml", "tool/action.yml"], Pins(whole));
        Assert.Equal(["tool/action.yml"], Pins(tool));
        Assert.Equal(["tool/action.yml"], Pins(file));
        Assert.Equal((VerdictKind.NotApplicable, "Nothing in 'lib' is what this rule looks at."), (Verdict(lib, "PO3204").Kind, Verdict(lib, "PO3204").Reason));
        Assert.Equal("In 'tool': 1 of 1 pipeline looked at.", Verdict(tool, "PO3204").Reason);

        // The decision on a finding holds for it wherever it is shown.
        Assert.Equal(
            whole.Findings.Where(finding => finding.Rule.Id is "PO3204" && finding.Finding.Place.Path is "tool/action.yml").Select(finding => finding.Fingerprint),
            tool.Findings.Where(finding => finding.Rule.Id is "PO3204").Select(finding => finding.Fingerprint));

        // Files of the part are what counts of a demand on all files.
        Assert.StartsWith("1 of 2 tracked files", Assert.Single(Verdict(tool, "PO2103").Findings).Message, StringComparison.Ordinal);
        Assert.Equal((VerdictKind.Pass, "In 'lib': 1 of 1 tracked file (100 %) has an owner."), (Verdict(lib, "PO2103").Kind, Verdict(lib, "PO2103").Reason));
    }

    [Fact]
    public void A_link_that_the_repository_holds_is_told_from_one_that_leads_into_it()
    {
        tree.Write("repo/other/c.txt").Git("-C", "repo", "init").Link("repo/lib", tree.PathOf("repo/other")).Link("repo/loose", tree.PathOf("repo/other")).Link("outside", tree.PathOf("repo/other"));
        tree.Git("-C", "repo", "add", "lib", "other");

        Assert.Equal("lib", NamedPlace.TrackedLink(tree.PathOf("repo/lib")));
        Assert.Equal("lib", NamedPlace.TrackedLink(tree.PathOf("repo/lib/c.txt")));
        Assert.All(["repo/other", "repo/loose", "outside", "outside/c.txt", "repo", "nowhere"], path => Assert.Null(NamedPlace.TrackedLink(tree.PathOf(path))));
    }

    [Fact]
    public void What_a_rule_could_not_say_of_the_whole_it_does_not_say_of_a_part()
    {
        tree.Write("lib/a.cs").Write("CODEOWNERS", "* @acme/team\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"*q*z{i}* @acme/team\n")));

        // Each folder and each file is held against five thousand patterns, and twenty million are too many.
        foreach (var i in Enumerable.Range(0, 2500))
        {
            tree.Write($"other/{i}/q.txt");
        }

        var rule = RuleSet.All.Single(rule => rule.Id is "PO2103");
        var whole = Verdict(Assess(part: null, rule), "PO2103");
        var lib = Verdict(Assess("lib", rule), "PO2103");

        Assert.Equal(VerdictKind.Unknown, whole.Kind);
        Assert.Equal(VerdictKind.Unknown, lib.Kind);
        Assert.Contains(whole.Gaps, gap => lib.Gaps.Contains(gap) && gap.Failed);
    }

    [Fact]
    public void A_file_that_no_reader_reads_is_unknown_in_its_part_whichever_of_its_system_comes_first()
    {
        tree.Write("CODEOWNERS", "* @acme/team\n").Write(".buildkite/a.yml").Write(".buildkite/sub/z.yml");

        Assert.Equal(VerdictKind.Unknown, Verdict(Assess(".buildkite/sub"), "PO3204").Kind);
        Assert.Equal(VerdictKind.NotApplicable, Verdict(Assess("CODEOWNERS"), "PO3204").Kind);
    }

    [Fact]
    public void What_the_root_has_is_not_said_to_be_missing_in_a_part_and_what_it_lacks_is()
    {
        tree.Write(".github/workflows/ci.yml", Workflow).Write("CODEOWNERS", "* @acme/team\n").Write("lib/a.cs").Write("other/lib/a.cs");
        var lib = Assess("lib");
        Assert.DoesNotContain(lib.Findings, finding => finding.Rule.Id is "PO2101" or "PO3201");
        Assert.Equal(VerdictKind.NotApplicable, Verdict(lib, "PO3201").Kind);
        Assert.Equal(VerdictKind.Pass, Verdict(lib, "PO2101").Kind);

        File.Delete(tree.PathOf("CODEOWNERS"));
        File.Delete(tree.PathOf(".github/workflows/ci.yml"));
        Assert.Equal(["PO2101", "PO3201"], Assess("lib").Findings.Select(finding => finding.Rule.Id).Where(id => id is "PO2101" or "PO3201").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Hygiene_in_a_part_that_is_not_shown_is_no_evidence_for_the_part()
    {
        tree.Write(".github/workflows/a.yml", Workflow.Replace("permissions: {}", "permissions: read-all", StringComparison.Ordinal)).Write(".github/workflows/b.yml", Workflow);

        Assert.Equal(VerdictKind.Pass, Verdict(Assess(part: null), "PO3207").Kind);
        Assert.Equal(VerdictKind.Pass, Verdict(Assess(".github/workflows/b.yml"), "PO3207").Kind);
        var a = Verdict(Assess(".github/workflows/a.yml"), "PO3207");
        Assert.Equal((VerdictKind.NotApplicable, 1), (a.Kind, a.Hidden));
        Assert.Contains("--pedantic", a.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_that_nobody_reads_concerns_the_part_that_it_lies_in()
    {
        tree.Write("app/cloudbuild.yaml", "{}").Write("lib/a.cs");

        Assert.Equal(["app/cloudbuild.yaml"], Verdict(Assess("app"), "PO3204").Gaps.Select(gap => gap.Subject));
        Assert.Equal(VerdictKind.NotApplicable, Verdict(Assess("lib"), "PO3204").Kind);
    }

    [Fact]
    public void Every_report_says_that_it_is_about_a_part()
    {
        tree.Write("tool/action.yml", Action).Write("CODEOWNERS", "* @acme/team\n");
        var tool = Assess("tool");

        Assert.All(
            ["sarif", "github-sarif", "summary", "gitlab-sast", "test-output"],
            kind => Assert.Contains("Only what touches", Samples.Write(kind, tool), StringComparison.Ordinal));
        using var sarif = JsonDocument.Parse(Samples.Write("github-sarif", tool));
        Assert.StartsWith("popipeline/tool/", sarif.RootElement.GetProperty("runs")[0].GetProperty("automationDetails").GetProperty("id").GetString(), StringComparison.Ordinal);
    }

    private NamedPlace Of(string root, string part) => new(tree.PathOf(root), new JudgedPart(part));

    private Assessment Assess(string? part, params ImmutableArray<Rule> rules)
    {
        var request = new CollectionRequest { Root = tree.Root, Part = part is null ? null : new JudgedPart(part), UseGit = false };
        var snapshot = new Collector(new FixedTime(CaseTree.ObservedAt)).Collect(request);
        return Narrowing.Of(rules.IsEmpty ? Assessor.Assess(snapshot, RuleSelection.Default) : Assessor.Assess(snapshot, rules));
    }

    private static Verdict Verdict(Assessment assessment, string rule) => assessment.Judgements.Single(judgement => judgement.Rule.Id == rule).Verdict;

    private static IEnumerable<string> Pins(Assessment assessment) => assessment.Findings.Where(finding => finding.Rule.Id is "PO3204").Select(finding => finding.Finding.Place.Path);
}

using System.Globalization;
using PoPipeline.Judging;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Conventions;

/// <summary>What was not looked at, or is not shown, is never said to be met: for every rule, whatever it demands.</summary>
public sealed class UnseenLawTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-22T12:00:00Z", CultureInfo.InvariantCulture);

    private static readonly Snapshot Unread = new()
    {
        ObservedAt = Now,
        Repository = new Repository { Forge = Forge.GitLab, Files = ["Jenkinsfile", "CODEOWNERS"] },
        Trust = new PolicyTrust { Source = PolicySource.Given },
        UnreadPipelines = [new UnreadPipeline("Jenkins", "Jenkinsfile")],
    };

    // That a pipeline is kept as code is seen by its name.
    public static TheoryData<string> PipelineRules { get; } = [.. RuleSet.All.Where(rule => rule.Task is "PO.3.2" && rule.Id is not "PO3201" && rule is not ProjectRule).Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(PipelineRules))]
    public void A_pipeline_that_nobody_read_leaves_every_rule_about_pipelines_unknown(string id)
    {
        var verdict = Rule(id).Judge(Unread);

        Assert.Equal(VerdictKind.Unknown, verdict.Kind);
        var gap = Assert.Single(verdict.Gaps);
        Assert.Equal(("Jenkinsfile", false), (gap.Subject, gap.Failed));
        Assert.StartsWith("PoPipeline does not read Jenkins yet: 'Jenkinsfile'", gap.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(PipelineRules))]
    public void A_pipeline_that_the_policy_leaves_out_leaves_nothing_unknown(string id) =>
        Assert.Equal(VerdictKind.NotApplicable, Rule(id).Judge(Unread with { UnreadPipelines = [new UnreadPipeline("Jenkins", "Jenkinsfile") { LeftOut = "it no longer runs" }] }).Kind);

    [Fact]
    public void What_may_be_missing_among_the_pipelines_that_nobody_read_leaves_every_rule_about_pipelines_unknown() =>
        Assert.All(
            RuleSet.All.Where(rule => rule.Task is "PO.3.2" && rule is not ProjectRule),
            rule => Assert.Equal(VerdictKind.Unknown, rule.Judge(Unread with { UnreadPipelines = [], UnreadGaps = [new Gap("repository", "it is too deep", Failed: true)] }).Kind));

    [Fact]
    public void A_task_that_is_required_is_not_met_by_what_nobody_read()
    {
        var required = Assessor.Assess(Unread with { Policy = new Policy { Required = ["PO.3.2"] } }, RuleSelection.Default);

        Assert.Equal(TaskVerdict.Unknown, TaskOutcome.Of(required).Single(task => task.Task is "PO.3.2").Verdict);
        Assert.Equal(ExitCode.Incomplete, BuildGate.Judge(required, failOn: null).Code);
        Assert.Equal(ExitCode.Met, BuildGate.Judge(Assessor.Assess(Unread, RuleSelection.Default), failOn: null).Code);
    }

    [Fact]
    public void What_is_not_shown_is_not_said_to_be_met()
    {
        var hidden = 0;
        foreach (var snapshot in CaseTree.Names.Select(CaseTree.Collect))
        {
            var verdicts = new Verdicts();
            var shown = Assessor.Assess(snapshot, RuleSelection.Default, verdicts).Judgements.ToDictionary(judgement => judgement.Rule.Id, StringComparer.Ordinal);
            foreach (var whole in Assessor.Assess(snapshot, RuleSelection.Default with { Pedantic = true }, verdicts).Judgements.Where(judgement => shown.ContainsKey(judgement.Rule.Id)))
            {
                var verdict = shown[whole.Rule.Id].Verdict;
                var left = whole.Verdict.Findings.Length + whole.Verdict.Gaps.Length - verdict.Findings.Length - verdict.Gaps.Length;
                Assert.Equal(left, verdict.Hidden);
                if (whole.Verdict.Findings.Length == verdict.Findings.Length || verdict.Kind is VerdictKind.Fail or VerdictKind.Unknown)
                {
                    continue;
                }

                // Files without a finding are evidence; a file with one that is not shown is none.
                hidden++;
                var files = whole.Verdict.Findings.Select(finding => finding.Place.Path).Distinct(StringComparer.Ordinal).Count();
                Assert.Equal(whole.Verdict.IsPerFile && whole.Verdict.Judged > files, verdict.Kind is VerdictKind.Pass);
                Assert.Contains("--pedantic", verdict.Reason, StringComparison.Ordinal);
            }
        }

        Assert.InRange(hidden, 5, int.MaxValue);
    }

    [Theory]
    [InlineData("PO2107", false, ExitCode.Incomplete, "PO2107 is required, but all that was found is hygiene, which only --pedantic shows.")]
    [InlineData("PO2107", true, ExitCode.Met, "Findings do not fail this run.")]
    [InlineData("PO3221", false, ExitCode.Incomplete, "PO3221 is required, but it is hygiene, which only --pedantic judges.")]
    [InlineData("PO.2.1", false, ExitCode.Met, "Findings do not fail this run.")]
    public void A_demand_of_which_only_hygiene_is_known_is_not_met_in_silence(string required, bool pedantic, ExitCode expected, string reason)
    {
        var gate = BuildGate.Judge(Assessor.Assess(Owned(new Policy { Required = [required] }), RuleSelection.Default with { Pedantic = pedantic }), failOn: null);

        Assert.Equal(new GateResult(expected, reason), gate);
    }

    [Fact]
    public void A_demand_that_the_policy_switches_off_is_not_met_in_silence()
    {
        var policy = new Policy { Required = ["PO.4.1"], Disabled = [.. RuleSet.All.Where(rule => rule.Task is "PO.4.1").Select(rule => new DisabledRule(rule.Id, "no", Place.StartOf(".popipeline.yml")))] };

        Assert.Equal(
            new GateResult(ExitCode.Incomplete, "PO.4.1 is required, but the policy switches it off."),
            BuildGate.Judge(Assessor.Assess(Owned(policy), RuleSelection.Default), failOn: null));
    }

    [Fact]
    public void Whoever_selects_rules_is_told_which_demand_nobody_looked_at()
    {
        var gate = BuildGate.Judge(Assessor.Assess(Owned(new Policy { Required = ["PO.3.2", "PO.2.1"] }), new RuleSelection { Tasks = ["PO.2.1"] }), failOn: null);

        Assert.Equal(new GateResult(ExitCode.Met, "Findings do not fail this run. Required, but left out by --rule or --task: PO.3.2."), gate);
    }

    private static Snapshot Owned(Policy policy) => new()
    {
        ObservedAt = Now,
        Repository = new Repository { Forge = Forge.GitHub, Files = ["CODEOWNERS"] },
        Trust = new PolicyTrust { Source = PolicySource.Given },
        Policy = policy,
        CodeOwners =
        [
            new CodeOwnersFile
            {
                Path = "CODEOWNERS",
                Forge = Forge.GitHub,
                Effective = true,
                Sections = [new OwnersSection { Name = "", Span = Place.StartOf("CODEOWNERS"), Entries = [new OwnersEntry { Pattern = "*", Owners = [new Located<string>("@acme/team", Place.StartOf("CODEOWNERS"))], Span = Place.StartOf("CODEOWNERS") }] }],
            },
        ],
    };

    private static Rule Rule(string id) => RuleSet.All.Single(rule => rule.Id == id);
}

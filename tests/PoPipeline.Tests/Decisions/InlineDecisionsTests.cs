using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Decisions;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Rules.PO3;

namespace PoPipeline.Tests.Decisions;

public sealed class InlineDecisionsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-22T12:00:00Z", CultureInfo.InvariantCulture);
    private static readonly Rule Valid = new PO3202WriteValidPipelines();
    private static readonly Rule Form = new PO3307WriteValidExceptions();
    private static readonly Rule Record = RuleSet.All.Single(rule => rule is PO3302RecordExceptions);
    private static readonly Policy Decided = new() { Exceptions = new ExceptionsPolicy { Approvers = ["@alice"] } };
    private static readonly Rule Time = new PO3303LimitExceptionsInTime();

    [Fact]
    public void An_exception_in_force_suppresses_the_finding_that_it_covers_and_no_other()
    {
        var assessment = Assess([Problem(3), Problem(5)], [Exception(covers: 3)]);

        Assert.Equal([true, false], assessment.Judgements[0].Findings.Select(finding => finding.Suppression is { Accepted: true, InSource: true, Justification: "why" }));
        Assert.Equal(VerdictKind.Fail, assessment.Judgements[0].Verdict.Kind);
        Assert.All(assessment.Judgements[1..], judgement => Assert.Equal(VerdictKind.Pass, judgement.Verdict.Kind));
    }

    [Theory]
    [InlineData("2026-11-21", "is not in force")]
    [InlineData("2027-11-23", "is not in force")]
    public void An_exception_out_of_its_time_is_refused_and_the_finding_stays_open(string until, string message)
    {
        var assessment = Assess([Problem(3)], [Exception(covers: 3) with { Until = DateOnly.Parse(until, CultureInfo.InvariantCulture) }]);

        var finding = Assert.Single(assessment.Judgements[0].Findings);
        Assert.False(finding.Suppression?.Accepted);
        Assert.True(finding.IsOpen);
        Assert.Contains(message, Assert.Single(assessment.Judgements[1].Findings).Finding.Message, StringComparison.Ordinal);
        Assert.Empty(assessment.Judgements[2].Findings);
    }

    [Fact]
    public void An_exception_without_a_day_leaves_the_finding_open()
    {
        var assessment = Assess([Problem(3)], [Exception(covers: 3) with { Until = null }]);

        Assert.True(assessment.Judgements[0].Findings[0] is { IsOpen: true, Suppression: { Accepted: false, Until: null, Justification: "why", Refusal: "has no last day" } });
        Assert.Single(assessment.Judgements[1].Findings);
    }

    [Theory]
    [InlineData("2026-11-21", "ended on 2026-11-21")]
    [InlineData("2027-11-23", "runs until 2027-11-23, which is more than the 365 days away that the policy allows")]
    [InlineData(null, "has no last day")]
    public void Why_an_exception_is_not_in_force_is_not_what_its_author_gives_as_the_reason(string? until, string why)
    {
        var assessment = Assess([Problem(3)], [Exception(covers: 3) with { Until = until is null ? null : DateOnly.Parse(until, CultureInfo.InvariantCulture) }]);

        var suppression = assessment.Judgements[0].Findings[0].Suppression;
        Assert.Equal(why, suppression?.Refusal);
        Assert.Equal($"The exception on line {suppression!.Place?.Region.StartLine} is not in force: it {why}. Its author's reason: 'why'", PoPipeline.Outputs.RecordWords.NotInForce(suppression));
    }

    [Fact]
    public void A_policy_that_forbids_exceptions_leaves_the_finding_open()
    {
        var assessment = Assess([Problem(3)], [Exception(covers: 3)], new Policy { Exceptions = new ExceptionsPolicy { Inline = false } });

        Assert.True(assessment.Judgements[0].Findings[0] is { IsOpen: true, Suppression.Refusal: "stands in a comment, in which the policy forbids exceptions" });
        Assert.Contains("The policy forbids", Assert.Single(assessment.Judgements[2].Findings).Finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_that_covers_nothing_is_a_finding()
    {
        var assessment = Assess([Problem(3)], [Exception(covers: 4)]);

        Assert.Null(assessment.Judgements[0].Findings[0].Suppression);
        var unused = Assert.Single(assessment.Judgements[2].Findings);
        Assert.Contains("covers no finding of that rule", unused.Finding.Message, StringComparison.Ordinal);
        Assert.Equal(unused.Finding, Assert.Single(assessment.Judgements[2].Verdict.Findings));
    }

    [Fact]
    public void Whether_an_exception_is_of_use_is_not_told_where_the_rule_did_not_look()
    {
        var exception = Exception(covers: 4);

        Assert.Empty(Assessor.Assess(Snapshot([Problem(3)], [exception]), [Form]).Judgements[0].Findings);
        var unreadable = Snapshot([], [exception]);
        unreadable = unreadable with { Pipelines = [unreadable.Pipelines[0] with { Unreadable = "it is too large" }] };
        Assert.Empty(Assessor.Assess(unreadable, [Valid, Form]).Judgements[1].Findings);
    }

    [Fact]
    public void A_finding_about_an_exception_cannot_be_excepted()
    {
        var other = Exception(covers: 3) with { Until = null, Span = At(7, 1, 7, 9) };
        var assessment = Assess([], [other, Exception(covers: 7) with { Rules = [Time.Id, Form.Id] }]);

        Assert.All(assessment.Findings, finding => Assert.Null(finding.Suppression));
    }

    [Fact]
    public void Where_somebody_decides_a_comment_only_asks_whatever_rules_were_selected()
    {
        var snapshot = Snapshot([Problem(3)], [Exception(covers: 3)]) with { Policy = Decided };

        Assert.All<ImmutableArray<Rule>>([[Valid], [Valid, Record], [Record, Valid, Time, Form]], rules =>
        {
            var assessment = Assessor.Assess(snapshot, rules);
            Assert.Equal(rules.Select(rule => rule.Id), assessment.Judgements.Select(judgement => judgement.Rule.Id));
            var finding = Assert.Single(assessment.Findings, finding => finding.Rule == Valid);
            Assert.True(finding is { IsOpen: true, Suppression: { InSource: true, UnderReview: true, Accepted: false } });
        });
    }

    [Fact]
    public void A_finding_about_a_comment_is_as_severe_as_the_worst_that_is_silenced_and_at_least_medium()
    {
        var comment = Snapshot([Problem(3)], [Exception(covers: 3)]) with { Policy = Decided };
        var pipeline = comment.Pipelines[0];
        Assert.Equal(Valid.Severity < Severity.Medium ? Severity.Medium : Valid.Severity, Assert.Single(Assessor.Assess(comment, [Record]).Findings).Severity);
        Assert.Equal(Severity.Medium, Assert.Single(Assessor.Assess(comment with { Pipelines = [pipeline with { Problems = [] }] }, [Record]).Findings).Severity);
    }

    [Fact]
    public void A_decision_that_loosens_the_policy_needs_the_strictest_limits_of_any_severity()
    {
        var policy = new ExceptionsPolicy
        {
            Limits = new SeverityLimits { Critical = new LimitsPolicy(30, 2), High = new LimitsPolicy(90, 1), Medium = new LimitsPolicy(7, 1), Low = new LimitsPolicy(180, 3) },
        };

        Assert.Equal(new LimitsPolicy(7, 3), DecisionLimits.Of(policy, new PO3306TightenPolicies().Id, Severity.High));
        Assert.Equal(new LimitsPolicy(90, 1), DecisionLimits.Of(policy, "PO3205", Severity.High));
        Assert.Equal(new LimitsPolicy(10, 1), DecisionLimits.Of(policy with { MaximumDays = 10 }, "PO3205", Severity.High));
    }

    private static Assessment Assess(ImmutableArray<Problem> problems, ImmutableArray<InlineException> exceptions, Policy? policy = null) =>
        Assessor.Assess(Snapshot(problems, exceptions) with { Policy = policy ?? new Policy() }, [Valid, Time, Form]);

    private static Snapshot Snapshot(ImmutableArray<Problem> problems, ImmutableArray<InlineException> exceptions) => new()
    {
        ObservedAt = Now,
        Repository = new Repository(),
        Pipelines = [new Pipeline { Platform = Platform.GitHubActions, Path = "a.yml", Kind = PipelineKind.Workflow, Problems = problems }],
        InlineExceptions = exceptions,
    };

    private static Place At(int startLine, int startColumn, int endLine, int endColumn) => new("a.yml", new Region(startLine, startColumn, endLine, endColumn));

    private static Problem Problem(int line) => new(ProblemKind.Key, $"Something on line {line}", At(line, 2, line, 9));

    private static InlineException Exception(int covers) => new()
    {
        Span = At(covers, 20, covers, 60),
        Covers = At(covers, 1, covers + 1, 1),
        Rules = [Valid.Id],
        Until = new DateOnly(2027, 1, 31),
        Reason = "why",
    };
}

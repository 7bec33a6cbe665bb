using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Outputs;

public sealed class BuildGateTests
{
    [Theory]
    [InlineData(Severity.Low, ExitCode.Failed)]
    [InlineData(Severity.Critical, ExitCode.Failed)]
    [InlineData(null, ExitCode.Incomplete)]
    public void An_open_finding_fails_and_outweighs_what_could_not_be_evaluated(Severity? failOn, ExitCode expected) =>
        Assert.Equal(expected, BuildGate.Judge(Samples.Every(), failOn).Code);

    [Fact]
    public void An_accepted_finding_does_not_fail()
    {
        var every = Samples.Every();
        var accepted = new Suppression { InSource = true, Accepted = true, Justification = "so", Until = new DateOnly(2027, 1, 1) };
        var excused = every with
        {
            Judgements = [.. every.Judgements.Select(judgement => judgement with
            {
                Verdict = judgement.Verdict with { Gaps = [] },
                Findings = [.. judgement.Findings.Select(finding => finding with { Suppression = accepted })],
            })],
        };

        Assert.Equal(ExitCode.Met, BuildGate.Judge(excused, Severity.Low).Code);
        Assert.All(TaskOutcome.Of(excused), task => Assert.NotEqual(TaskVerdict.NotMet, task.Verdict));
    }

    [Theory]
    [InlineData("PO5191", ExitCode.Incomplete)]
    [InlineData("PO.5.1", ExitCode.Incomplete)]
    [InlineData("PO.2.1", ExitCode.Met)]
    public void What_this_run_was_not_given_matters_where_the_policy_requires_it(string required, ExitCode expected)
    {
        var every = Samples.Every();
        var assessment = every with
        {
            Snapshot = every.Snapshot with { Policy = new Policy { Required = [required] } },
            Judgements = [.. every.Judgements.Where(judgement => judgement.Rule.Id is "PO5191" or "PO2191")],
        };

        Assert.Equal(expected, BuildGate.Judge(assessment, Severity.Medium).Code);
    }

    [Theory]
    [InlineData(ExitCode.Incomplete, "Nothing was looked at: git tracks no file here.", "git tracks no file here")]
    [InlineData(ExitCode.Incomplete, "Nothing was looked at: the repository has no file.")]
    public void Where_nothing_was_looked_at_nothing_is_met(ExitCode expected, string reason, params string[] gaps)
    {
        var every = Samples.Every();
        var blind = every with
        {
            Snapshot = every.Snapshot with { Repository = new Repository { Gaps = [.. gaps] } },
            Judgements = [.. every.Judgements.Where(judgement => judgement.Rule.Id is "PO2191")],
        };

        Assert.Equal(new GateResult(expected, reason), BuildGate.Judge(blind, failOn: null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody says")]
    public void Where_it_is_not_known_which_policy_judges_nothing_is_met(string reason)
    {
        var every = Samples.Every();
        var met = every with { Judgements = [.. every.Judgements.Where(judgement => judgement.Rule.Id is "PO2191")] };
        Assert.Equal(ExitCode.Met, BuildGate.Judge(met, Severity.Low).Code);

        var unknown = met with { Snapshot = met.Snapshot with { Trust = new PolicyTrust { Source = PolicySource.Unknown, Reason = reason } } };
        Assert.Equal(ExitCode.Incomplete, BuildGate.Judge(unknown, Severity.Low).Code);
    }

    [Fact]
    public void A_task_is_unknown_where_nothing_failed_and_something_could_not_be_seen()
    {
        var verdicts = TaskOutcome.Of(Samples.Every()).ToDictionary(task => task.Task, task => task.Verdict, StringComparer.Ordinal);

        Assert.Equal(TaskVerdict.Met, verdicts["PO.2.1"]);
        Assert.Equal(TaskVerdict.NotMet, verdicts["PO.3.2"]);
        Assert.Equal(TaskVerdict.Unknown, verdicts["PO.5.1"]);
    }
}

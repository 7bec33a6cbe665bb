using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;

namespace PoPipeline.Tests.Sources;

public sealed class SparseCheckoutTests : IDisposable
{
    private static readonly string[] LeftOut = [".github/CODEOWNERS", ".github/workflows/ci.yml", ".github/ISSUE_TEMPLATE/bug.yml", ".github/pull_request_template.md", "setup/action.yml", "package.json"];

    private readonly TempTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void What_is_tracked_and_not_there_is_unknown_and_no_finding()
    {
        tree.Write("README.md").Track(["README.md", .. LeftOut]);

        var judgements = Judge().Judgements;

        Assert.Empty(judgements.SelectMany(judgement => judgement.Findings).Select(finding => finding.Finding.Message));
        Assert.Equal(
            Enumerable.Repeat(VerdictKind.Unknown, 6),
            judgements.Where(judgement => judgement.Rule.Id is "PO2101" or "PO2102" or "PO3201" or "PO3202" or "PO3206" or "PO4102").Select(judgement => judgement.Verdict.Kind));
    }

    [Fact]
    public void A_file_that_says_what_an_action_does_by_default_is_missed_where_it_is_tracked()
    {
        tree.Write(".github/workflows/ci.yml", "on: {release: {types: [published]}}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/setup-node@v6\n").Track([".github/workflows/ci.yml", "package.json"]);

        var verdict = Judge().Judgements.Single(judgement => judgement.Rule.Id is "PO3216").Verdict;

        Assert.Contains("not in the working tree", Assert.Single(verdict.Gaps).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_that_tracks_nothing_is_never_met()
    {
        tree.Write(".github/workflows/ci.yml", "on: push\n").Track([]);

        Assert.Equal(ExitCode.Incomplete, BuildGate.Judge(Judge(), Severity.Medium).Code);
    }

    private Assessment Judge() => Assessor.Assess(new Collector(TimeProvider.System).Collect(tree.Root, new Policy()), RuleSet.All);
}

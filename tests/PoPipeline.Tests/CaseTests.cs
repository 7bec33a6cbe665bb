using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests;

/// <summary>
/// Every folder <c>Cases/PO3204.Name/{pass,fail,na,unknown}-what-it-shows/</c> is a tiny repository. The folder's first word is the
/// verdict; <c>expected.txt</c>, beside the tree's own files, lists the findings. Set POPIPELINE_ACCEPT=1 to write the lists.
/// </summary>
public sealed class CaseTests
{
    public static TheoryData<string> Cases() => [.. CaseTree.Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_says_of_its_case_what_the_folder_says(string name)
    {
        var folder = Path.Combine(CaseTree.Root, name);
        var rule = RuleSet.All.Single(rule => $"{rule.Id}.{rule.Name}" == name.Split('/')[0]);

        var judgement = Assessor.Assess(CaseTree.Collect(name), [rule]).Judgements.Single();

        var expected = Path.GetFileName(folder).Split('-')[0] switch
        {
            "pass" => VerdictKind.Pass,
            "fail" => VerdictKind.Fail,
            "na" => VerdictKind.NotApplicable,
            "unknown" => VerdictKind.Unknown,
            var word => throw new InvalidOperationException($"A case starts with pass, fail, na or unknown, not '{word}'."),
        };
        Assert.Equal(expected, judgement.Verdict.Kind);
        Approved.Text(Path.Combine(folder, CaseTree.Expected), Describe(judgement));
    }

    // file:region severity [pedantic] message, then the gaps: what an expected.txt holds.
    private static string Describe(Judgement judgement) =>
        string.Concat(judgement.Findings
            .OrderBy(finding => finding.Finding.Place.Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Finding.Place.Region.StartLine)
            .ThenBy(finding => finding.Finding.Place.Region.StartColumn)
            .ThenBy(finding => finding.Finding.Message, StringComparer.Ordinal)
            .Select(finding =>
                $"{finding.Finding.Place.Path}:{finding.Finding.Place.Region} {finding.Severity.ToString().ToUpperInvariant()}{(finding.Finding.Pedantic ? " pedantic" : "")}\n  {finding.Finding.Message}\n"))
        + string.Concat(judgement.Verdict.Gaps.Select(gap => $"? {gap.Subject}: {gap.Reason}\n"));
}

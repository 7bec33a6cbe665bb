using PoPipeline.Decisions;
using PoPipeline.Decisions.Binding;
using PoPipeline.Decisions.Requests;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;

namespace PoPipeline.Tests.Decisions.Binding;

/// <summary>A tiny repository, judged, with what decisions on its findings are bound to.</summary>
internal static class EvidenceTree
{
    public static Assessment Judge(params (string Path, string Text)[] files)
    {
        using var tree = new TempTree();
        foreach (var (path, text) in files)
        {
            _ = tree.Write(path, text);
        }

        return Judge(tree);
    }

    public static Assessment Judge(TempTree tree) => FindingEvidences.Complete(Assessor.Assess(CaseTree.CollectFolder(tree.Root), RuleSet.All), new WorkingTree(tree.Root));

    public static AssessedFinding Finding(Assessment assessment, string rule) =>
        assessment.Findings.First(finding => finding.Rule.Id == rule);

    public static string DigestOf(Assessment assessment, AssessedFinding finding) => ResultDigest.For(assessment.Snapshot)(finding);

    /// <summary>What changed of the first finding of a rule; its digest is another one where something did, and the same where nothing did.</summary>
    public static IReadOnlyList<string> Changes(string rule, Assessment before, Assessment after)
    {
        var (was, now) = (Finding(before, rule), Finding(after, rule));
        Assert.Equal(was.Fingerprint, now.Fingerprint);
        var changes = EvidenceChanges.Between(PartsOf(before, was), PartsOf(after, now));
        Assert.Equal(changes.IsEmpty && was.Severity == now.Severity, DigestOf(before, was) == DigestOf(after, now));
        return changes;
    }

    public static System.Collections.Immutable.ImmutableArray<EvidencePart> PartsOf(Assessment assessment, AssessedFinding finding) =>
        ResultDigest.PartsOf(assessment.Snapshot)(finding.Rule.Id, finding.Fingerprint);
}

using PoPipeline.Configuration;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Snapshots;
using PoPipeline.Tests.Conventions;

namespace PoPipeline.Tests;

/// <summary>A rule is asked once about what it sees, whatever is joined with its answer.</summary>
public sealed class JudgeOnceTests
{
    private static readonly Records Known = new() { Gaps = [new Gap("records", "the tracker is away", Failed: true)] };

    private static readonly PolicyTrust Vouched = new() { Source = PolicySource.Branch, Branch = "main" };

    [Fact]
    public void A_rule_is_asked_once_however_much_becomes_known_beside_the_tree()
    {
        var rule = new PO3298CountCalls();
        var verdicts = new Verdicts();
        var snapshot = Tree();

        _ = Assessor.Assess(snapshot, [rule], verdicts);
        _ = Assessor.Assess(snapshot with { Records = Known }, [rule], verdicts);
        _ = Assessor.Assess(snapshot with { Records = Known, Trust = Vouched }, [rule], verdicts);
        _ = Assessor.Assess(snapshot with { Records = Known, Trust = Vouched, LineHashes = [new LineHash("a", 1, "1:1")], Evidence = [new FindingEvidence("PO3298", "f", [])] }, [rule], verdicts);

        Assert.Equal(1, rule.Calls);
        Assert.Equal(1, verdicts.Count);
        Assert.Equal((0, PolicySource.Unknown), (rule.Last!.Records.Gaps.Length, rule.Last.Trust.Source));
    }

    [Fact]
    public void A_rule_that_reads_the_records_is_asked_again_once_they_are_known_and_no_more()
    {
        var rule = new PO3298CountCalls { SeesRecords = true };
        var verdicts = new Verdicts();
        var snapshot = Tree();

        _ = Assessor.Assess(snapshot, [rule], verdicts);
        _ = Assessor.Assess(snapshot with { Records = Known }, [rule], verdicts);
        _ = Assessor.Assess(snapshot with { Records = Known, Trust = Vouched }, [rule], verdicts);

        Assert.Equal(2, rule.Calls);
        Assert.Equal(Known, rule.Last!.Records);
    }

    [Fact]
    public void Another_policy_is_another_question()
    {
        var rule = new PO3298CountCalls();
        var verdicts = new Verdicts();

        _ = Assessor.Assess(Tree(), [rule], verdicts);
        _ = Assessor.Assess(Tree() with { Policy = new Policy { Required = ["PO.3.2"] } }, [rule], verdicts);

        Assert.Equal(2, rule.Calls);
    }

    [Fact]
    public void The_policy_of_the_branch_that_counts_is_the_same_one_where_it_says_the_same()
    {
        using var tree = new TempTree();
        tree.Write(PolicyReader.FileName, "exceptions:\n  approvers: [a@example.org]\nrequired: [PO.3.2]\n");
        var (before, again) = (PolicyReader.OfRepository(tree.Root), PolicyReader.OfRepository(tree.Root));

        Assert.NotEqual(before, again);
        Assert.Same(before, SnapshotJson.Kept(before, again));
        var other = again with { Required = [] };
        Assert.Same(other, SnapshotJson.Kept(before, other));
    }

    [Fact]
    public void A_part_is_another_question_unless_it_is_all_there_is()
    {
        var rule = new PO3298CountCalls();
        var verdicts = new Verdicts();
        var snapshot = Tree() with { Part = new JudgedPart("src") };
        var assessment = Assessor.Assess(snapshot, [rule], verdicts);

        _ = Narrowing.Of(assessment, verdicts);
        _ = Narrowing.Of(assessment, verdicts);
        Assert.Equal(1, rule.Calls);

        var wider = new PO3298CountCalls();
        var both = Assessor.Assess(snapshot with { Repository = snapshot.Repository with { Files = ["lib/a.cs", .. snapshot.Repository.Files] } }, [wider], verdicts);
        Assert.Equal(3, wider.Last?.Repository.Files.Length);
        _ = Narrowing.Of(both, verdicts);
        Assert.Equal((2, 2), (wider.Calls, wider.Last?.Repository.Files.Length));
    }

    [Fact]
    public void Every_rule_of_ours_sees_what_it_needs()
    {
        // A rule that reads the records or the trust without a word sees empty ones.
        var sources = NamespaceTests.FilesOf("PoPipeline.Rules").Where(file => !file.Folder.StartsWith("Model", StringComparison.Ordinal)).ToList();

        Assert.Equal(RuleSet.All.Where(rule => rule.ReadsRecords).Select(rule => rule.Id), NamesOf("snapshot.Records"));
        Assert.Equal(RuleSet.All.Where(rule => rule.ReadsTrust).Select(rule => rule.Id), NamesOf("snapshot.Trust"));

        IEnumerable<string> NamesOf(string what) => sources.Where(source => source.Text.Contains(what, StringComparison.Ordinal)).Select(source => source.Name.Split('.')[0]).Order(StringComparer.Ordinal);
    }

    private static Snapshot Tree() => new() { ObservedAt = CaseTree.ObservedAt, Repository = Files };

    private static readonly Repository Files = new() { Forge = Forge.GitHub, Files = ["src/a.cs", "src/b.cs"] };

    private sealed class PO3298CountCalls : Rule
    {
        private int calls;

        public int Calls => calls;

        public Snapshot? Last { get; private set; }

        public bool SeesRecords { get; init; }

        public override bool ReadsRecords => SeesRecords;

        public override string Summary => "It is asked once, and counts how often it is.";

        public override Severity Severity => Severity.Low;

        public override Verdict Judge(Snapshot snapshot)
        {
            Interlocked.Increment(ref calls);
            Last = snapshot;
            return new Verdict { Judged = snapshot.Repository.Files.Length, Reason = "It counted." };
        }
    }
}

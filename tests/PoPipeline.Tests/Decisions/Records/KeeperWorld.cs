using System.Collections.Immutable;
using PoPipeline.Decisions;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Records;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;

namespace PoPipeline.Tests.Decisions.Records;

/// <summary>A repository with one finding, a tracker, and a ledger: what the tests of the keeper act upon.</summary>
internal sealed class KeeperWorld : IDisposable
{
    public static readonly Account Alice = new("20", "alice", AccountKind.Person);
    public static readonly Account Bob = new("21", "bob", AccountKind.Person);
    public static readonly Account Mallory = new("66", "mallory", AccountKind.Person);
    public static readonly Account Dora = new("30", "dora", AccountKind.Person);

    private readonly TemporaryFolder folder = new();

    public MemoryTracker Tracker { get; } = new();

    public string Pin { get; set; } = "v1";

    /// <summary>What follows in the step, with the line break before it.</summary>
    public string Extra { get; set; } = "";

    /// <summary>The commit that is checked; the head of the branch that decides without it.</summary>
    public string Revision { get; set; } = "c0ffee";

    /// <summary>The policy of the tree, where it is not that of the branch.</summary>
    public string? TreePolicy { get; set; }

    /// <summary>What vouches for the policy of the tree.</summary>
    public PolicyTrust Trust { get; set; } = new() { Source = PolicySource.Tree };

    public string Ledger => Path.Combine(folder.Path, "ledger");

    /// <summary>Runs a check with records; what it asks for is the one finding, by dora.</summary>
    public (RecordsOutcome Outcome, Assessment Assessment) Run(bool ask = false, DateOnly? until = null, bool writes = true, Account? requester = null)
    {
        var root = Path.Combine(folder.Path, "tree");
        _ = Directory.CreateDirectory(Path.Combine(root, ".github", "workflows"));
        File.WriteAllText(Path.Combine(root, ".popipeline.yml"), TreePolicy ?? Tracker.Policy ?? "");
        File.WriteAllText(Path.Combine(root, ".github", "workflows", "ci.yml"), $$"""
            name: CI
            on: push
            permissions: {}
            jobs:
              build:
                runs-on: ubuntu-24.04
                steps:
                  - uses: acme/build@{{Pin}}{{Extra}}
            """);
        var policy = PoPipeline.Configuration.PolicyReader.OfRepository(root) with { Forge = Forge.GitHub };
        var snapshot = new Collector(new FixedTime(Tracker.Now)).Collect(new CollectionRequest { Root = root, Policy = policy, Trust = Trust, UseGit = false });
        snapshot = snapshot with { Repository = snapshot.Repository with { Revision = Revision } };
        var assessment = FindingEvidences.Complete(Assessor.Assess(snapshot, Rules), new WorkingTree(root));
        var finding = assessment.Findings.FirstOrDefault();
        var outcome = new RecordsKeeper(Tracker, new FixedTime(Tracker.Now)).RunAsync(
            new RecordsRequest
            {
                Assessment = assessment,
                Ledger = Ledger,
                Writes = writes,
                IsComplete = true,
                FileFrom = Severity.Medium,
                Asked = ask && finding is not null ? [new Asked { Finding = finding, Reason = "the vendor signs no commits yet", Until = until, Requester = (requester ?? Dora).Person }] : [],
            },
            TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        return (outcome, Assessor.Assess(assessment.Snapshot with { Records = outcome.Records }, Rules));
    }

    public RecordedDecision Ask(DateOnly? until = null) => Assert.Single(Run(ask: true, until).Outcome.Filed);

    public string Approve(RecordedDecision request, Account author, string until = "2026-12-24", Func<TrackedComment, TrackedComment>? with = null) =>
        Tracker.Comment(request.Issue[1..], author, $"/po approve {request.Digest[..Command.LeastDigits]} until {until} reason: low risk until the new release", with);

    /// <summary>The only request.</summary>
    public RecordedDecision Only() => Assert.Single(Run().Outcome.Records.Decisions);

    public void Dispose() => folder.Dispose();

    public static ImmutableArray<Rule> Rules { get; } = [.. RuleSet.All.Where(rule => rule.Id is "PO3204")];
}

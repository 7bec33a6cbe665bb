using System.Collections.Immutable;
using PoPipeline.Configuration;
using PoPipeline.Decisions;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Records;
using PoPipeline.Decisions.Trackers.Folder;
using PoPipeline.Decisions.Trust;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Sources;
using static PoPipeline.Tests.Decisions.Trackers.Folder.RecordsRepository;

namespace PoPipeline.Tests.Decisions.Trackers.Folder;

/// <summary>A repository with one finding, whose records are judged as a check judges them; nothing is kept between runs unless a test says so.</summary>
internal sealed class RecordsWorld : IDisposable
{
    public const string Carol = "carol@example.org";
    public const string Dora = "dora@example.org";
    public const string Signers = ".popipeline/signers";
    public const string Workflow = ".github/workflows/ci.yml";

    private static readonly ImmutableArray<Rule> Rules = [.. RuleSet.All.Where(rule => rule.Id is "PO3204")];

    private readonly TempTree scratch = new();
    private int ledgers;

    /// <summary>Makes it: Dora wrote what the finding is about, Alice and Carol decide.</summary>
    /// <param name="isSigned">Whether commits are signed; what is there then is older than the file of signers.</param>
    /// <param name="more">What else the policy says of exceptions.</param>
    public RecordsWorld(bool isSigned = false, string more = "")
    {
        IsSigned = isSigned;
        WriteWorkflow("v1").Commit(Dora);
        Repository.Write(".popipeline.yml", $"exceptions:\n  approvers: [{Alice}, {Carol}]\n{more}" + (isSigned ? $"  records: {{ signers: {Signers} }}\n" : ""));
        if (isSigned)
        {
            Repository.Write(Signers, string.Concat(new[] { Alice, Bob, Carol, Dora }.Select(email => $"{email} {FolderSignatureTests.Key(scratch, Name(email))}\n")));
        }

        Repository.Commit(Bob);
        Ledger = scratch.PathOf("ledger");
    }

    public RecordsRepository Repository { get; } = new();

    public bool IsSigned { get; }

    public TempTree Keys => scratch;

    /// <summary>The ledger that runs with <c>keeps</c> go on with.</summary>
    public string Ledger { get; }

    /// <summary>How far the clock is ahead of the commits.</summary>
    public TimeSpan Later { get; set; }

    /// <summary>The folder of the request.</summary>
    public string Folder { get; private set; } = "";

    public string Request => $"{Folder}/{FolderLayout.RequestFile}";

    public RecordsRepository WriteWorkflow(string pin, string more = "") =>
        Repository.Write(Workflow, $"name: CI\non: push\npermissions: {{}}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: acme/build@{pin}\n{more}");

    /// <summary>Commits as somebody, signed where commits are.</summary>
    public void Commit(string email, string? key = null)
    {
        if (IsSigned)
        {
            FolderSignatureTests.Sign(Repository, scratch, key ?? Name(email), email);
        }
        else
        {
            Repository.Commit(email);
        }
    }

    /// <summary>Asks, by Bob.</summary>
    public RecordedDecision Ask(string by = Bob, bool commits = true, bool keeps = false)
    {
        var (outcome, _) = Run(writes: true, keeps, self: by, asks: true);
        var request = Assert.Single(outcome.Filed);
        Folder = $".popipeline/records/{request.Issue}";
        if (commits)
        {
            Commit(by);
        }

        return request;
    }

    /// <summary>Writes a decision and commits it.</summary>
    /// <returns>Its file.</returns>
    public string Say(CommandVerb verb, string by, RecordedDecision request, string until = "2026-12-24")
    {
        var path = Write(verb, request, until);
        Commit(by);
        return path;
    }

    public string Write(CommandVerb verb, RecordedDecision request, string until = "2026-12-24") => FolderDecisions.Write(
        Repository.Root,
        new RecordsPolicy(),
        Path.GetFileName(Folder),
        new Command(verb, request.Digest[..12], verb is CommandVerb.Approve ? DateOnly.ParseExact(until, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null, verb is CommandVerb.Withdraw ? "" : "OPS-812"));

    /// <summary>What the gate says.</summary>
    public ExitCode Gate(bool keeps = false, bool writes = false) => BuildGate.Judge(Run(writes, keeps).Assessment, Severity.Low).Code;

    public (RecordsOutcome Outcome, Assessment Assessment) Run(bool writes = false, bool keeps = false, string self = "runner@example.org", bool asks = false)
    {
        var policy = PolicyReader.OfRepository(Repository.Root) with { Forge = Forge.GitHub };
        var now = Repository.Now + Later;
        var snapshot = new Collector(new FixedTime(now)).Collect(new CollectionRequest { Root = Repository.Root, Policy = policy, Trust = new PolicyTrust { Source = PolicySource.Tree }, UseGit = false });
        snapshot = snapshot with { Repository = snapshot.Repository with { Revision = Repository.Git("rev-parse", "HEAD") } };
        var assessment = FindingEvidences.Complete(Assessor.Assess(snapshot, Rules), new WorkingTree(Repository.Root));
        using var tracker = new FolderTracker(Repository.Root, policy.Exceptions.Records, new FixedTime(now), name => name is "GIT_AUTHOR_EMAIL" ? self : null, BranchHint.None);
        var outcome = new RecordsKeeper(tracker, new FixedTime(now)).RunAsync(
            new RecordsRequest
            {
                Assessment = assessment,
                Ledger = keeps ? Ledger : scratch.PathOf($"ledger-{ledgers++}"),
                Writes = writes,
                IsComplete = true,
                Asked = asks ? [new Asked { Finding = assessment.Findings.Single(), Reason = "the vendor signs nothing yet" }] : [],
            },
            TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        return (outcome, Assessor.Assess(assessment.Snapshot with { Records = outcome.Records }, Rules));
    }

    public void Dispose()
    {
        Repository.Dispose();
        scratch.Dispose();
    }

    private static string Name(string email) => email.Split('@')[0];
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PoPipeline.Decisions.Commands;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Decisions.Trackers.Folder;
using PoPipeline.Decisions.Trust;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Decisions.Trackers.Folder;

/// <summary>A repository made by git itself, with people who commit to it one minute after another.</summary>
internal sealed class RecordsRepository : IDisposable
{
    public const string Alice = "alice@example.org";
    public const string Bob = "bob@example.org";
    public const string Mallory = "mallory@example.org";

    private readonly string git;
    private DateTimeOffset now = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A new repository, or one that is there already.</summary>
    /// <param name="tree">What it lies in, deleted with it; null for a new one.</param>
    /// <param name="below">The folder of the tree that is judged.</param>
    public RecordsRepository(TempTree? tree = null, string below = "")
    {
        git = Components.Program("git", "run `apt-get install git`");
        Tree = tree ?? new TempTree();
        Root = Path.Combine(Tree.Root, below);
        if (tree is null)
        {
            Git("init", "--initial-branch=main");
            Write("README.md", "a");
            Commit(Bob);
        }
    }

    public TempTree Tree { get; }

    public string Root { get; }

    public RecordsPolicy Policy { get; init; } = new();

    public DateTimeOffset Now => now;

    public static DecisionRequest Request(string fingerprint = "f00d") => new()
    {
        Kind = DecisionKind.Exception,
        Rule = "PO3204",
        Severity = Severity.Medium,
        Fingerprint = fingerprint,
        Subject = "actions/checkout",
        Evidence = new string('a', 64),
        Scope = new RequestScope("folder", "", "", ""),
        Requester = new Person(Bob, "Bob"),
        CreatedAt = new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero),
    };

    public static IssueDraft Draft(DecisionRequest? request = null)
    {
        var asked = request ?? Request();
        return new IssueDraft(asked, $"Exception from {asked.Rule}", $"Somebody asks for it.\n\n{RequestBlock.Write(asked)}");
    }

    public static Command Approval(DecisionRequest? request = null, string reason = "it is mended next week") =>
        new(CommandVerb.Approve, (request ?? Request()).Digest[..12], new DateOnly(2026, 12, 1), reason);

    public FolderTracker Open(string self = Bob, RecordsPolicy? policy = null, string? root = null, BranchHint? hint = null) =>
        new(root ?? Root, policy ?? Policy, new FixedTime(now), name => name is "GIT_AUTHOR_EMAIL" ? self : null, hint ?? BranchHint.None);

    /// <summary>Files a request, and commits it.</summary>
    public async Task<TrackedIssue> File(string by = Bob, DecisionRequest? request = null)
    {
        using var tracker = Open(by);
        var issue = await tracker.FileAsync(Draft(request), TestContext.Current.CancellationToken);
        Commit(by);
        return issue;
    }

    /// <summary>Approves it, and returns the file, which is not committed.</summary>
    public string Approve(TrackedIssue issue, string reason = "it is mended next week") => FolderDecisions.Write(Root, Policy, issue.Name, Approval(reason: reason));

    public async Task<TrackedIssue> Only(string self = Bob, RecordsPolicy? policy = null, string? root = null)
    {
        using var tracker = Open(self, policy, root);
        return Assert.Single((await tracker.ReadAsync([], TestContext.Current.CancellationToken)).Issues);
    }

    public async Task<TrackedComment> OnlyComment(RecordsPolicy? policy = null, string? root = null) => Assert.Single((await Only(policy: policy, root: root)).Comments);

    public RecordsRepository Write(string path, string text)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllBytes(file, Encoding.UTF8.GetBytes(text));
        return this;
    }

    public RecordsRepository Commit(string email, params string[] more)
    {
        Git("add", "--all");
        As(email, ["commit", "--quiet", "--message=m", .. more]);
        return this;
    }

    public RecordsRepository As(string email, params string[] arguments)
    {
        var name = string.Concat(email.Split('@')[0][..1].ToUpperInvariant(), email.Split('@')[0][1..]);
        _ = Run(["-c", $"user.name={name}", "-c", $"user.email={email}", .. arguments]);
        return this;
    }

    public string Git(params string[] arguments) => Run(["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "protocol.file.allow=always", .. arguments]);

    public void Dispose() => Tree.Dispose();

    private string Run(ImmutableArray<string> arguments)
    {
        now = now.AddMinutes(1);
        var date = now.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);
        var variables = new Dictionary<string, string?>(ChildProcess.PlainGit, StringComparer.Ordinal) { ["GIT_AUTHOR_DATE"] = date, ["GIT_COMMITTER_DATE"] = date };
        return ChildProcess.Demand(git, arguments, Root, variables).Trim();
    }
}

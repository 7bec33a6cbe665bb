using System.Collections.Immutable;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers;
using PoPipeline.Forges;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Tests.Decisions.Records;

/// <summary>A tracker in memory, for what the keeper makes of what a tracker shows. What real trackers do is tested against doubles of them.</summary>
internal sealed class MemoryTracker : ITracker
{
    public static readonly Account Bot = new("1", "popipeline-bot", AccountKind.Program);

    private readonly List<TrackedIssue> issues = [];
    private long next = 100;

    public TrackerKind Kind { get; set; } = TrackerKind.GitHub;

    public ILedgerStore? Ledger => null;

    public DateTimeOffset Now { get; set; } = DateTimeOffset.Parse("2026-11-22T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture);

    public Account Self { get; set; } = Bot;

    public Fact<bool> IsProtected { get; set; } = Fact<bool>.Known(value: true);

    public HashSet<string> Approvers { get; } = ["20", "21"];

    public string? Unknown { get; set; }

    public bool IsDown { get; set; }

    public string? Policy { get; set; } = """
        exceptions:
          approvers: ["@acme/security"]
          records:
            tracker: github
        """;

    public string[] Authors { get; set; } = [];

    public RequestScope Scope { get; set; } = new("github", "github.com", "7", "8");

    public List<string> Said { get; } = [];

    public Dictionary<string, DecisionState> Shown { get; } = [];

    public IReadOnlyList<TrackedIssue> Issues => issues;

    public Task<TrackerContext> OpenAsync(CancellationToken cancellation) => IsDown
        ? throw new ForgeException("The tracker cannot be reached.") { IsOutage = true }
        : Task.FromResult(new TrackerContext { Scope = Scope, Self = Self, Now = Now, Branch = "main", Commit = "c0ffee", IsProtected = IsProtected });

    public Task<string?> ReadTrustedAsync(string path, CancellationToken cancellation) => Task.FromResult(path == ".popipeline.yml" ? Policy : null);

    public Task<TrackerReading> ReadAsync(ImmutableArray<string> known, CancellationToken cancellation) => Task.FromResult(new TrackerReading
    {
        Issues = [.. issues.Select(issue => issue with { Comments = [.. issue.Comments] })],
        Gone = [.. known.Where(id => issues.TrueForAll(issue => issue.Id != id))],
    });

    public Task<TrackedIssue> FileAsync(IssueDraft draft, CancellationToken cancellation)
    {
        var there = issues.Find(issue => RequestBlock.Read(issue.Body, out _)?.Key == draft.Request.Key);
        return Task.FromResult(there ?? Add(Self, draft.Title, draft.Body, IssueLabels.Record));
    }

    public Task CommentAsync(TrackedIssue issue, string marker, string text, CancellationToken cancellation)
    {
        Said.Add(text);
        _ = Comment(issue.Id, Self, $"{text}\n<!-- po:event={marker} -->");
        return Task.CompletedTask;
    }

    public Task ShowAsync(TrackedIssue issue, DecisionState state, CancellationToken cancellation)
    {
        Shown[issue.Id] = state;
        Change(issue.Id, old => old with { Labels = [IssueLabels.Record, IssueLabels.Of(state)], IsOpen = state is DecisionState.Requested or DecisionState.Approved });
        return Task.CompletedTask;
    }

    public Task<Fact<bool>> IsApproverAsync(Account account, ImmutableArray<string> approvers, CancellationToken cancellation) =>
        Task.FromResult(Unknown is { } reason ? Fact<bool>.Unknown(reason) : Fact<bool>.Known(Approvers.Contains(account.Id)));

    public Task<ImmutableArray<string>> AuthorsOfAsync(string path, CancellationToken cancellation) => Task.FromResult<ImmutableArray<string>>([.. Authors]);

    /// <summary>Whether those who wrote the change are who they are said to be.</summary>
    public AuthorProof Proof { get; set; } = AuthorProof.Given;

    public Task<AuthorProof> ProofOfAuthorsAsync(string path, CancellationToken cancellation) => Task.FromResult(Proof);

    public TrackedIssue Add(Account author, string title, string body, params string[] labels)
    {
        var id = $"{next++}";
        var issue = new TrackedIssue
        {
            Id = id,
            Name = $"#{id}",
            Order = next,
            Title = title,
            Body = body,
            Author = author,
            CreatedAt = Now,
            LastEdit = Fact<TrackedEdit?>.Known(null),
            IsOpen = true,
            Labels = [.. labels],
        };
        issues.Add(issue);
        return issue;
    }

    public string Comment(string issue, Account author, string body, Func<TrackedComment, TrackedComment>? with = null)
    {
        var comment = new TrackedComment { Id = $"{next++}", Order = next, Author = author, Body = body, CreatedAt = Now, LastEdit = Fact<TrackedEdit?>.Known(null) };
        Change(issue, old => old with { Comments = old.Comments.Add(with is null ? comment : with(comment)) });
        return comment.Id;
    }

    public void ChangeComment(string issue, string comment, Func<TrackedComment, TrackedComment> change) =>
        Change(issue, old => old with { Comments = [.. old.Comments.Select(candidate => candidate.Id == comment ? change(candidate) : candidate)] });

    public void DeleteComment(string issue, string comment) => Change(issue, old => old with { Comments = [.. old.Comments.Where(candidate => candidate.Id != comment)] });

    public void Change(string issue, Func<TrackedIssue, TrackedIssue> change) => issues[issues.FindIndex(candidate => candidate.Id == issue)] = change(issues.First(candidate => candidate.Id == issue));

    public void Delete(string issue) => issues.RemoveAll(candidate => candidate.Id == issue);
}

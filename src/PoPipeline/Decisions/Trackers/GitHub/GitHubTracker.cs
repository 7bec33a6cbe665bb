using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using PoPipeline.Decisions.Requests;
using PoPipeline.Escaping;
using PoPipeline.Forges;
using PoPipeline.Forges.GitHub;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Decisions.Trackers.GitHub;

/// <summary>Requests and decisions in the issues of GitHub, and the ledger on a branch beside them.</summary>
public sealed class GitHubTracker : ITracker, IDisposable
{
    private readonly GitHubOptions options;
    private readonly GitHubApi api;
    private readonly GitHubPlace judged;
    private readonly GitHubPlace records;
    private readonly IssueReader reader;
    private readonly IssueMarks marks;
    private readonly IssueFiler filer;
    private readonly ChangeAuthors authors;
    private readonly GitHubLedger ledger;
    private TrackerContext? context;

    private GitHubTracker(GitHubOptions options)
    {
        this.options = options;
        judged = Place(options.Repository);
        records = options.Records is null ? judged : Place(options.Records);
        api = new GitHubApi(options);
        reader = new IssueReader(api, records);
        marks = new IssueMarks(api, records, reader, () => Opened.Self);
        filer = new IssueFiler(api, records, reader, marks, () => Opened.Self);
        authors = new ChangeAuthors(api, judged, options.PullRequest, options.Head);
        ledger = new GitHubLedger(api, records, () => Opened.Scope.Repository);
    }

    /// <inheritdoc/>
    public TrackerKind Kind => TrackerKind.GitHub;

    /// <inheritdoc/>
    public ILedgerStore? Ledger => ledger;

    /// <summary>The last request and what came of it, for messages.</summary>
    internal string Last => api.Last;

    private TrackerContext Opened => context ?? throw new InvalidOperationException("The tracker is opened before anything else.");

    /// <summary>Makes a tracker. Nothing is sent yet.</summary>
    /// <param name="options">Where, and as whom.</param>
    /// <exception cref="ForgeException">A repository is not named as <c>owner/name</c>, or the address is not one that a token may be sent to.</exception>
    public static GitHubTracker Create(GitHubOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new GitHubTracker(options);
    }

    /// <inheritdoc/>
    public async Task<TrackerContext> OpenAsync(CancellationToken cancellation)
    {
        var repository = await RepositoryAsync(judged, cancellation);
        var home = records == judged ? repository : await RepositoryAsync(records, cancellation);
        var branch = options.Branch ?? repository.DefaultBranch;
        var head = await api.GetAsync(
            $"read the branch '{Untrusted.Plain(branch)}' of '{judged}'", "contents: read", $"{judged.Path}/branches/{Uri.EscapeDataString(branch)}", RestJson.Default.Branch, cancellation);
        context = new TrackerContext
        {
            Scope = new RequestScope("github", GitHubHttp.WebHost(options.Address), Text(repository.Owner.Id), Text(repository.Id)),
            Self = await SelfAsync(cancellation),
            Now = api.Now,
            Branch = branch,
            Commit = head.Commit.Sha,
            IsProtected = Fact<bool>.Known(head.Protected),
            RequestUrl = $"{home.HtmlUrl}/issues/new?template=popipeline-exception.yml",
        };
        return context;
    }

    /// <inheritdoc/>
    public async Task<string?> ReadTrustedAsync(string path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = Untrusted.Plain(path);
        if (path.Split('/').Any(part => part is "" or "." or ".."))
        {
            // Such steps would lead out of the repository's own addresses.
            return null;
        }

        JsonElement content;
        try
        {
            content = await api.GetAsync(
                $"read '{name}' of '{judged}'", "contents: read", $"{judged.Path}/contents/{Untrusted.UriPath(path)}?ref={Uri.EscapeDataString(Opened.Commit)}", RestJson.Default.JsonElement, cancellation);
        }
        catch (ForgeException refusal) when (refusal.Code() is HttpStatusCode.NotFound)
        {
            return null;
        }

        // A folder is a list.
        if (content.ValueKind is not JsonValueKind.Object || Member(content, "type") is not "file")
        {
            return null;
        }

        var bytes = new byte[(Member(content, "content") ?? "").Length];
        return Member(content, "encoding") is "base64" && Convert.TryFromBase64String(Member(content, "content") ?? "", bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).TrimStart('\uFEFF')
            : throw new ForgeException($"'{name}' of '{judged}' has more than 1 MiB, which GitHub does not give and PoPipeline would not read.");
    }

    /// <inheritdoc/>
    public Task<TrackerReading> ReadAsync(ImmutableArray<string> known, CancellationToken cancellation) => reader.ReadAsync(known.IsDefault ? [] : known, cancellation);

    /// <inheritdoc/>
    public Task<TrackedIssue> FileAsync(IssueDraft draft, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return filer.FileAsync(draft, cancellation);
    }

    /// <inheritdoc/>
    public Task CommentAsync(TrackedIssue issue, string marker, string text, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(issue);
        ArgumentNullException.ThrowIfNull(marker);
        ArgumentNullException.ThrowIfNull(text);
        return marks.CommentAsync(issue.Order, marker, text, cancellation);
    }

    /// <inheritdoc/>
    public Task ShowAsync(TrackedIssue issue, DecisionState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(issue);
        return marks.ShowAsync(issue.Order, state, cancellation);
    }

    /// <inheritdoc/>
    public Task<Fact<bool>> IsApproverAsync(Account account, ImmutableArray<string> approvers, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        return new Authority(api, [judged.Owner, records.Owner]).IsApproverAsync(account, approvers.IsDefault ? [] : approvers, cancellation);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> AuthorsOfAsync(string path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        return authors.OfAsync(path, Opened.Commit, cancellation);
    }

    /// <inheritdoc/>
    public Task<AuthorProof> ProofOfAuthorsAsync(string path, CancellationToken cancellation) => Task.FromResult(AuthorProof.Given);

    /// <inheritdoc/>
    public void Dispose() => api.Dispose();

    private async Task<Rest.Repository> RepositoryAsync(GitHubPlace place, CancellationToken cancellation)
    {
        var repository = await api.GetAsync($"read the repository '{place}'", "metadata: read", place.Path, RestJson.Default.Repository, cancellation);
        place.Become(repository.Owner.Login, repository.Name);
        return repository;
    }

    // The token of an app, which a job's own token is, may not ask who it is by REST; as the viewer of a query it is its bot.
    private async Task<Account> SelfAsync(CancellationToken cancellation)
    {
        try
        {
            return GitHubAccounts.Of(await api.GetAsync("read whose token it is", "none", "user", RestJson.Default.User, cancellation));
        }
        catch (ForgeException refusal) when (refusal.Code() is HttpStatusCode.Forbidden)
        {
            return await ViewerAsync(cancellation) ?? GitHubAccounts.Actions;
        }
    }

    private async Task<Account?> ViewerAsync(CancellationToken cancellation)
    {
        try
        {
            var answer = await api.AskAsync("read whose token it is", "none", Graph.Viewer, new(StringComparer.Ordinal), GraphJson.Default.GraphAnswerViewerData, cancellation);
            return GitHubAccounts.Of(answer.Data?.Viewer) is { } account ? account with { Kind = AccountKind.Program } : null;
        }
        catch (ForgeException refusal) when (!refusal.IsOutage)
        {
            return null;
        }
    }

    private static GitHubPlace Place(string text) =>
        GitHubPlace.Parse(text) ?? throw new ForgeException($"'{Untrusted.Plain(Untrusted.Cut(text, 200))}' is no repository of GitHub; write 'owner/name'.");

    private static string? Member(JsonElement owner, string name) => owner.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}

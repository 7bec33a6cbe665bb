using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PoPipeline.Decisions.Requests;
using PoPipeline.Forges;
using PoPipeline.Forges.GitLab;
using PoPipeline.Forges.GitLab.Api;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Decisions.Trackers.GitLab;

/// <summary>Issues of a GitLab project, on gitlab.com or on a server of one's own.</summary>
/// <remarks>
/// GitLab does not show whether a comment of an account came by e-mail; where that must not count, switch off replies by e-mail. It shows edits of
/// comments through GraphQL only, deleted comments nowhere, and lets maintainers edit every comment: that is why the ledger keeps each one.
/// </remarks>
public sealed class GitLabTracker : ITracker, IDisposable
{
    private readonly GitLabOptions options;
    private readonly GitLabClient client;
    private readonly GitLabAccounts accounts;
    private readonly GitLabReader reader;
    private readonly GitLabApprovers approvers;
    private RepositoryLocation? found;
    private GitLabAuthors? authors;

    private GitLabTracker(GitLabOptions options)
    {
        this.options = options;
        client = new GitLabClient(options);
        accounts = new GitLabAccounts(client);
        reader = new GitLabReader(client, accounts);
        approvers = new GitLabApprovers(client);
        Ledger = new GitLabLedgerStore(client, WhereAsync);
    }

    /// <inheritdoc/>
    public TrackerKind Kind => TrackerKind.GitLab;

    /// <inheritdoc/>
    public ILedgerStore? Ledger { get; }

    /// <summary>The last request and what came of it, for messages.</summary>
    internal string Last => client.Last;

    /// <summary>Makes one. Nothing is asked of the server yet.</summary>
    /// <param name="options">Which server, which projects, and as whom.</param>
    /// <exception cref="ForgeException">The address is not one that a token may be sent to.</exception>
    public static GitLabTracker Create(GitLabOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new GitLabTracker(options);
    }

    /// <inheritdoc/>
    public async Task<TrackerContext> OpenAsync(CancellationToken cancellation)
    {
        found = null;
        var where = await WhereAsync(cancellation);
        return new TrackerContext
        {
            Scope = new RequestScope("gitlab", options.Server.IdnHost.ToLowerInvariant(), Text(where.Judged.Namespace?.Id ?? 0), Text(where.Judged.Id)),
            Self = where.Self,
            Now = client.Now,
            Branch = where.Branch,
            Commit = where.Commit,
            IsProtected = IsProtected(where.Head),
            RequestUrl = $"{options.Server.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString(where.Decisions.PathWithNamespace ?? "").Replace("%2F", "/", StringComparison.Ordinal)}"
                + "/-/issues/new?issuable_template=popipeline-exception",
        };
    }

    /// <inheritdoc/>
    public async Task<string?> ReadTrustedAsync(string path, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var where = await WhereAsync(cancellation);
        var bytes = await client.BytesAsync($"to show '{path}'", api => api.FileAsync(where.Judged.Id, path, where.Commit, cancellation), cancellation);
        try
        {
            return bytes is null ? null : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            throw new ForgeException($"'{path}' on GitLab is not UTF-8.", exception);
        }
    }

    /// <inheritdoc/>
    public async Task<TrackerReading> ReadAsync(ImmutableArray<string> known, CancellationToken cancellation) =>
        await reader.ReadAsync(await WhereAsync(cancellation), known.IsDefault ? [] : known, cancellation);

    /// <inheritdoc/>
    public async Task<TrackedIssue> FileAsync(IssueDraft draft, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return await new GitLabFiler(client, reader, await WhereAsync(cancellation), options.Time, options.RetryBudget).FileAsync(draft, cancellation);
    }

    /// <inheritdoc/>
    public async Task CommentAsync(TrackedIssue issue, string marker, string text, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(issue);
        ArgumentException.ThrowIfNullOrEmpty(marker);
        ArgumentNullException.ThrowIfNull(text);
        var where = await WhereAsync(cancellation);
        var number = NumberOf(issue);
        var sign = $"<!-- po:event={marker} -->";
        var notes = await reader.NotesAsync(where.Decisions.Id, number, cancellation);
        if (notes.Any(note => !note.System && note.Author?.Id == where.SelfId && note.Body?.StartsWith(sign, StringComparison.Ordinal) is true))
        {
            return;
        }

        var call = new NoteCall($"{sign}\n\n{QuickActions.Neutralise(text)}");
        _ = await client.GetAsync("to write a comment", api => api.CreateNoteAsync(where.Decisions.Id, number, call, cancellation));
    }

    /// <inheritdoc/>
    public async Task ShowAsync(TrackedIssue issue, DecisionState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(issue);
        var where = await WhereAsync(cancellation);
        var number = NumberOf(issue);
        var now = await client.FindAsync("to show an issue", api => api.IssueAsync(where.Decisions.Id, number, cancellation));
        if (now is null || now.Id != IssueId.Parse(issue.Id)?.Id)
        {
            // There is nothing to show it on; that the issue is gone is for the reading to find.
            return;
        }

        ImmutableArray<string> wanted = [IssueLabels.Record, IssueLabels.Of(state)];
        var add = wanted.Where(label => !now.Labels.Contains(label, StringComparer.Ordinal)).ToList();
        var remove = now.Labels.Where(label => label.StartsWith(IssueLabels.Prefix, StringComparison.OrdinalIgnoreCase) && !wanted.Contains(label, StringComparer.Ordinal)).ToList();
        var isOpen = now.State is "opened";
        var shouldBeOpen = state is DecisionState.Requested or DecisionState.Approved;
        if (add.Count == 0 && remove.Count == 0 && isOpen == shouldBeOpen)
        {
            return;
        }

        var change = new IssueChangeCall(List(add), List(remove), isOpen == shouldBeOpen ? null : shouldBeOpen ? "reopen" : "close");
        _ = await client.GetAsync("to change an issue", api => api.ChangeIssueAsync(where.Decisions.Id, number, change, cancellation));
    }

    /// <inheritdoc/>
    public async Task<Fact<bool>> IsApproverAsync(Account account, ImmutableArray<string> approvers, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        return await this.approvers.IsOneAsync(account, approvers.IsDefault ? [] : approvers, cancellation);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<string>> AuthorsOfAsync(string path, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        authors ??= new GitLabAuthors(client, await WhereAsync(cancellation), options.MergeRequest);
        return await authors.OfAsync(path, cancellation);
    }

    /// <inheritdoc/>
    public Task<AuthorProof> ProofOfAuthorsAsync(string path, CancellationToken cancellation) => Task.FromResult(AuthorProof.Given);

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    // A branch onto which developers push without a merge request lets each of them make themselves an approver.
    private static Fact<bool> IsProtected(BranchAnswer branch) => branch switch
    {
        { Protected: { } isProtected, DevelopersCanPush: { } canPush } => Fact<bool>.Known(isProtected && !canPush),
        _ => Fact<bool>.Unknown("GitLab does not say whether the branch is protected"),
    };

    private static string? List(List<string> labels) => labels.Count == 0 ? null : string.Join(',', labels);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static long NumberOf(TrackedIssue issue) =>
        IssueId.Parse(issue.Id)?.Number ?? throw new ArgumentException("The issue is not one of GitLab.", nameof(issue));

    private async Task<RepositoryLocation> WhereAsync(CancellationToken cancellation)
    {
        if (found is not null)
        {
            return found;
        }

        if (options.Token is null || options.Token.IsOfJob)
        {
            var what = options.Token is null ? "The environment has no token for GitLab" : "CI_JOB_TOKEN neither reads nor writes issues of GitLab";
            throw new ForgeException($"{what}. {GitLabToken.Advice}.");
        }

        var self = GitLabAccounts.Of(await client.GetAsync("to say whose token it is", api => api.SelfAsync(cancellation)));
        var judged = await client.GetAsync($"to show the project '{options.Project}'", api => api.ProjectAsync(options.Project, cancellation));
        var decisions = options.Decisions is { Length: > 0 } path
            ? await client.GetAsync($"to show the project '{path}'", api => api.ProjectAsync(path, cancellation))
            : judged;
        var branch = options.Branch is { Length: > 0 } named ? named
            : judged.DefaultBranch is { Length: > 0 } standard ? standard
            : throw new ForgeException($"The project '{options.Project}' on GitLab has no commit yet, and so no policy that counts.");
        var head = await client.GetAsync($"to show the branch '{branch}'", api => api.BranchAsync(judged.Id, branch, cancellation));
        return found = head.Commit?.Id is { Length: > 0 }
            ? new RepositoryLocation(judged, decisions, self, branch, head)
            : throw new ForgeException($"GitLab does not say which commit the branch '{branch}' is at.");
    }
}

using System.Collections.Immutable;
using System.Text;
using PoPipeline.Decisions.Requests;
using PoPipeline.Decisions.Trackers.Folder.History;
using PoPipeline.Decisions.Trackers.Folder.Signatures;
using PoPipeline.Decisions.Trust;
using PoPipeline.Forges;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources;

namespace PoPipeline.Decisions.Trackers.Folder;

/// <summary>
/// The tracker that needs neither a token nor a network: a folder of the repository, where a decision is a commit. The commit that adds a
/// file says who decided and when; a commit that changes it later is an edit; what is not on the branch that counts proves nothing.
/// </summary>
/// <param name="root">The root of the judged repository, absolute.</param>
/// <param name="policy">Where the records lie, on which branch they count, and who signs.</param>
/// <param name="clock">The clock: a folder has no server that could tell the time.</param>
/// <param name="variable">Gives the value of an environment variable, or null.</param>
/// <param name="hint">What is said from outside of the clone about the branch that counts.</param>
public sealed class FolderTracker(string root, RecordsPolicy policy, TimeProvider clock, Func<string, string?> variable, BranchHint hint) : ITracker, IDisposable
{
    /// <summary>What <see cref="RequestScope.Forge"/> says.</summary>
    public const string Forge = "folder";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
    private readonly string folder = FolderLayout.Records(policy);
    private GitStore? store;
    private CountedBranch? branch;
    private WayToBranch? way;
    private Account? self;
    private CommitSignatures? signatures;
    private ImmutableArray<string>? began;

    /// <inheritdoc/>
    public TrackerKind Kind => TrackerKind.Folder;

    /// <inheritdoc/>
    public ILedgerStore? Ledger => null;

    private GitStore Store => store ??= GitStore.Open(root);

    /// <summary>
    /// What vouches for the policy in force, where that was found: its branch is the one on which decisions count, too, and where it is not known,
    /// no other is taken.
    /// </summary>
    internal PolicyTrust? Trust { get; init; }

    private CountedBranch Branch => branch ??= Trust switch
    {
        { Source: PolicySource.Branch, Branch: { } name, Commit: { } commit } => new CountedBranch(name, commit),
        { Source: PolicySource.Unknown, Reason: { Length: > 0 } reason } => throw new ForgeException($"It is not known on which branch decisions count: {reason}."),
        _ => Store.Branch(policy.Branch, hint),
    };

    private WayToBranch Way => way ??= new WayToBranch(Branch.Name, Store.RemoteOf(Branch), Store.Here(), policy.Folder.Replace('\\', '/').Trim('/') is { Length: > 0 } whole ? whole : ".", policy.Signers is not null);

    private Account Self => self ??= FolderAccounts.Self(variable, () => Store.User());

    private FolderFiles Files => new(root, folder);

    /// <inheritdoc/>
    /// <remarks>Where the history is cut off, the first commit is not known: no record can be read there, and none is written.</remarks>
    public Task<TrackerContext> OpenAsync(CancellationToken cancellation) => Task.FromResult(new TrackerContext
    {
        Scope = new RequestScope(Forge, "", "", Store.FirstCommit(Branch.Commit, cancellation)),
        Self = Self,
        Now = clock.GetUtcNow(),
        Branch = Branch.Name,
        Commit = Branch.Commit,
        IsProtected = Fact<bool>.Unknown("git does not know which branches are protected; the forge that hosts the repository does"),
        Way = Way,
    });

    /// <inheritdoc/>
    public Task<string?> ReadTrustedAsync(string path, CancellationToken cancellation)
    {
        var bytes = Trusted(path);
        try
        {
            return Task.FromResult(bytes is null ? null : Strict.GetString(bytes));
        }
        catch (DecoderFallbackException exception)
        {
            throw new ForgeException($"'{path}' on branch '{Branch.Name}' is not valid UTF-8. Write it as UTF-8.", exception);
        }
    }

    /// <inheritdoc/>
    public Task<TrackerReading> ReadAsync(ImmutableArray<string> known, CancellationToken cancellation)
    {
        var records = new FolderReader(Store, Branch, Way, Files, folder).Read(!known.IsDefaultOrEmpty, cancellation);
        var reading = records is { Records: [], Lost: [] } ? new TrackerReading { Issues = [] } : new FolderIssues(folder, Self, Files, Signatures()).Of(records);
        var there = reading.Issues.Select(issue => issue.Id).ToHashSet(StringComparer.Ordinal);
        return Task.FromResult(reading with { Gone = [.. known.Where(id => !there.Contains(id)).Distinct(StringComparer.Ordinal)] });
    }

    /// <inheritdoc/>
    /// <remarks>The folder comes to be by one rename, which fails where it is there already: of several runs at once, one is first.</remarks>
    public Task<TrackedIssue> FileAsync(IssueDraft draft, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(draft);
        Store.RequireWholeHistory();
        var name = FolderLayout.NameOf(draft.Request);
        var text = new RequestText(draft.Title, draft.Body).Write();
        if (Encoding.UTF8.GetByteCount(text) > FolderLayout.MaximumBytes)
        {
            throw new ForgeException($"The request on '{draft.Request.Rule}' is larger than {FolderLayout.MaximumBytes / 1024} KiB. Shorten its reason.");
        }

        if (Read(name, cancellation) is [])
        {
            Files.Claim(name, text, clock.GetUtcNow());
        }

        var issue = Read(name, cancellation).FirstOrDefault() ?? throw new ForgeException($"'{folder}/{name}' was deleted while it was written. Run this again.");
        return RequestBlock.Read(issue.Body, out _)?.Key == draft.Request.Key
            ? Task.FromResult(issue)
            : throw new ForgeException($"'{issue.Id}' is there and holds no request with the key that its name stands for. Bring its '{FolderLayout.RequestFile}' back from git, or delete the folder.");
    }

    /// <inheritdoc/>
    /// <remarks>Writes nothing: a comment would be one more file for somebody to commit. The ledger keeps what it says, and <c>po records show</c> shows it.</remarks>
    public Task CommentAsync(TrackedIssue issue, string marker, string text, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <remarks>Shows nothing: a folder has no labels, and a state that stood in a file would be one more text to tamper with.</remarks>
    public Task ShowAsync(TrackedIssue issue, DecisionState state, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<Fact<bool>> IsApproverAsync(Account account, ImmutableArray<string> approvers, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        return Task.FromResult(FolderAccounts.IsApprover(account, approvers));
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> AuthorsOfAsync(string path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Store.Head() is not { } head)
        {
            return Task.FromResult(ImmutableArray<string>.Empty);
        }

        var commits = LastChange(head, path, cancellation).Concat(head == Branch.Commit ? [] : Store.Between(head, Branch.Commit, cancellation));
        return Task.FromResult<ImmutableArray<string>>(
        [
            .. commits.SelectMany(commit => commit.CoAuthors.Prepend(commit.Email))
                .Select(FolderAccounts.Fold)
                .Where(email => email.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ]);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Whoever commits names the author, so that somebody could write under another's name and then decide on it under their own. Only what is
    /// older than the file of those who sign is taken at its word: nobody can add to it any more.
    /// </remarks>
    public Task<AuthorProof> ProofOfAuthorsAsync(string path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (policy.Signers is not { } signers || Signatures() is not { } proof || Store.Head() is not { } head)
        {
            return Task.FromResult(AuthorProof.Given);
        }

        var last = LastChange(head, path, cancellation).Where(commit => proof.Fault(commit) is not null && !IsOlderThan(signers, commit, cancellation));
        var change = head == Branch.Commit ? [] : Store.Between(head, Branch.Commit, cancellation).Where(commit => proof.Fault(commit) is not null && Store.Wrote(commit.Id, path: null)).ToImmutableArray();
        var doubt = last.FirstOrDefault();
        return Task.FromResult(new AuthorProof(
            Doubt(doubt ?? change.FirstOrDefault(), proof),
            Doubt(doubt ?? change.FirstOrDefault(commit => Store.Wrote(commit.Id, Slashed(path) is { Length: > 0 } file ? file : null)), proof)));
    }

    /// <inheritdoc/>
    public void Dispose() => store?.Dispose();

    private static string? Doubt(CommitFacts? commit, CommitSignatures proof) => commit is null ? null
        : $"Who wrote the change is not proven, and may be who approves it: commit {commit.Id[..12]} names '{commit.Email}'. {proof.Fault(commit)}. "
          + "Let somebody whom the file of signers names make that change in a signed commit.";

    private bool IsOlderThan(string signers, CommitFacts commit, CancellationToken cancellation)
    {
        var first = began ??= [.. Store.Past(Branch.Commit, signers.Replace('\\', '/'), cancellation).Select(file => file.Added.Id)];
        return !first.IsEmpty && first.All(added => Store.IsOlder(commit.Id, added));
    }

    private static string Slashed(string path) => path.Replace('\\', '/').Trim('/');

    private IEnumerable<CommitFacts> LastChange(string head, string path, CancellationToken cancellation)
    {
        var file = Slashed(path);
        if (file.Length == 0 || file.Contains('\0', StringComparison.Ordinal) || !Store.Has(head, file))
        {
            return [];
        }

        var slash = file.LastIndexOf('/');
        return Store.Explain(head, slash < 0 ? "" : file[..slash], [file[(slash + 1)..]], newestOnly: true, cancellation).Values.Select(from => from.Added);
    }

    private ImmutableArray<TrackedIssue> Read(string name, CancellationToken cancellation)
    {
        var records = new FolderReader(Store, Branch, Way, Files, folder).Read(name, cancellation);
        return records.IsEmpty ? [] : new FolderIssues(folder, Self, Files, Signatures()).Of(records);
    }

    // From the branch, like everything that says who may decide: the working tree belongs to whoever wrote the change.
    private CommitSignatures? Signatures() => signatures ??= policy.Signers is not { } path ? null
        : Trusted(path) is { } signers ? new CommitSignatures(Store, AllowedSigners.Read(path, FolderText.Of(signers).Text))
        : throw new ForgeException($"The policy names '{path}' as the file of those who sign, which is not on branch '{Branch.Name}'. Commit it there.");

    private byte[]? Trusted(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var file = path.Replace('\\', '/');
        return file.Contains('\0', StringComparison.Ordinal) || Store.File(Branch.Commit, file) is not { } blob ? null
            : Store.Content(blob, WorkingTree.MaximumBytes)
                ?? throw new ForgeException($"'{path}' on branch '{Branch.Name}' is larger than {WorkingTree.MaximumBytes / 1024 / 1024} MiB. Make it smaller.");
    }
}

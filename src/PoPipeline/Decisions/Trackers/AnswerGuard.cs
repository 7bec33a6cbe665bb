using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Decisions.Trackers.GitHub;
using PoPipeline.Decisions.Trackers.GitLab;
using PoPipeline.Forges;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Decisions.Trackers;

/// <summary>
/// Stands before the tracker of a forge: what an answer lacks, or holds of another kind, is a fault of the answer, and never one that looks
/// like PoPipeline's own.
/// </summary>
/// <param name="tracker">The tracker.</param>
/// <param name="last">The last request and what came of it.</param>
internal sealed class AnswerGuard(ITracker tracker, Func<string> last) : ITracker, ILedgerStore, IDisposable
{
    /// <inheritdoc/>
    public TrackerKind Kind => tracker.Kind;

    /// <inheritdoc/>
    public ILedgerStore? Ledger => tracker.Ledger is null ? null : this;

    private ILedgerStore Store => tracker.Ledger ?? throw new InvalidOperationException("There is no ledger.");

    /// <summary>Puts it before a tracker of GitHub.</summary>
    public static AnswerGuard Of(GitHubTracker tracker) => new(tracker, () => tracker.Last);

    /// <summary>Puts it before a tracker of GitLab.</summary>
    public static AnswerGuard Of(GitLabTracker tracker) => new(tracker, () => tracker.Last);

    /// <inheritdoc/>
    public Task<TrackerContext> OpenAsync(CancellationToken cancellation) => CallAsync(() => tracker.OpenAsync(cancellation));

    /// <inheritdoc/>
    public Task<string?> ReadTrustedAsync(string path, CancellationToken cancellation) => CallAsync(() => tracker.ReadTrustedAsync(path, cancellation));

    /// <inheritdoc/>
    public Task<TrackerReading> ReadAsync(ImmutableArray<string> known, CancellationToken cancellation) => CallAsync(() => tracker.ReadAsync(known, cancellation));

    /// <inheritdoc/>
    public Task<TrackedIssue> FileAsync(IssueDraft draft, CancellationToken cancellation) => CallAsync(() => tracker.FileAsync(draft, cancellation));

    /// <inheritdoc/>
    public Task CommentAsync(TrackedIssue issue, string marker, string text, CancellationToken cancellation) =>
        CallAsync(() => tracker.CommentAsync(issue, marker, text, cancellation));

    /// <inheritdoc/>
    public Task ShowAsync(TrackedIssue issue, DecisionState state, CancellationToken cancellation) => CallAsync(() => tracker.ShowAsync(issue, state, cancellation));

    /// <inheritdoc/>
    public Task<Fact<bool>> IsApproverAsync(Account account, ImmutableArray<string> approvers, CancellationToken cancellation) =>
        CallAsync(() => tracker.IsApproverAsync(account, approvers, cancellation));

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> AuthorsOfAsync(string path, CancellationToken cancellation) => CallAsync(() => tracker.AuthorsOfAsync(path, cancellation));

    /// <inheritdoc/>
    public Task<AuthorProof> ProofOfAuthorsAsync(string path, CancellationToken cancellation) => CallAsync(() => tracker.ProofOfAuthorsAsync(path, cancellation));

    /// <inheritdoc/>
    public Task FetchAsync(string folder, CancellationToken cancellation) => CallAsync(() => Store.FetchAsync(folder, cancellation));

    /// <inheritdoc/>
    public Task<bool> PublishAsync(string folder, CancellationToken cancellation) => CallAsync(() => Store.PublishAsync(folder, cancellation));

    /// <inheritdoc/>
    public void Dispose() => (tracker as IDisposable)?.Dispose();

    private Task<bool> CallAsync(Func<Task> call) => CallAsync(async () =>
    {
        await call();
        return true;
    });

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception exception) when (exception
            is NullReferenceException or InvalidOperationException or ArgumentException or FormatException or OverflowException or InvalidCastException or KeyNotFoundException or JsonException
            or IndexOutOfRangeException or NotSupportedException)
        {
            throw new ForgeException($"{tracker.Kind} does not answer what its API describes. The last answer: {last()}.", exception);
        }
    }
}

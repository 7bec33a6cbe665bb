using PoPipeline.Decisions.Requests;
using PoPipeline.Forges;
using PoPipeline.Forges.GitLab;
using PoPipeline.Forges.GitLab.Api;
using PoPipeline.Forges.Http;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Trackers.GitLab;

/// <summary>Makes an issue of a key once, whatever runs at once or died before.</summary>
internal sealed class GitLabFiler(GitLabClient client, GitLabReader reader, RepositoryLocation where, TimeProvider time, RetryBudget retryBudget)
{
    /// <summary>How old a claim without an issue is before another run takes over from it.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    // Who makes an issue is done before anybody takes over: this, the longest wait for a limit and one attempt fit into the time above.
    private static readonly TimeSpan TimeToBegin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>Makes it, or finds it.</summary>
    /// <param name="draft">The issue.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ForgeException">GitLab cannot be reached, or refuses, or another run neither finishes nor gives way.</exception>
    public async Task<TrackedIssue> FileAsync(IssueDraft draft, CancellationToken cancellation)
    {
        var branch = new ClaimBranch(client, where, draft.Request.Key);
        var began = time.GetTimestamp();
        var number = 1;
        var isFirst = true;
        while (time.GetElapsedTime(began) < LongestWait)
        {
            var (claim, refusal) = number > 0 ? await branch.TakeAsync(number, client.Now, cancellation) : (null, "");
            var issue = claim is not null
                ? await MakeAsync(draft, branch, claim, cancellation)
                : await FindAsync(draft, branch, await branch.ReadAsync(cancellation) ?? throw Refused(refusal), cancellation);
            if (issue is not null)
            {
                return (await reader.ReadAsync(where, [issue], cancellation))[0];
            }

            number = await NextAsync(branch, cancellation);
            if (number == 0)
            {
                if (!retryBudget.Spend(new Pause("GitLab", BetweenLooks, client.Now + BetweenLooks, "is where another run files this request"), isTold: isFirst))
                {
                    throw new ForgeException($"Another run has claimed the request on GitLab, and has not made its issue{retryBudget.Bound}. Run again later.") { IsOutage = true };
                }

                isFirst = false;
                await Task.Delay(BetweenLooks, time, cancellation);
            }
        }

        throw new ForgeException("Another run has claimed the request on GitLab again and again without making its issue. Run again.");
    }

    // Zero to wait for whoever holds the claim.
    private async Task<int> NextAsync(ClaimBranch branch, CancellationToken cancellation) =>
        await branch.ReadAsync(cancellation) is not { } claim ? 1
        : client.Now - claim.File.At >= Lifetime || claim.File.Issue is not null ? claim.Number + 1
        : 0;

    private async Task<IssueAnswer?> MakeAsync(IssueDraft draft, ClaimBranch branch, Claim claim, CancellationToken cancellation)
    {
        var made = await ListedAsync(draft.Request.Key, claim.File.Holder, cancellation);
        if (made is null)
        {
            if (client.Now - claim.File.At > TimeToBegin)
            {
                // Too late to be done in time: another run may soon take over, and this one is one of them.
                return null;
            }

            var call = new IssueCall(draft.Title, QuickActions.Neutralise(draft.Body), $"{IssueLabels.Record},{IssueLabels.Of(DecisionState.Requested)}");
            made = await client.GetAsync("to make an issue", api => api.CreateIssueAsync(where.Decisions.Id, call, cancellation));

            // Should the request have lain somewhere for so long that another run did take over, the first issue is the one.
            made = await OnlyAsync(made, await ListedAsync(draft.Request.Key, claim.File.Holder, cancellation), cancellation);
        }

        _ = await branch.RecordAsync(claim, made.Iid, cancellation);
        return made;
    }

    private async Task<IssueAnswer?> FindAsync(IssueDraft draft, ClaimBranch branch, Claim claim, CancellationToken cancellation)
    {
        if (claim.File.Issue is { } number)
        {
            var issue = await client.FindAsync("to show an issue", api => api.IssueAsync(where.Decisions.Id, number, cancellation));

            // One that was deleted is made again; one that was changed is still the one, and the change is for others to judge.
            return issue is not null && (IsOf(issue, draft.Request.Key, claim.File.Holder) || issue.Author?.Id == where.SelfId) ? issue : null;
        }

        var listed = await ListedAsync(draft.Request.Key, claim.File.Holder, cancellation);
        if (listed is not null)
        {
            _ = await branch.RecordAsync(claim, listed.Iid, cancellation);
        }

        return listed;
    }

    private async Task<IssueAnswer> OnlyAsync(IssueAnswer made, IssueAnswer? first, CancellationToken cancellation)
    {
        if (first is null || first.Iid >= made.Iid)
        {
            return made;
        }

        var close = new IssueChangeCall(null, null, "close");
        _ = await client.GetAsync("to close an issue", api => api.ChangeIssueAsync(where.Decisions.Id, made.Iid, close, cancellation));
        return first;
    }

    // Whoever may set labels could write an issue with the block of somebody else; only ours, or that of whoever holds the claim, is taken for it.
    private async Task<IssueAnswer?> ListedAsync(string key, long holder, CancellationToken cancellation)
    {
        var labelled = await reader.ListAsync(where.Decisions.Id, IssueLabels.Record, cancellation);
        return labelled.Where(issue => IsOf(issue, key, holder)).MinBy(issue => issue.Iid);
    }

    private bool IsOf(IssueAnswer issue, string key, long holder) =>
        issue.Author is { } author && (author.Id == where.SelfId || author.Id == holder)
        && issue.MovedToId is null
        && RequestBlock.Read(issue.Description ?? "", out _)?.Key == key;

    private ForgeException Refused(string refusal) => new(
        $"GitLab refuses to make a branch '{ClaimBranch.Prefix}…' in '{where.Decisions.PathWithNamespace}': '{refusal}'. "
        + "It is what keeps two runs from making an issue each: let the account of the token make and push to branches of that name.");
}

using System.Globalization;
using Octokit;
using PoPipeline.Decisions.Requests;
using PoPipeline.Escaping;
using PoPipeline.Forges;
using PoPipeline.Forges.GitHub;
using PoPipeline.Forges.Http;
using PoPipeline.Rules.Model.Decisions;

namespace PoPipeline.Decisions.Trackers.GitHub;

/// <summary>
/// Makes an issue exactly once. GitHub takes no key with a new issue and its search lags, so whoever wants to make one first creates a ref, which
/// only one can; the ref then names the issue, so that the next run finds it without a search.
/// </summary>
internal sealed class IssueFiler(GitHubApi api, GitHubPlace place, IssueReader reader, IssueMarks marks, Func<Account> self)
{
    private const int MostTurns = 200;
    private const int MostPauses = 3;
    private const int LongestTitle = 256;

    // How long a run may take from its claim to its issue. Another takes over after it, so a run that was held up looks again before.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstPoll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(5);

    private static readonly string[] Labels = [IssueLabels.Record, IssueLabels.Of(DecisionState.Requested)];

    private readonly ClaimStore claims = new(api, place);

    public async Task<TrackedIssue> FileAsync(IssueDraft draft, CancellationToken cancellation)
    {
        var key = draft.Request.Key;
        var held = await claims.FindAsync(key, cancellation);
        var since = (held?.Sha, At: api.Time.GetTimestamp());
        var wasListed = false;
        var poll = FirstPoll;
        for (var turn = 0; turn < MostTurns; turn++)
        {
            if (held is null)
            {
                held = await claims.MakeAsync(key, cancellation);
            }
            else if (claims.IsOurs(held) && held.Claim?.Issue is null)
            {
                (var made, held) = await MakeAsync(held, draft, cancellation);
                if (made is not null)
                {
                    return made;
                }
            }
            else if (held.Claim?.Issue is { } number)
            {
                if (await UsableAsync(await reader.FindAsync(number, cancellation), draft, cancellation) is { } named)
                {
                    return named;
                }

                // The issue was deleted, moved or rewritten: what it was filed for has none.
                held = await claims.MoveAsync(held, key, issue: null, cancellation);
            }
            else if (!wasListed)
            {
                wasListed = true;
                if (await AdoptAsync(held, draft, cancellation) is { } adopted)
                {
                    return adopted;
                }
            }
            else if (IsOver(held, api.Time.GetElapsedTime(since.At)))
            {
                held = await claims.MoveAsync(held, key, issue: null, cancellation);
            }
            else
            {
                await WaitAsync(poll, isFirst: poll == FirstPoll, draft, cancellation);
                poll = poll * 1.5 < LongestPoll ? poll * 1.5 : LongestPoll;
                held = await claims.FindAsync(key, cancellation);
            }

            since = since.Sha == held?.Sha ? since : (held?.Sha, api.Time.GetTimestamp());
        }

        throw new ForgeException($"Other runs hold the right to file the issue '{draft.Title}' in '{place}' again and again. Run again later.");
    }

    private async Task WaitAsync(TimeSpan poll, bool isFirst, IssueDraft draft, CancellationToken cancellation)
    {
        if (!api.RetryBudget.Spend(new Pause("GitHub", poll, api.Now + poll, "is where another run files this request"), isTold: isFirst))
        {
            throw new ForgeException($"Another run holds the right to file the issue '{draft.Title}' in '{place}', and is not done{api.RetryBudget.Bound}. Run again later.") { IsOutage = true };
        }

        await Task.Delay(poll, api.Time, cancellation);
    }

    // A claim that cannot be read, or claims to be from the future, is over when it was seen unchanged for long enough.
    private bool IsOver(HeldClaim held, TimeSpan seen) => seen >= Lifetime || (held.Claim is { } claim && api.Now - claim.At >= Lifetime);

    private async Task<(TrackedIssue? Issue, HeldClaim? Held)> MakeAsync(HeldClaim held, IssueDraft draft, CancellationToken cancellation)
    {
        var key = draft.Request.Key;

        // A form sets its label only where the repository has it.
        await marks.RequireAsync([.. Labels, IssueLabels.Asked], cancellation);
        for (var pauses = 0; ; pauses++)
        {
            // A run before this one may have died when the issue was there but not yet named by the claim.
            if (await AdoptAsync(held, draft, cancellation) is { } adopted)
            {
                return (adopted, held);
            }

            if (held.Claim is not { } claim || api.Now - claim.At > Fresh)
            {
                var moved = await claims.MoveAsync(held, key, issue: null, cancellation);
                if (moved is null || !claims.IsOurs(moved))
                {
                    return (null, moved);
                }

                held = moved;
            }

            try
            {
                var number = await CreateAsync(draft, cancellation);
                var named = await claims.MoveAsync(held, key, number, cancellation);

                // Who took over meanwhile, although this run was quick by its own account, may have made one too; the first is the one.
                var first = named is null || named.Claim?.Issue != number ? await AdoptAsync(named ?? held, draft, cancellation) : null;
                return (first ?? await MadeAsync(number, draft, cancellation), held);
            }
            catch (ForgeException limited) when (limited.InnerException is RateLimitException limit && pauses < MostPauses && limit.Pause is { } pause && api.RetryBudget.Spend(pause))
            {
                await Task.Delay(pause.Length, api.Time, cancellation);
            }
        }
    }

    private async Task<int> CreateAsync(IssueDraft draft, CancellationToken cancellation)
    {
        var issue = new NewIssue(Untrusted.Cut(draft.Title, LongestTitle)) { Body = draft.Body };
        foreach (var label in Labels)
        {
            issue.Labels.Add(label);
        }

        return (await api.CallAsync($"file an issue in '{place}'", "issues: write", client => client.Issue.Create(place.Owner, place.Name, issue), cancellation)).Number;
    }

    // Read by its number, since a list may not show it yet.
    private async Task<TrackedIssue> MadeAsync(int number, IssueDraft draft, CancellationToken cancellation) =>
        await UsableAsync(await reader.FindAsync(number, cancellation), draft, cancellation)
        ?? throw new ForgeException(string.Create(CultureInfo.InvariantCulture, $"The issue #{number} that was just filed in '{place}' is not there, or was changed already."));

    private async Task<TrackedIssue?> AdoptAsync(HeldClaim held, IssueDraft draft, CancellationToken cancellation)
    {
        var candidates = (await reader.ListAsync(IssueLabels.Record, cancellation)).Where(issue => IsOf(issue, draft)).OrderBy(issue => issue.Number);
        foreach (var candidate in candidates)
        {
            if (await UsableAsync(candidate, draft, cancellation) is { } issue)
            {
                _ = await claims.MoveAsync(held, draft.Request.Key, candidate.Number, cancellation);
                return issue;
            }
        }

        return null;
    }

    private async Task<TrackedIssue?> UsableAsync(Rest.Issue? candidate, IssueDraft draft, CancellationToken cancellation)
    {
        if (candidate is null || !IsOf(candidate, draft))
        {
            return null;
        }

        var issue = (await reader.CompleteAsync([candidate], cancellation))[0];
        return issue.WasMoved || issue.LastEdit is { IsKnown: true, Value: not null } ? null : issue;
    }

    // Anybody can write the block of a request into an issue; it is one only from whoever asks, or from us.
    private bool IsOf(Rest.Issue issue, IssueDraft draft)
    {
        var author = GitHubAccounts.Of(issue.User).Id;
        return RequestBlock.Read(issue.Body ?? "", out _) is { } request
            && request.Key == draft.Request.Key
            && (author == self().Id || author == request.Requester.Id);
    }
}

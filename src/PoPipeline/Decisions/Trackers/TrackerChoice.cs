using PoPipeline.Configuration;
using PoPipeline.Decisions.Records;
using PoPipeline.Decisions.Trackers.Folder;
using PoPipeline.Decisions.Trackers.Folder.History;
using PoPipeline.Decisions.Trackers.GitHub;
using PoPipeline.Decisions.Trackers.GitLab;
using PoPipeline.Decisions.Trust;
using PoPipeline.Forges;
using PoPipeline.Forges.GitHub;
using PoPipeline.Forges.GitLab;
using PoPipeline.Forges.Http;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Decisions.Trackers;

/// <summary>Makes the tracker that a policy names.</summary>
public static class TrackerChoice
{
    // What a job says of the change that it checks, which is of no use for a checkout of another repository.
    private static readonly string[] OfTheJob = ["GITHUB_REF", "GITHUB_SHA", "CI_MERGE_REQUEST_IID"];

    /// <summary>Makes it. Nothing is read or sent yet.</summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="snapshot">What says which repository, and which policy.</param>
    /// <param name="variable">Gives the value of an environment variable, or null; tokens are read from there, once.</param>
    /// <param name="time">The clock.</param>
    /// <param name="policy">Where decisions are kept, and on which branch they count.</param>
    /// <param name="trustedBranch">The branch whose policy counts, as whoever runs this names it; null for the default branch.</param>
    /// <param name="retryBudget">How long the run waits for a forge.</param>
    /// <exception cref="ForgeException">What the policy names cannot be had here; the message says what is missing.</exception>
    internal static ITracker Make(string root, Snapshot snapshot, Func<string, string?> variable, TimeProvider time, RecordsPolicy policy, string? trustedBranch, RetryBudget retryBudget)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(variable);
        ArgumentNullException.ThrowIfNull(policy);
        var url = snapshot.Repository.Url;
        var branch = policy.Branch ?? (trustedBranch is null ? null : BranchFinder.Plain(trustedBranch));
        return policy.Tracker switch
        {
            TrackerKind.GitHub => GitHubEnvironment.Read(About(snapshot, variable, "GITHUB_REPOSITORY"), url, policy.Project) is { } options
                ? AnswerGuard.Of(GitHubTracker.Create(options with { Branch = branch, Time = time, RetryBudget = retryBudget }))
                : throw Nowhere("GitHub", "GITHUB_REPOSITORY"),
            TrackerKind.GitLab => GitLabOptions.Of(About(snapshot, variable, "CI_PROJECT_PATH"), url) is { } options
                ? AnswerGuard.Of(GitLabTracker.Create(options with { Decisions = policy.Project, Branch = branch, Time = time, RetryBudget = retryBudget }))
                : throw Nowhere("GitLab", "CI_SERVER_URL and CI_PROJECT_PATH"),
            _ => new FolderTracker(root, policy, time, variable, BranchHint.Of(root, variable, trustedBranch)) { Trust = snapshot.Trust },
        };
    }

    /// <summary>
    /// Makes the tracker by what the default branch says of it. A pull request brings a policy of its own, which could name a branch of its
    /// own on which its decisions count.
    /// </summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="snapshot">What says which repository, and which policy.</param>
    /// <param name="variable">Gives the value of an environment variable, or null; tokens are read from there, once.</param>
    /// <param name="time">The clock.</param>
    /// <param name="trustedBranch">The branch whose policy counts, as whoever runs this names it; null for the default branch.</param>
    /// <param name="retryBudget">How long the run waits for a forge.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="ForgeException">What the policy names cannot be had here; the message says what is missing.</exception>
    public static async Task<ITracker> MakeAsync(
        string root, Snapshot snapshot, Func<string, string?> variable, TimeProvider time, string? trustedBranch, RetryBudget retryBudget, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var own = snapshot.Policy.Exceptions.Records;
        if (snapshot.Trust.Source is PolicySource.Given)
        {
            return Make(root, snapshot, variable, time, own, trustedBranch, retryBudget);
        }

        var first = Make(root, snapshot, variable, time, own with { Branch = null, Signers = null }, trustedBranch, retryBudget);
        if (own is { Branch: null, Signers: null })
        {
            // Whatever the default branch adds, the keeper finds that the two do not agree.
            return first;
        }

        using var held = first as IDisposable;
        _ = await first.OpenAsync(cancellation).ConfigureAwait(false);
        var trusted = await TrustedPolicy.ReadAsync(first, snapshot.Policy.Path ?? PolicyReader.FileName, cancellation).ConfigureAwait(false);
        return Make(root, snapshot, variable, time, trusted?.Policy.Exceptions.Records ?? new RecordsPolicy(), trustedBranch, retryBudget);
    }

    // A job may check out another repository than its own; its remote says so.
    private static Func<string, string?> About(Snapshot snapshot, Func<string, string?> variable, string name)
    {
        var (owner, repository) = (snapshot.Repository.Owner, snapshot.Repository.Name);
        var path = owner is null || repository is null ? null : $"{owner}/{repository}";
        var isOther = path is not null && variable(name) is { Length: > 0 } told && !told.Equals(path, StringComparison.OrdinalIgnoreCase);
        return !isOther ? variable : asked => asked == name ? path : OfTheJob.Contains(asked, StringComparer.Ordinal) ? null : variable(asked);
    }

    private static ForgeException Nowhere(string forge, string variables) => new(
        $"The policy keeps decisions in issues of {forge}, but neither a remote nor the environment ({variables}) says which repository this is.");
}

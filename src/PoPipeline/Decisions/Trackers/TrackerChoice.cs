using PoPipeline.Decisions.Trackers.Folder;
using PoPipeline.Decisions.Trackers.GitHub;
using PoPipeline.Decisions.Trackers.GitLab;
using PoPipeline.Rules.Model;

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
    /// <exception cref="TrackerException">What the policy names cannot be had here; the message says what is missing.</exception>
    public static ITracker Make(string root, Snapshot snapshot, Func<string, string?> variable, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(variable);
        var policy = snapshot.Policy.Exceptions.Records;
        var url = snapshot.Repository.Url;
        return policy.Tracker switch
        {
            TrackerKind.GitHub => GitHubEnvironment.Read(About(snapshot, variable, "GITHUB_REPOSITORY"), url, policy.Project) is { } options
                ? GitHubTracker.Create(options with { Branch = policy.Branch, Time = time })
                : throw Nowhere("GitHub", "GITHUB_REPOSITORY"),
            TrackerKind.GitLab => GitLabOptions.Of(About(snapshot, variable, "CI_PROJECT_PATH"), url) is { } options
                ? GitLabTracker.Create(options with { Decisions = policy.Project, Branch = policy.Branch, Time = time })
                : throw Nowhere("GitLab", "CI_SERVER_URL and CI_PROJECT_PATH"),
            _ => new FolderTracker(root, policy, time, variable),
        };
    }

    // A job may check out another repository than its own; its remote says so.
    private static Func<string, string?> About(Snapshot snapshot, Func<string, string?> variable, string name)
    {
        var (owner, repository) = (snapshot.Repository.Owner, snapshot.Repository.Name);
        var path = owner is null || repository is null ? null : $"{owner}/{repository}";
        var isOther = path is not null && variable(name) is { Length: > 0 } told && !told.Equals(path, StringComparison.OrdinalIgnoreCase);
        return !isOther ? variable : asked => asked == name ? path : OfTheJob.Contains(asked, StringComparer.Ordinal) ? null : variable(asked);
    }

    private static TrackerException Nowhere(string forge, string variables) => new(
        $"The policy keeps decisions in issues of {forge}, but neither a remote nor the environment ({variables}) says which repository this is.");
}

using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Escaping;
using PoPipeline.Forges.GitHub;

namespace PoPipeline.Decisions.Trackers.GitHub;

/// <summary>Finds out who wrote a change: of a file, and of the pull request that is checked.</summary>
internal sealed class ChangeAuthors(GitHubApi api, GitHubPlace place, int? pullRequest, string? head)
{
    private (string Head, ImmutableArray<string> Authors)? change;

    /// <summary>The ids of the accounts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="commit">The commit that is looked at where nothing else is checked.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<ImmutableArray<string>> OfAsync(string path, string commit, CancellationToken cancellation)
    {
        change ??= pullRequest is { } number ? await OfChangeAsync(number, cancellation) : (head ?? commit, []);
        var address = $"{place.Path}/commits?sha={Uri.EscapeDataString(change.Value.Head)}&path={Uri.EscapeDataString(path)}&per_page=1";
        var commits = await api.GetAsync($"read the history of '{Untrusted.Plain(path)}' in '{place}'", "contents: read", address, RestJson.Default.ImmutableArrayCommit, cancellation);
        return [.. change.Value.Authors.Concat(Of(commits.IsDefault ? [] : [.. commits.Take(1)])).Distinct(StringComparer.Ordinal)];
    }

    private async Task<(string Head, ImmutableArray<string> Authors)> OfChangeAsync(int number, CancellationToken cancellation)
    {
        var doing = $"read the pull request #{number} of '{place}'";
        var path = string.Create(CultureInfo.InvariantCulture, $"{place.Path}/pulls/{number}");
        var request = await api.GetAsync(doing, "pull-requests: read", path, RestJson.Default.PullRequest, cancellation);
        var commits = await api.PagesAsync(doing, "pull-requests: read", $"{path}/commits?per_page=100", RestJson.Default.ImmutableArrayCommit, cancellation);
        return (request.Head.Sha, [GitHubAccounts.Of(request.User).Id, .. Of(commits)]);
    }

    // GitHub leaves an account out where the e-mail address of a commit belongs to nobody, or shows it without members.
    private static IEnumerable<string> Of(ImmutableArray<Rest.Commit> commits) =>
        commits.SelectMany(commit => new[] { commit.Author, commit.Committer }).Where(user => user is { Id: > 0 }).Select(user => GitHubAccounts.Of(user).Id);
}

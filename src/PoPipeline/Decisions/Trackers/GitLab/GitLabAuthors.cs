using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using PoPipeline.Forges.GitLab;
using PoPipeline.Forges.GitLab.Api;

namespace PoPipeline.Decisions.Trackers.GitLab;

/// <summary>Tells who wrote a change, as far as GitLab knows whose the addresses of commits are.</summary>
/// <remarks>
/// A commit names an address that whoever made it chose. GitLab tells whose one is where it is public, or one of its own
/// (<c>42-alice@users.noreply.gitlab.com</c>). The author of a merge request is an account, and needs no such guess.
/// </remarks>
internal sealed partial class GitLabAuthors(GitLabClient client, RepositoryLocation where, long? mergeRequest)
{
    private readonly Dictionary<string, long?> byAddress = new(StringComparer.OrdinalIgnoreCase);
    private ImmutableArray<string>? ofMergeRequest;

    /// <summary>The accounts that wrote the last change of a file and, where one is checked, the merge request.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<ImmutableArray<string>> OfAsync(string path, CancellationToken cancellation)
    {
        var commits = await client.FindAsync("to list commits", api => api.CommitsAsync(where.Judged.Id, where.Commit, path, size: 1, cancellation)) ?? [];
        var last = await AccountsAsync(commits.Take(1), cancellation);
        ofMergeRequest ??= await OfMergeRequestAsync(cancellation);
        return [.. last.Concat(ofMergeRequest).Distinct(StringComparer.Ordinal)];
    }

    private async Task<ImmutableArray<string>> OfMergeRequestAsync(CancellationToken cancellation)
    {
        if (mergeRequest is not { } number)
        {
            return [];
        }

        var request = await client.GetAsync("to show the merge request that is checked", api => api.MergeRequestAsync(where.Judged.Id, number, cancellation));
        var commits = await client.ListAsync(
            "to list the commits of the merge request",
            (api, page) => api.MergeRequestCommitsAsync(where.Judged.Id, number, page, GitLabClient.PageSize, cancellation));
        var authors = await AccountsAsync(commits, cancellation);
        return request.Author is { } author ? [Text(author.Id), .. authors] : authors;
    }

    private async Task<ImmutableArray<string>> AccountsAsync(IEnumerable<CommitAnswer> commits, CancellationToken cancellation)
    {
        var ids = ImmutableArray.CreateBuilder<string>();
        foreach (var address in commits.Select(commit => commit.AuthorEmail ?? "").Where(address => address.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!byAddress.TryGetValue(address, out var id))
            {
                id = await AccountAsync(address, cancellation);
                byAddress[address] = id;
            }

            if (id is { } known)
            {
                ids.Add(Text(known));
            }
        }

        return ids.ToImmutable();
    }

    private async Task<long?> AccountAsync(string address, CancellationToken cancellation)
    {
        if (Hidden().Match(address) is { Success: true } hidden && long.TryParse(hidden.Groups["id"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return id;
        }

        // By an address, GitLab finds one account or none; by a part of a name it would find many.
        return address.Contains('@', StringComparison.Ordinal)
            && await client.FindAsync("to look for a user", api => api.UsersByAddressAsync(address, cancellation)) is [{ } user]
                ? user.Id
                : null;
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?<id>[0-9]{1,18})-[^@\s]{1,255}@users\.noreply\.[^@\s]{1,255}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hidden();
}

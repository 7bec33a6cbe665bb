using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PoPipeline.Forges;
using PoPipeline.Forges.GitLab;
using PoPipeline.Forges.GitLab.Api;

namespace PoPipeline.Decisions.Trackers.GitLab;

/// <summary>
/// The branch on which runs agree who makes the issue of a key. It only ever gains files: <c>1.json</c> comes with the branch, in one commit;
/// <c>2.json</c> takes over from a run that died; <c>1.issue.json</c> names what was made under the first claim.
/// </summary>
/// <remarks>
/// Making a branch and making a file are what GitLab does for one of several only: both are decided where the branch is moved, on the commit that is
/// moved from. An update with <c>last_commit_id</c> is compared before that, so that of two at the same moment both may win.
/// </remarks>
internal sealed class ClaimBranch(GitLabClient client, RepositoryLocation where, string key)
{
    /// <summary>What the branches of claims start with.</summary>
    public const string Prefix = "popipeline/claims/";

    private const int DigitsOfName = 16;
    private const int MostClaims = 1000;
    private const string Suffix = ".json";
    private const string IssueSuffix = ".issue.json";

    private readonly string branch = Prefix + key[..DigitsOfName];
    private readonly string folder = $".popipeline-claims/{key}/";

    /// <summary>Claims the key.</summary>
    /// <param name="number">Which claim it is, from 1, which makes the branch.</param>
    /// <param name="now">The time by the server's clock.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The claim, or what GitLab says where somebody else was first.</returns>
    public async Task<(Claim? Claim, string Refusal)> TakeAsync(int number, DateTimeOffset now, CancellationToken cancellation)
    {
        var file = new ClaimFile(key, where.SelfId, now);
        var (made, refusal) = await CommitAsync(number == 1, $"{number}{Suffix}", file, "Claim a request", cancellation);
        return (made ? new Claim(number, file) : null, refusal);
    }

    /// <summary>Notes down which issue was made under a claim.</summary>
    /// <returns>False where one is noted down already.</returns>
    public async Task<bool> RecordAsync(Claim claim, long issue, CancellationToken cancellation) =>
        (await CommitAsync(makesBranch: false, $"{claim.Number}{IssueSuffix}", claim.File with { Issue = issue }, "Note down the issue of a request", cancellation)).Made;

    /// <summary>Reads the newest claim, with the issue where one is noted down.</summary>
    /// <returns>The claim; null where nobody has claimed.</returns>
    public async Task<Claim?> ReadAsync(CancellationToken cancellation)
    {
        var found = await client.FindAsync("to show a branch", api => api.BranchAsync(where.Decisions.Id, branch, cancellation));
        if (found?.Commit?.Id is not { Length: > 0 } commit)
        {
            return null;
        }

        var names = (await client.TreeAsync(where.Decisions.Id, commit, folder.TrimEnd('/'), cancellation))
            .Select(entry => entry.Path ?? "")
            .Where(path => path.StartsWith(folder, StringComparison.Ordinal))
            .Select(path => path[folder.Length..])
            .ToImmutableHashSet(StringComparer.Ordinal);
        var number = names.Max(name => name.EndsWith(IssueSuffix, StringComparison.Ordinal) ? 0 : NumberOf(name)) ?? 0;
        if (number is < 1 or > MostClaims)
        {
            throw new ForgeException($"The branch '{branch}' on GitLab holds no claim of its request. Delete the branch, and protect '{Prefix}*' so that only PoPipeline's account writes there.");
        }

        var file = await FileAsync(commit, $"{number}{Suffix}", cancellation);
        var issue = names.Contains($"{number}{IssueSuffix}") ? (await FileAsync(commit, $"{number}{IssueSuffix}", cancellation)).Issue : null;
        return new Claim(number, file with { Issue = issue });
    }

    private static int? NumberOf(string name) =>
        name.EndsWith(Suffix, StringComparison.Ordinal) && int.TryParse(name.AsSpan(..^Suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private async Task<ClaimFile> FileAsync(string commit, string name, CancellationToken cancellation)
    {
        var bytes = await client.BytesAsync("to show a file", api => api.FileAsync(where.Decisions.Id, folder + name, commit, cancellation), cancellation);
        return Parse(bytes) is { } file && file.Key == key
            ? file
            : throw new ForgeException($"The file '{folder}{name}' on the branch '{branch}' on GitLab is not one that PoPipeline wrote. Delete the branch, and protect '{Prefix}*' so that only PoPipeline's account writes there.");
    }

    private static ClaimFile? Parse(byte[]? bytes)
    {
        try
        {
            return bytes is null ? null : JsonSerializer.Deserialize(bytes, ClaimJson.Default.ClaimFile);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<(bool Made, string Refusal)> CommitAsync(bool makesBranch, string name, ClaimFile file, string message, CancellationToken cancellation)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(file, ClaimJson.Default.ClaimFile);

        // Nothing on these branches is to be built.
        var commit = new CommitCall(branch, makesBranch ? where.Start : null, $"{message}\n\n[skip ci]", [CommitAction.Create(folder + name, content)]);
        var (made, refusal) = await client.TryAsync("to claim a request", api => api.CommitAsync(where.Decisions.Id, commit, cancellation));
        return (made is not null, refusal);
    }
}

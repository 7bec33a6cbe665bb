using System.Collections.Immutable;
using System.Net;
using Octokit;
using PoPipeline.Escaping;
using PoPipeline.Forges;
using PoPipeline.Forges.GitHub;
using PoPipeline.Ledger;
using PoPipeline.Rules.Model;

namespace PoPipeline.Decisions.Trackers.GitHub;

/// <summary>
/// Keeps a ledger on a branch of its own. What changed is sent as git objects first; the branch then moves forward, or is created, in one step
/// that fails where another run was quicker.
/// </summary>
internal sealed class GitHubLedger(GitHubApi api, GitHubPlace place, Func<string> repository) : ILedgerStore
{
    private const int MostFiles = 50_000;
    private const long MostBytes = 1024L * 1024 * 1024;

    private LedgerState? fetched;

    private string Branch => $"heads/popipeline/ledger-{repository()}";

    private string Reading => $"read the ledger on '{Branch[6..]}' of '{place}'";

    private string Writing => $"write the ledger on '{Branch[6..]}' of '{place}'";

    public async Task FetchAsync(string folder, CancellationToken cancellation)
    {
        var files = new LedgerFiles(folder);
        var state = await StateAsync(cancellation);
        var present = files.List();
        var wanted = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, sha) in state.Files.Where(file => present.GetValueOrDefault(file.Key) != file.Value))
        {
            wanted[name] = await BlobAsync(name, sha, cancellation);
        }

        files.Write(wanted);
        files.Remove(present.Keys.Where(name => !state.Files.ContainsKey(name)));
        fetched = state;
    }

    public async Task<bool> PublishAsync(string folder, CancellationToken cancellation)
    {
        var files = new LedgerFiles(folder);
        var before = fetched ?? await StateAsync(cancellation);
        var present = files.List();
        var changed = present.Where(file => before.Files.GetValueOrDefault(file.Key) != file.Value).Select(file => file.Key).Order(StringComparer.Ordinal).ToList();
        var gone = before.Files.Keys.Where(name => !present.ContainsKey(name)).Order(StringComparer.Ordinal).ToList();
        if (changed.Count == 0 && gone.Count == 0)
        {
            return (await HeadAsync(cancellation)) == before.Head;
        }

        List<object> entries = [];
        foreach (var name in changed)
        {
            entries.Add(await EntryAsync(name, files.Read(name), cancellation));
        }

        // Null takes a file away, which Octokit's own item cannot say.
        entries.AddRange(gone.Select(name => new Dictionary<string, object?>(StringComparer.Ordinal) { ["path"] = name, ["mode"] = "100644", ["type"] = "blob", ["sha"] = null }));
        var tree = await api.TreeAsync(Writing, "contents: write", place, before.Tree, entries, cancellation);
        var commit = new NewCommit($"Ledger: {Counted.Of(changed.Count, "file")} written, {gone.Count} removed", tree, before.Head is { } parent ? [parent] : []);
        var sha = (await api.CallAsync(Writing, "contents: write", client => client.Git.Commit.Create(place.Owner, place.Name, commit), cancellation)).Sha;
        if (!await MoveAsync(before.Head, sha, cancellation))
        {
            return false;
        }

        fetched = new LedgerState(sha, tree, present.ToImmutableDictionary(StringComparer.Ordinal));
        return true;
    }

    private async Task<bool> MoveAsync(string? from, string to, CancellationToken cancellation)
    {
        try
        {
            _ = from is null
                ? await api.CallAsync(Writing, "contents: write", client => client.Git.Reference.Create(place.Owner, place.Name, new NewReference($"refs/{Branch}", to)), cancellation)
                : await api.CallAsync(Writing, "contents: write", client => client.Git.Reference.Update(place.Owner, place.Name, Branch, new ReferenceUpdate(to, force: false)), cancellation);
            return true;
        }
        catch (ForgeException refusal) when (refusal.Code() is HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict)
        {
            // Moved by another run, or by an attempt of our own whose answer was lost; a rule that forbids it leaves the branch where it was.
            var now = await HeadAsync(cancellation);
            if (now == from && now != to)
            {
                throw;
            }

            return now == to;
        }
    }

    private async Task<object> EntryAsync(string name, byte[] content, CancellationToken cancellation)
    {
        var blob = new NewBlob { Encoding = EncodingType.Base64, Content = Convert.ToBase64String(content) };
        var sha = (await api.CallAsync(Writing, "contents: write", client => client.Git.Blob.Create(place.Owner, place.Name, blob), cancellation)).Sha;
        return new Dictionary<string, object>(StringComparer.Ordinal) { ["path"] = name, ["mode"] = "100644", ["type"] = "blob", ["sha"] = sha };
    }

    private async Task<string?> HeadAsync(CancellationToken cancellation)
    {
        try
        {
            return (await api.GetAsync(Reading, "contents: read", $"{place.Path}/git/ref/{Branch}", RestJson.Default.Reference, cancellation)).Object.Sha;
        }
        catch (ForgeException refusal) when (refusal.Code() is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<LedgerState> StateAsync(CancellationToken cancellation)
    {
        if (await HeadAsync(cancellation) is not { } head)
        {
            return new LedgerState(null, null, ImmutableDictionary<string, string>.Empty);
        }

        var commit = await api.GetAsync(Reading, "contents: read", $"{place.Path}/git/commits/{Uri.EscapeDataString(head)}", RestJson.Default.GitCommit, cancellation);
        var tree = await api.GetAsync(Reading, "contents: read", $"{place.Path}/git/trees/{Uri.EscapeDataString(commit.Tree.Sha)}?recursive=1", RestJson.Default.Tree, cancellation);
        ImmutableArray<Rest.TreeEntry> blobs = tree.Entries.IsDefault ? [] : [.. tree.Entries.Where(entry => entry is { Type: "blob", Sha: not null })];
        if (tree.Truncated || blobs.Length > MostFiles || blobs.Sum(entry => Math.Clamp(entry.Size ?? 0, 0, MostBytes)) > MostBytes)
        {
            throw new ForgeException($"The branch '{Branch[6..]}' of '{place}' holds more than a ledger has.");
        }

        var files = blobs.Where(entry => LedgerFiles.IsName(entry.Path)).DistinctBy(entry => entry.Path, StringComparer.Ordinal);
        return new LedgerState(head, commit.Tree.Sha, files.ToImmutableDictionary(entry => entry.Path, entry => entry.Sha!, StringComparer.Ordinal));
    }

    private async Task<byte[]> BlobAsync(string name, string sha, CancellationToken cancellation)
    {
        var blob = await api.GetAsync(Reading, "contents: read", $"{place.Path}/git/blobs/{Uri.EscapeDataString(sha)}", RestJson.Default.Blob, cancellation);
        var bytes = new byte[blob.Content.Length];
        return blob.Encoding is "base64" && Convert.TryFromBase64String(blob.Content, bytes, out var length)
            && bytes[..length] is var content && LedgerFiles.IdOf(content) == sha
            ? content
            : throw new ForgeException($"GitHub gives no content of '{Untrusted.Plain(name)}' on '{Branch[6..]}' of '{place}'.");
    }
}

/// <summary>What the branch of a ledger holds.</summary>
/// <param name="Head">Its commit; null where there is no branch yet.</param>
/// <param name="Tree">The tree of that commit.</param>
/// <param name="Files">The files of the ledger, with the git ids of their content.</param>
internal sealed record LedgerState(string? Head, string? Tree, ImmutableDictionary<string, string> Files);

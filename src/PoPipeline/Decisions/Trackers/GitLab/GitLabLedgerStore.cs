using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PoPipeline.Forges;
using PoPipeline.Forges.GitLab;
using PoPipeline.Forges.GitLab.Api;
using PoPipeline.Ledger;

namespace PoPipeline.Decisions.Trackers.GitLab;

/// <summary>
/// Keeps a ledger on a branch of the project of the decisions. Each commit replaces a file that is named after the checkpoint before by one that is named
/// after the new one: where another run was first, that file is gone, and GitLab refuses the whole commit, at the very moment at which it would move the branch.
/// </summary>
internal sealed class GitLabLedgerStore(GitLabClient client, Func<CancellationToken, Task<RepositoryLocation>> locate) : ILedgerStore
{
    /// <summary>What the branches of ledgers start with; the number of the judged project follows.</summary>
    public const string Prefix = "popipeline/ledger-";

    // GitLab takes 300 MiB, slowly; a ledger that grew by more than this between two runs is not one that they wrote.
    private const int MostBytes = 64 * 1024 * 1024;
    private const string HeadFolder = "head/";

    private State? fetched;

    /// <inheritdoc/>
    public async Task FetchAsync(string folder, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var where = await locate(cancellation);
        var state = await StateAsync(where, cancellation);
        var local = LocalFiles(folder);
        foreach (var name in local.Where(name => !state.Files.ContainsKey(name)))
        {
            // With the folders that it leaves empty: they would look like a ledger whose checkpoint is gone.
            new LedgerFiles(folder).Remove(name);
        }

        // The checkpoint last: whoever finds it finds what it speaks of.
        foreach (var (name, id) in state.Files.OrderBy(file => file.Key is LedgerFiles.CheckpointFile).ThenBy(file => file.Key, StringComparer.Ordinal))
        {
            var path = PathOf(folder, name);
            if (File.Exists(path) && LedgerFiles.IdOf(await File.ReadAllBytesAsync(path, cancellation)) == id)
            {
                continue;
            }

            var bytes = await client.BytesAsync("to show a file of the ledger", api => api.FileAsync(where.Decisions.Id, Root(where) + name, state.Commit, cancellation), cancellation);
            if (bytes is null || LedgerFiles.IdOf(bytes) != id)
            {
                throw new ForgeException($"The file '{name}' of the ledger on GitLab is not what its branch says.");
            }

            RequireNoLink(folder, path);
            _ = Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder);
            await File.WriteAllBytesAsync(path, bytes, cancellation);
        }

        fetched = state;
    }

    /// <inheritdoc/>
    public async Task<bool> PublishAsync(string folder, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var before = fetched ?? throw new InvalidOperationException("A ledger is fetched before it is published.");
        var where = await locate(cancellation);
        var actions = ImmutableArray.CreateBuilder<CommitAction>();
        var files = before.Files.ToBuilder();
        var size = 0L;
        var local = LocalFiles(folder);
        foreach (var name in local)
        {
            var bytes = await File.ReadAllBytesAsync(PathOf(folder, name), cancellation);
            var id = LedgerFiles.IdOf(bytes);
            var known = before.Files.GetValueOrDefault(name);
            if (known != id)
            {
                size += bytes.Length;
                actions.Add(known is null ? CommitAction.Create(Root(where) + name, bytes) : CommitAction.Update(Root(where) + name, bytes));
                files[name] = id;
            }
        }

        foreach (var name in before.Files.Keys.Except(local, StringComparer.Ordinal))
        {
            actions.Add(CommitAction.Delete(Root(where) + name));
            files.Remove(name);
        }

        if (actions.Count == 0)
        {
            return true;
        }

        if (size > MostBytes)
        {
            throw new ForgeException($"The ledger has grown by more than {MostBytes / (1024 * 1024)} MiB since it was fetched, which is not published.");
        }

        var head = HeadFolder + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Value} {file.Key}")))));
        actions.Add(CommitAction.Create(Root(where) + head, "\n"u8));
        if (before.Head is { } old)
        {
            actions.Add(CommitAction.Delete(Root(where) + old));
        }

        return await CommitAsync(where, before, actions.ToImmutable(), new State(true, "", head, files.ToImmutable()), cancellation);
    }

    private static string BranchOf(RepositoryLocation where) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{where.Judged.Id}");

    private static string Root(RepositoryLocation where) => string.Create(CultureInfo.InvariantCulture, $".popipeline-ledger/{where.Judged.Id}/");

    private static string PathOf(string folder, string name) => Path.Combine(folder, name.Replace('/', Path.DirectorySeparatorChar));

    // Where the folder lies in a repository, a link in it would lead what is written to anywhere.
    private static void RequireNoLink(string folder, string path)
    {
        if (WritablePath.LinkIn(path, folder) is { } link)
        {
            throw new ForgeException($"'{link}' is a link, and the ledger is not written through it. Remove it.");
        }
    }

    private static ImmutableArray<string> LocalFiles(string folder) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(LedgerFiles.IsName)
            .Order(StringComparer.Ordinal)];

    private async Task<bool> CommitAsync(RepositoryLocation where, State before, ImmutableArray<CommitAction> actions, State after, CancellationToken cancellation)
    {
        var call = new CommitCall(BranchOf(where), before.IsThere ? null : where.Start, "Append to the ledger of decisions\n\n[skip ci]", actions);
        var (made, refusal) = await client.TryAsync("to publish the ledger", api => api.CommitAsync(where.Decisions.Id, call, cancellation));
        if (made is not null)
        {
            fetched = after;
            return true;
        }

        // GitLab says 400 to whoever comes second and to whoever may not come at all.
        var now = await StateAsync(where, cancellation);
        return now.IsThere != before.IsThere || now.Head != before.Head
            ? false
            : throw new ForgeException(
                $"GitLab refuses to publish the ledger on the branch '{BranchOf(where)}' of '{where.Decisions.PathWithNamespace}': '{refusal}'. Let the account of the token make and push to branches of that name.");
    }

    private async Task<State> StateAsync(RepositoryLocation where, CancellationToken cancellation)
    {
        var branch = await client.FindAsync("to show the branch of the ledger", api => api.BranchAsync(where.Decisions.Id, BranchOf(where), cancellation));
        if (branch?.Commit?.Id is not { Length: > 0 } commit)
        {
            return new State(false, "", null, ImmutableDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal));
        }

        var root = Root(where);
        var blobs = (await client.TreeAsync(where.Decisions.Id, commit, root.TrimEnd('/'), cancellation))
            .Where(entry => entry is { Type: "blob", Mode: "100644" or "100755", Id.Length: > 0 } && entry.Path?.StartsWith(root, StringComparison.Ordinal) is true)
            .Select(entry => (Name: entry.Path![root.Length..], Id: entry.Id!))
            .DistinctBy(entry => entry.Name)
            .ToList();
        var heads = blobs.Where(blob => blob.Name.StartsWith(HeadFolder, StringComparison.Ordinal)).Select(blob => blob.Name).Order(StringComparer.Ordinal).ToList();
        return new State(
            true,
            commit,
            heads.FirstOrDefault(),
            blobs.Where(blob => LedgerFiles.IsName(blob.Name)).ToImmutableDictionary(blob => blob.Name, blob => blob.Id, StringComparer.Ordinal));
    }

    /// <summary>What the branch holds.</summary>
    /// <param name="IsThere">Whether there is a branch.</param>
    /// <param name="Commit">Its commit, as it was read.</param>
    /// <param name="Head">The file that is named after the state.</param>
    /// <param name="Files">The files of the ledger with the ids of their blobs.</param>
    private sealed record State(bool IsThere, string Commit, string? Head, ImmutableDictionary<string, string> Files);
}

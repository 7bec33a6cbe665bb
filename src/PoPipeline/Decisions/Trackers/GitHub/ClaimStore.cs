using System.Net;
using Octokit;
using PoPipeline.Forges;
using PoPipeline.Forges.GitHub;

namespace PoPipeline.Decisions.Trackers.GitHub;

/// <summary>Reads and moves the refs of claims. A ref is only created or moved forward, never forced, so of several at once one wins.</summary>
internal sealed class ClaimStore(GitHubApi api, GitHubPlace place)
{
    private const string Permission = "contents: write";
    private const string Explanation = "PoPipeline claims here, by the message of the commit, that it files an issue once.\nThe branch can go when the issue is closed for good.\n";

    private readonly string holder = Guid.NewGuid().ToString("N");
    private string? tree;

    private string Doing => $"claim the right to file an issue in '{place}'";

    /// <summary>Whether this run has a claim.</summary>
    public bool IsOurs(HeldClaim held) => held.Claim?.Holder == holder;

    /// <summary>The claim of a key; null where there is none.</summary>
    public async Task<HeldClaim?> FindAsync(string key, CancellationToken cancellation)
    {
        try
        {
            var reference = await api.GetAsync(Doing, "contents: read", $"{place.Path}/git/ref/{Claim.RefOf(key)}", RestJson.Default.Reference, cancellation);
            var commit = await api.GetAsync(Doing, "contents: read", $"{place.Path}/git/commits/{Uri.EscapeDataString(reference.Object.Sha)}", RestJson.Default.GitCommit, cancellation);
            return new HeldClaim(commit.Sha, Claim.Read(commit.Message, key));
        }
        catch (ForgeException refusal) when (refusal.Code() is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Makes a claim where there is none.</summary>
    /// <returns>The claim that is there afterwards, ours or another's.</returns>
    public async Task<HeldClaim> MakeAsync(string key, CancellationToken cancellation)
    {
        var claim = new Claim(key, holder, api.Now, null);
        var sha = await CommitAsync(claim, parent: null, cancellation);
        try
        {
            _ = await api.CallAsync(Doing, Permission, client => client.Git.Reference.Create(place.Owner, place.Name, new NewReference($"refs/{Claim.RefOf(key)}", sha)), cancellation);
            return new HeldClaim(sha, claim);
        }
        catch (ForgeException refusal) when (refusal.Code() is HttpStatusCode.UnprocessableEntity)
        {
            // It is there already, perhaps from an attempt of our own whose answer was lost; a rule that forbids it leaves nothing there.
            if (await FindAsync(key, cancellation) is { } present)
            {
                return present;
            }

            throw;
        }
    }

    /// <summary>Puts a claim of ours on top of one that is there, with or without the number of an issue.</summary>
    /// <returns>The claim that is there afterwards, ours or another's.</returns>
    public async Task<HeldClaim?> MoveAsync(HeldClaim held, string key, int? issue, CancellationToken cancellation)
    {
        var claim = new Claim(key, holder, api.Now, issue);
        var sha = await CommitAsync(claim, held.Sha, cancellation);
        try
        {
            _ = await api.CallAsync(Doing, Permission, client => client.Git.Reference.Update(place.Owner, place.Name, Claim.RefOf(key), new ReferenceUpdate(sha, force: false)), cancellation);
            return new HeldClaim(sha, claim);
        }
        catch (ForgeException refusal) when (refusal.Code() is HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict)
        {
            var now = await FindAsync(key, cancellation);
            if (now?.Sha == held.Sha)
            {
                throw;
            }

            return now;
        }
    }

    private async Task<string> CommitAsync(Claim claim, string? parent, CancellationToken cancellation)
    {
        // An empty tree would do, but GitHub makes none.
        tree ??= (await api.CallAsync(Doing, Permission, client => client.Git.Tree.Create(place.Owner, place.Name, Readme()), cancellation)).Sha;
        var commit = new NewCommit(claim.Write(), tree, parent is null ? [] : [parent]);
        return (await api.CallAsync(Doing, Permission, client => client.Git.Commit.Create(place.Owner, place.Name, commit), cancellation)).Sha;
    }

    private static NewTree Readme()
    {
        var readme = new NewTree();
        readme.Tree.Add(new NewTreeItem { Path = "README", Mode = "100644", Type = TreeType.Blob, Content = Explanation });
        return readme;
    }
}

/// <summary>A claim as the repository holds it now.</summary>
/// <param name="Sha">The commit that the ref names.</param>
/// <param name="Claim">What it says; null where it says nothing that is a claim of the key, and so holds nobody off for long.</param>
internal sealed record HeldClaim(string Sha, Claim? Claim);

namespace PoPipeline.Decisions.Trackers.GitHub;

/// <summary>A claim as the repository holds it now.</summary>
/// <param name="Sha">The commit that the ref names.</param>
/// <param name="Claim">What it says; null where it says nothing that is a claim of the key, and so holds nobody off for long.</param>
internal sealed record HeldClaim(string Sha, Claim? Claim);

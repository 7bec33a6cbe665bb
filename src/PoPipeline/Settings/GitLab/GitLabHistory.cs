using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>Makes facts of what GitLab says of the latest commits.</summary>
internal static class GitLabHistory
{
    /// <summary>The hashes of the latest commits.</summary>
    /// <param name="commits">The list.</param>
    public static ImmutableArray<string> Hashes(ForgeReply commits) => commits.IsGiven
        ? [.. commits.Json.Items().Select(commit => commit.Text("id")).OfType<string>().Where(GitLabQuery.IsHash).Take(GitLabQuery.MostCommits)]
        : [];

    /// <summary>The latest commits with their signatures.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="commits">The list.</param>
    /// <param name="hashes">The hashes that were asked for.</param>
    /// <param name="answer">The answer on the project with their signatures.</param>
    public static Observed<SignedHistory> Of(GitLabForge forge, ForgeReply commits, ImmutableArray<string> hashes, ForgeReply answer)
    {
        if (!commits.IsGiven || !answer.IsGiven)
        {
            return forge.Refused<SignedHistory>(ForgeSetting.CommitSignatures, commits.IsGiven ? answer : commits);
        }

        if (commits.Json.ValueKind is not JsonValueKind.Array || hashes.Length < Math.Min(commits.Json.GetArrayLength(), GitLabQuery.MostCommits))
        {
            return GitLabAccess.For(ForgeSetting.CommitSignatures).Lacks<SignedHistory>("id");
        }

        if (hashes.IsEmpty)
        {
            return Observed<SignedHistory>.Unavailable("the project has no commit yet");
        }

        var repository = answer.Json.Object("project").Object("repository");
        return repository.ValueKind is JsonValueKind.Object
            ? Observed<SignedHistory>.Known(new SignedHistory([.. hashes.Select((hash, index) => Signature(hash, repository.Object(GitLabQuery.CommitName(index)).Object("lastCommit")))]))
            : GitLabAccess.For(ForgeSetting.CommitSignatures).Lacks<SignedHistory>("repository");
    }

    // The last commit of a tree is the commit that it is of, unless GitLab passes over one that changes nothing.
    private static CommitSignature Signature(string hash, JsonElement commit)
    {
        var signature = hash.Equals(commit.Text("sha"), StringComparison.OrdinalIgnoreCase) ? commit.Object("signature") : default;
        var status = signature.Text("verificationStatus");
        var state = signature.ValueKind switch
        {
            JsonValueKind.Null => SignatureState.None,
            JsonValueKind.Object => status switch
            {
                null => SignatureState.Unknown,
                "VERIFIED" or "VERIFIED_SYSTEM" or "VERIFIED_CA" => SignatureState.Verified,
                _ => SignatureState.Unverified,
            },
            _ => SignatureState.Unknown,
        };
        return new CommitSignature(hash, state, status?.ToLowerInvariant());
    }
}

using System.Collections.Immutable;
using PoPipeline.Forges.GitLab;
using PoPipeline.Forges.Http;

namespace PoPipeline.Settings.GitLab;

/// <summary>What GitLab's tokens tell of themselves; see https://docs.gitlab.com/security/tokens/#token-prefixes.</summary>
internal static class GitLabTokenFacts
{
    private const string OfAccess = "a personal, project or group access token";
    private const string OfJob = "CI_JOB_TOKEN, the token of a job, which reads no settings";
    private const string AdminMode = "admin_mode";

    // By the beginning that GitLab documents; whoever runs a server can put a name of its own before it.
    private static readonly ImmutableArray<(string Prefix, string Kind)> Kinds =
    [
        ("glpat-", OfAccess),
        ("glcbt-", OfJob),
        ("gldt-", "a deploy token, which reads no settings"),
        ("glptt-", "a trigger token, which reads no settings"),
        ("glrt-", "a token of a runner, which reads no settings"),
        ("glft-", "a feed token, which reads no settings"),
    ];

    /// <summary>What is known of a token.</summary>
    /// <param name="token">The token; null for none.</param>
    /// <param name="self">What GitLab answers about it.</param>
    /// <param name="isGitLabCom">Whether it is GitLab.com, which has no administrators among its users.</param>
    public static TokenFacts Of(GitLabToken? token, ForgeReply self, bool isGitLabCom)
    {
        if (token is null)
        {
            return TokenFacts.None;
        }

        var isTold = self.IsGiven && self.Json.HasItems("scopes");
        var kind = token.IsOfJob ? OfJob : isTold ? OfAccess : KindOf(token.Secret.Reveal());
        if (!isTold)
        {
            return new TokenFacts { Kind = kind };
        }

        ImmutableArray<string> scopes = [.. self.Json.Items("scopes").Select(scope => Exchange.Shown(scope.ToString())).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new TokenFacts { Kind = kind, Scopes = scopes, Excess = [.. scopes.Select(scope => ExcessOf(scope, isGitLabCom)).OfType<string>()] };
    }

    private static string KindOf(string token) => Kinds.FirstOrDefault(kind => token.StartsWith(kind.Prefix, StringComparison.Ordinal) || token.Contains($"-{kind.Prefix}", StringComparison.Ordinal)).Kind ?? TokenFacts.UntoldKind;

    private static string? ExcessOf(string scope, bool isGitLabCom) => scope switch
    {
        GitLabAccess.ReadApi => null,
        "api" => $"'{scope}' can write everything that its account can; '{GitLabAccess.ReadApi}' suffices",
        "sudo" => $"'{scope}' can act as any user of the server; '{GitLabAccess.ReadApi}' suffices",

        // A server that has it on tells its settings to no administrator without it.
        AdminMode when !isGitLabCom => null,
        _ => $"'{scope}' is more than any check needs: '{GitLabAccess.ReadApi}' suffices",
    };
}

using System.Collections.Immutable;
using PoPipeline.Forges.Http;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Settings.GitHub;

/// <summary>What GitHub's tokens tell of themselves; see https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github.</summary>
internal static class GitHubToken
{
    private const string FineGrained = "github_pat_";
    private const string Repository = "repo";
    private const string Organization = "admin:org";
    private const string OrganizationHooks = "admin:org_hook";

    // By the beginning that GitHub documents.
    private static readonly ImmutableArray<(string Prefix, string Kind)> Kinds =
    [
        (FineGrained, "a fine-grained personal access token"),
        ("ghp_", "a classic personal access token"),
        ("gho_", "a token of an OAuth app"),
        ("ghu_", "a token of a GitHub App in the name of a user"),
        ("ghs_", "a token of the installation of a GitHub App, such as GITHUB_TOKEN"),
        ("ghr_", "a refresh token of a GitHub App, which GitHub takes for no request"),
    ];

    private static readonly ImmutableHashSet<ForgeSetting> OfRepository = [.. SettingStates.Of(new RepositorySettings { Name = "", Url = "" }).Select(state => state.Setting)];

    // Of each of its repositories an organisation is asked for a part.
    private static readonly ImmutableHashSet<ForgeSetting> OfOrganization =
    [
        .. SettingStates.Of(new OrganizationSettings { Name = "", Url = "" }).Select(state => state.Setting),
        ForgeSetting.Repository, ForgeSetting.BranchProtection, ForgeSetting.CommitSignatures, ForgeSetting.OutsideCollaborators,
    ];

    /// <summary>What is known of a token.</summary>
    /// <param name="token">The token; null for none.</param>
    /// <param name="said">The scopes as GitHub names them in the header of an answer; null where it names none, as for all but classic tokens and those of OAuth apps.</param>
    /// <param name="isOrganization">Whether an organisation is asked about.</param>
    public static TokenFacts Of(Secret? token, string? said, bool isOrganization)
    {
        if (token is null)
        {
            return TokenFacts.None;
        }

        var kind = Kinds.FirstOrDefault(kind => token.Reveal().StartsWith(kind.Prefix, StringComparison.Ordinal)).Kind ?? TokenFacts.UntoldKind;
        if (said is null)
        {
            return new TokenFacts { Kind = kind };
        }

        ImmutableArray<string> scopes = [.. said.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(scope => Exchange.Shown(scope)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new TokenFacts { Kind = kind, Scopes = scopes, Excess = [.. scopes.Select(scope => ExcessOf(scope, isOrganization)).OfType<string>()] };
    }

    private static string? ExcessOf(string scope, bool isOrganization)
    {
        var needed = GitHubAccess.All.Where(access => IsAsked(access.Setting, isOrganization)).ToList();

        // What only an app can see no token of a person sees.
        var permissions = string.Join(", ", needed.Where(access => access.Setting is not ForgeSetting.OrganizationTokens).Select(access => access.Permission).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return scope switch
        {
            Repository => $"'{scope}' can write to every repository of its account; classic tokens have no smaller scope for what is read. A fine-grained token reads the same and writes nothing, with: {permissions}",
            Organization when isOrganization => $"'{scope}' can change the organization; classic tokens have no smaller scope for what is read. A fine-grained token reads the same and writes nothing, with: {permissions}",
            "write:org" or Organization => $"'{scope}' can change the organization; {(isOrganization ? "'read:org' suffices for its members" : "no check of a repository needs it")}",
            OrganizationHooks when isOrganization => $"'{scope}' can change the webhooks of the organization; classic tokens have no smaller scope that reads them. A fine-grained token does, with: Webhooks: read",
            "admin:repo_hook" or "write:repo_hook" => $"'{scope}' can change webhooks; 'read:repo_hook' suffices",
            "public_repo" => $"'{scope}' can write to every public repository of its account; a fine-grained token reads the same and writes nothing, with: {permissions}",
            _ when needed.Any(access => access.Scope.Split([' ', ',']).Contains(scope, StringComparer.Ordinal)) => null,
            _ => $"'{scope}' is more than any check needs: leave it out",
        };
    }

    // What the checks of an organisation ask of it and its repositories together, or those of a repository alone.
    private static bool IsAsked(ForgeSetting setting, bool isOrganization) => (isOrganization ? OfOrganization : OfRepository).Contains(setting);
}

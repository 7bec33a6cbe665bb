using System.Collections.Immutable;
using System.Text.Json;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>Makes facts of the keys and tokens of projects and groups. What is revoked or has ended lets nobody in, and is left out.</summary>
internal static class GitLabKeys
{
    /// <summary>The keys and tokens of a project. A list that is missing would look as if there were none, so that it makes all of them unknown.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="deployKeys">Its deploy keys.</param>
    /// <param name="deployTokens">Its deploy tokens.</param>
    /// <param name="accessTokens">Its access tokens.</param>
    public static Observed<AccessKeyList> OfProject(GitLabForge forge, ForgeReply deployKeys, ForgeReply deployTokens, ForgeReply accessTokens) => Join(
        forge,
        ForgeSetting.RepositoryKeys,
        (deployKeys, DeployKey),
        (deployTokens, DeployToken),
        (accessTokens, token => AccessToken(token, "project access token")));

    /// <summary>The tokens of a group.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="deployTokens">Its deploy tokens.</param>
    /// <param name="accessTokens">Its access tokens.</param>
    public static Observed<AccessKeyList> OfGroup(GitLabForge forge, ForgeReply deployTokens, ForgeReply accessTokens) =>
        Join(forge, ForgeSetting.OrganizationTokens, (deployTokens, DeployToken), (accessTokens, token => AccessToken(token, "group access token")));

    private static Observed<AccessKeyList> Join(GitLabForge forge, ForgeSetting setting, params ReadOnlySpan<(ForgeReply Reply, Func<JsonElement, AccessKey?> Read)> lists)
    {
        var keys = ImmutableArray.CreateBuilder<AccessKey>();
        foreach (var (reply, read) in lists)
        {
            if (!reply.IsGiven)
            {
                return forge.Refused<AccessKeyList>(setting, reply);
            }

            keys.AddRange(reply.Json.Items().Select(read).OfType<AccessKey>());
        }

        return Observed<AccessKeyList>.Known(new AccessKeyList([.. keys.OrderBy(key => key.Kind, StringComparer.Ordinal).ThenBy(key => key.Name, StringComparer.Ordinal)]));
    }

    private static AccessKey DeployKey(JsonElement key) => new()
    {
        Name = key.Text("title") ?? "",
        Kind = "deploy key",
        MayWrite = key.Flag("can_push"),
        CreatedAt = key.Moment("created_at"),
        UsedAt = key.Moment("last_used_at"),
        TellsUse = key.Object("last_used_at").ValueKind is not JsonValueKind.Undefined,
        EndsAt = key.Moment("expires_at"),
        MayEnd = true,
    };

    private static AccessKey? DeployToken(JsonElement token) => token.Flag("revoked") is true || token.Flag("expired") is true
        ? null
        : new AccessKey { Name = token.Text("name") ?? "", Kind = "deploy token", MayWrite = MayWrite(token), EndsAt = token.Moment("expires_at"), MayEnd = true };

    private static AccessKey? AccessToken(JsonElement token, string kind) => token.Flag("revoked") is true || token.Flag("active") is false
        ? null
        : new AccessKey
        {
            Name = token.Text("name") ?? "",
            Kind = kind,
            MayWrite = MayWrite(token),
            CreatedAt = token.Moment("created_at"),
            UsedAt = token.Moment("last_used_at"),
            TellsUse = token.Object("last_used_at").ValueKind is not JsonValueKind.Undefined,
            EndsAt = token.Moment("expires_at"),
            MayEnd = true,
        };

    // What only reads says so.
    private static bool? MayWrite(JsonElement token) => token.HasItems("scopes")
        ? token.Items("scopes").Any(scope => scope.ValueKind is JsonValueKind.String && !scope.GetString()!.StartsWith("read_", StringComparison.Ordinal))
        : null;
}

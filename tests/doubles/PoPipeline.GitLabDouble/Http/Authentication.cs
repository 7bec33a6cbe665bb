using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PoPipeline.Doubles.GitLab.State;

namespace PoPipeline.Doubles.GitLab.Http;

/// <summary>Finds out who asks: https://docs.gitlab.com/api/rest/authentication/.</summary>
internal static class Authentication
{
    private const string Bearer = "Bearer ";

    /// <summary>The caller of a request.</summary>
    /// <exception cref="Refusal">401 or 403: the token is unknown, expired, revoked, or that of a blocked user.</exception>
    public static Caller Of(World world, IHeaderDictionary headers)
    {
        var personal = headers["PRIVATE-TOKEN"].ToString();
        var job = headers["JOB-TOKEN"].ToString();
        var bearer = headers.Authorization.ToString();
        var token = (personal, job, bearer) switch
        {
            ({ Length: > 0 }, _, _) => Find(personal, TokenKind.Personal),
            (_, { Length: > 0 }, _) => Find(job, TokenKind.Job),
            (_, _, { Length: > 0 }) when bearer.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) => Find(bearer[Bearer.Length..], TokenKind.Personal, TokenKind.OAuth),
            _ => null,
        };
        if (token is null)
        {
            return Caller.Nobody;
        }

        if (token.Revoked)
        {
            throw InvalidToken("Token was revoked. You have to re-authorize from the user.");
        }

        if (token.ExpiresAt <= world.Clock.Now)
        {
            throw InvalidToken("Token is expired. You can either do re-authorization or token refresh.");
        }

        return token.User.State is "active" ? new Caller(token.User, token) : throw Refusal.Forbidden($"Your account has been {token.User.State}.");

        Token Find(string text, params TokenKind[] kinds) =>
            world.Tokens.TryGetValue(text, out var found) && kinds.Contains(found.Kind) ? found : throw Refusal.Unauthorized();
    }

    /// <summary>Refuses what the token's scopes do not cover.</summary>
    /// <exception cref="Refusal">403.</exception>
    public static void RequireScope(Caller caller, bool write)
    {
        if (caller.Token is { Kind: not TokenKind.Job } token && !token.Scopes.Contains("api", StringComparer.Ordinal) && (write || !token.Scopes.Contains("read_api", StringComparer.Ordinal)))
        {
            throw new Refusal(403, new JsonObject
            {
                ["error"] = "insufficient_scope",
                ["error_description"] = "The request requires higher privileges than provided by the access token.",
                ["scope"] = write ? "api" : "api read_api",
            });
        }
    }

    private static Refusal InvalidToken(string why) => new(401, new JsonObject { ["error"] = "invalid_token", ["error_description"] = why });
}

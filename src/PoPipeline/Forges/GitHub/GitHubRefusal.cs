using System.Globalization;
using System.Net;
using Octokit;
using PoPipeline.Escaping;
using PoPipeline.Forges.Http;

namespace PoPipeline.Forges.GitHub;

/// <summary>Says what GitHub refused, and what is missing.</summary>
internal static class GitHubRefusal
{
    private const int LongestQuote = 200;

    /// <summary>The refusal as the exception of a tracker.</summary>
    /// <param name="doing">What was to be done, after "to": <c>read the issues of 'acme/app'</c>.</param>
    /// <param name="permission">The permission that it needs: <c>issues: write</c>.</param>
    /// <param name="token">The token, which is no part of any message.</param>
    /// <param name="refusal">What happened.</param>
    public static ForgeException Explain(string doing, string permission, Secret? token, ApiException refusal)
    {
        var code = ((int)refusal.StatusCode).ToString(CultureInfo.InvariantCulture);
        var said = Said(token, refusal) is { Length: > 0 } words ? $"{code}, '{words}'" : code;
        var cause = refusal.StatusCode switch
        {
            HttpStatusCode.Unauthorized when token is null => "there is no token; set POPIPELINE_TOKEN",
            HttpStatusCode.Unauthorized => "the token is not valid, or has expired",
            HttpStatusCode.Forbidden => $"the token lacks the permission '{permission}'",
            HttpStatusCode.NotFound => $"it is not there, or the token may not see it, which takes the permission '{permission}'",
            HttpStatusCode.Gone => "it was deleted, or issues are turned off in this repository",
            HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict => "a rule of the repository may forbid it",
            _ => "which is no answer to expect",
        };
        return new ForgeException($"GitHub refuses to {doing} ({said}): {cause}.", refusal);
    }

    /// <summary>The code with which GitHub refused; null where it is another failure.</summary>
    public static HttpStatusCode? Code(this ForgeException exception) => (exception.InnerException as ApiException)?.StatusCode;

    private static string Said(Secret? token, ApiException refusal)
    {
        var words = refusal.ApiError?.Message ?? "";
        return Untrusted.Plain(Untrusted.Cut(token is null ? words : token.RemoveFrom(words), LongestQuote)).Replace('\'', '’');
    }
}

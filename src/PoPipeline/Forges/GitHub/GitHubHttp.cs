using System.Collections.Immutable;
using PoPipeline.Forges.Http;

namespace PoPipeline.Forges.GitHub;

/// <summary>How GitHub is to be spoken to.</summary>
internal static class GitHubHttp
{
    private const string GraphPath = "graphql";

    // An issue that is made late could be a second one: who waits for longer looks again first.
    private static readonly TimeSpan LongestWaitForIssue = TimeSpan.FromSeconds(10);

    public static ForgeHttpOptions Options(GitHubOptions options) => new()
    {
        Service = "GitHub",
        BaseAddress = options.Address,
        Token = options.Token,
        Headers = ImmutableDictionary<string, string>.Empty.Add("X-GitHub-Api-Version", "2022-11-28"),
        IsRepeatable = request => request.Method != HttpMethod.Post || !MakesText(request),
        IsWrite = request => request.Method != HttpMethod.Get && request.Method != HttpMethod.Head && !EndsWith(request, $"/{GraphPath}"),
        LongestWait = request => request.Method == HttpMethod.Post && EndsWith(request, "/issues") ? LongestWaitForIssue : TimeSpan.MaxValue,
        Time = options.Time,
        RetryBudget = options.RetryBudget,
        Sender = options.Sender,
    };

    /// <summary>Where the GraphQL API is: beside the REST API, on a server of one's own one step up.</summary>
    public static Uri GraphAddress(Uri address) => new(address, address.AbsolutePath.EndsWith("/v3/", StringComparison.Ordinal) ? $"../{GraphPath}" : GraphPath);

    /// <summary>The host of the pages of a server: <c>github.com</c>.</summary>
    public static string WebHost(Uri address)
    {
        const string prefix = "api.";
        var host = address.IsDefaultPort ? address.IdnHost : $"{address.IdnHost}:{address.Port}";
        host = host.ToLowerInvariant();
        return host is "api.github.com" || (host.StartsWith(prefix, StringComparison.Ordinal) && host.EndsWith(".ghe.com", StringComparison.Ordinal)) ? host[prefix.Length..] : host;
    }

    // Issues and comments are new each time. What is named by its content, a query, a label or a ref is what it is, once or twice.
    private static bool MakesText(HttpRequestMessage request) => EndsWith(request, "/issues") || EndsWith(request, "/comments");

    private static bool EndsWith(HttpRequestMessage request, string end) => request.RequestUri?.AbsolutePath.EndsWith(end, StringComparison.Ordinal) is true;
}

using System.Globalization;
using System.Text.RegularExpressions;
using PoPipeline.Forges.Http;

namespace PoPipeline.Forges.GitHub;

/// <summary>Reads from the environment of a program how to speak to GitHub. It is read once, where the program starts.</summary>
public static partial class GitHubEnvironment
{
    private const string PublicHost = "github.com";

    /// <summary>Reads it.</summary>
    /// <param name="variable">The value of a variable of the environment; null where it is not set.</param>
    /// <param name="remote">The address of the repository's remote, as git knows it; null where it has none.</param>
    /// <param name="records">The repository of the records as the policy names it; null for the judged one.</param>
    /// <returns>The options; null where neither the environment nor the remote names a repository.</returns>
    public static GitHubOptions? Read(Func<string, string?> variable, string? remote, string? records)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var (host, path) = Remote(remote);
        var told = Set(variable("GITHUB_API_URL"));
        var repository = Set(variable("GITHUB_REPOSITORY")) ?? path;
        if (repository is null || GitHubPlace.Parse(repository) is null)
        {
            return null;
        }

        var address = told is not null && Uri.TryCreate(told.TrimEnd('/') + "/", UriKind.Absolute, out var api) ? api : AddressOf(host ?? PublicHost);
        return new GitHubOptions
        {
            Address = address,
            Token = Token(variable, address, told),
            Repository = repository,
            Records = Set(records),
            PullRequest = PullRequestOf(variable("GITHUB_REF")),
            Head = PullRequestOf(variable("GITHUB_REF")) is null ? Set(variable("GITHUB_SHA")) : null,
        };
    }

    /// <summary>Reads how to speak to a server that somebody names, about a repository or an organisation of it.</summary>
    /// <param name="server">The web address of the server: <c>https://github.com</c>.</param>
    /// <param name="path">The path of the repository or the organisation.</param>
    /// <param name="variable">The value of a variable of the environment; null where it is not set.</param>
    internal static GitHubOptions For(string server, string path, Func<string, string?> variable)
    {
        // The address of the API that a job is told of is that of the server whose job it is.
        var isOfJob = Set(variable("GITHUB_SERVER_URL"))?.TrimEnd('/').Equals(server, StringComparison.OrdinalIgnoreCase) is true;
        var told = isOfJob ? Set(variable("GITHUB_API_URL")) : null;
        var address = told is not null && Uri.TryCreate(told.TrimEnd('/') + "/", UriKind.Absolute, out var api) ? api : AddressOf(new Uri(server));
        return new GitHubOptions { Address = address, Token = Token(variable, address, told), Repository = path };
    }

    // The other two belong to github.com, or to the server whose job this is; a remote can name any host.
    private static Secret? Token(Func<string, string?> variable, Uri address, string? told)
    {
        var general = address.IdnHost.Equals($"api.{PublicHost}", StringComparison.OrdinalIgnoreCase) || told is not null
            ? Set(variable("GH_TOKEN")) ?? Set(variable("GITHUB_TOKEN"))
            : null;
        return (Set(variable("POPIPELINE_TOKEN")) ?? general) is { } token ? new Secret(token) : null;
    }

    private static Uri AddressOf(Uri server) => server.IsDefaultPort && server.Scheme == Uri.UriSchemeHttps ? AddressOf(server.IdnHost.ToLowerInvariant()) : new Uri(server, "api/v3/");

    private static Uri AddressOf(string host) => host switch
    {
        PublicHost or "ssh.github.com" => new Uri("https://api.github.com/"),
        _ when host.EndsWith(".ghe.com", StringComparison.Ordinal) => new Uri($"https://api.{host}/"),
        _ => new Uri($"https://{host}/api/v3/"),
    };

    private static (string? Host, string? Path) Remote(string? remote) =>
        remote is { Length: <= 2000 } && RemoteAddress().Match(remote) is { Success: true } match
            ? (match.Groups["host"].Value.ToLowerInvariant(), match.Groups["path"].Value)
            : (null, null);

    private static int? PullRequestOf(string? reference) =>
        reference is { Length: <= 200 } && PullRequestReference().Match(reference) is { Success: true } match ? int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : null;

    private static string? Set(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    [GeneratedRegex(@"\A(?:(?:https|ssh)://(?:[^@/]*@)?|[A-Za-z0-9._-]+@)(?<host>[A-Za-z0-9.-]+)(?::[0-9]{1,5}(?=/))?[:/](?<path>[A-Za-z0-9._-]+/[A-Za-z0-9._-]+?)(?:\.git)?/?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RemoteAddress();

    [GeneratedRegex(@"\Arefs/pull/(?<number>[0-9]{1,9})/(?:merge|head)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PullRequestReference();
}

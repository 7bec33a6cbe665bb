using PoPipeline.Forges.Http;

namespace PoPipeline.Forges.GitLab;

/// <summary>Which GitLab, which projects, and as whom.</summary>
public sealed record GitLabOptions
{
    /// <summary>The address of the server, with its path where it has one: <c>https://gitlab.com</c>, <c>https://acme.example/gitlab</c>.</summary>
    public required Uri Server { get; init; }

    /// <summary>The path of the project that is judged: <c>acme/app</c>.</summary>
    public required string Project { get; init; }

    /// <summary>The path of the project whose issues and branches hold the records; null for the one that is judged.</summary>
    public string? Decisions { get; init; }

    /// <summary>The branch whose policy counts; null for the default branch.</summary>
    public string? Branch { get; init; }

    /// <summary>The number of the merge request that is checked; null where none is.</summary>
    public long? MergeRequest { get; init; }

    /// <summary>The token; null where the environment has none.</summary>
    public GitLabToken? Token { get; init; }

    /// <summary>The clock that waits and ages are measured by. What time it is, the server says.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long the run waits for GitLab's limits, all its waits together.</summary>
    public RetryBudget RetryBudget { get; init; } = new(RetryBudget.Default);

    /// <summary>What carries the requests; null for the network.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>Reads what GitLab CI says of server, project, merge request and token.</summary>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    /// <param name="remote">The web address of the repository, from its remote, for where CI says nothing; null where there is none.</param>
    /// <returns>The options; null where neither names a server and a project.</returns>
    /// <remarks>
    /// In a job, the token is for the server that runs the job. A remote that names another one does not get it, whatever the repository says.
    /// </remarks>
    public static GitLabOptions? Of(Func<string, string?> variable, string? remote)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var (server, project) = variable("CI_SERVER_URL") is { Length: > 0 } hosted && variable("CI_PROJECT_PATH") is { Length: > 0 } path
            ? (Address(hosted), path)
            : Split(remote);
        return server is null || project is null ? null : new GitLabOptions
        {
            Server = server,
            Project = project,
            MergeRequest = long.TryParse(variable("CI_MERGE_REQUEST_IID"), out var number) && number > 0 ? number : null,
            Token = GitLabToken.Of(variable),
        };
    }

    private static (Uri? Server, string? Project) Split(string? remote) =>
        Address(remote) is { } address && address.AbsolutePath.Trim('/') is { Length: > 0 } path
            ? (new Uri(address.GetLeftPart(UriPartial.Authority)), path.EndsWith(".git", StringComparison.Ordinal) ? path[..^4] : path)
            : (null, null);

    private static Uri? Address(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.UserInfo.Length == 0 ? address : null;
}

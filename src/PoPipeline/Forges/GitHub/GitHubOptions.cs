using PoPipeline.Forges.Http;

namespace PoPipeline.Forges.GitHub;

/// <summary>Where the issues of GitHub are, and as whom they are read and written.</summary>
public sealed record GitHubOptions
{
    /// <summary>The address of the API: <c>https://api.github.com/</c>, or <c>https://HOST/api/v3/</c> of a server of one's own.</summary>
    public Uri Address { get; init; } = new("https://api.github.com/");

    /// <summary>The token; null to read what everybody may.</summary>
    public Secret? Token { get; init; }

    /// <summary>The repository that is judged, as <c>owner/name</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>The repository that holds the issues and the ledger, as <c>owner/name</c>; null for the judged one.</summary>
    public string? Records { get; init; }

    /// <summary>The branch whose policy counts; null for the default branch.</summary>
    public string? Branch { get; init; }

    /// <summary>The commit that is checked; null for the head of the branch, or of the pull request.</summary>
    public string? Head { get; init; }

    /// <summary>The number of the pull request that is checked; null where there is none.</summary>
    public int? PullRequest { get; init; }

    /// <summary>The clock for waits; what counts is the server's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long the run waits for GitHub's limits, all its waits together.</summary>
    public RetryBudget RetryBudget { get; init; } = new(RetryBudget.Default);

    /// <summary>What sends requests; null for sockets.</summary>
    public HttpMessageHandler? Sender { get; init; }
}

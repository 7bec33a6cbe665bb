using PoPipeline.Forges.GitHub;

namespace PoPipeline.Tests.Forges;

/// <summary>How to speak to GitHub, from the environment and the remote.</summary>
public sealed class GitHubEnvironmentTests
{
    [Theory]
    [InlineData("https://github.com/acme/app.git", "https://api.github.com/", "acme/app")]
    [InlineData("https://github.com/acme/app", "https://api.github.com/", "acme/app")]
    [InlineData("https://x-access-token:word@github.com/acme/app.git", "https://api.github.com/", "acme/app")]
    [InlineData("git@github.com:acme/app.git", "https://api.github.com/", "acme/app")]
    [InlineData("ssh://git@ssh.github.com:443/acme/app.git", "https://api.github.com/", "acme/app")]
    [InlineData("https://git.acme.example/acme/my.app/", "https://git.acme.example/api/v3/", "acme/my.app")]
    [InlineData("git@acme.ghe.com:acme/app.git", "https://api.acme.ghe.com/", "acme/app")]
    public void A_remote_names_server_and_repository(string remote, string address, string repository)
    {
        var options = GitHubEnvironment.Read(_ => null, remote, records: null);

        Assert.Equal(new Uri(address), options?.Address);
        Assert.Equal(repository, options?.Repository);
        Assert.Null(options?.Token);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/srv/git/app.git")]
    [InlineData("https://github.com/acme")]
    [InlineData("https://github.com/acme/app/../../evil")]
    [InlineData("https://gitlab.com/group/sub/app.git")]
    [InlineData("git@evil.example/x@github.com:acme/app")]
    public void What_names_no_repository_is_none(string? remote) => Assert.Null(GitHubEnvironment.Read(_ => null, remote, records: null));

    [Fact]
    public void A_job_says_what_it_checks()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GITHUB_API_URL"] = "https://git.acme.example/api/v3",
            ["GITHUB_REPOSITORY"] = "acme/app",
            ["GITHUB_REF"] = "refs/pull/7/merge",
            ["GITHUB_SHA"] = "0123",
            ["GITHUB_TOKEN"] = "job",
        };

        var options = GitHubEnvironment.Read(environment.GetValueOrDefault, "https://github.com/other/thing", "acme/decisions");

        Assert.Equal(new Uri("https://git.acme.example/api/v3/"), options?.Address);
        Assert.Equal("acme/app", options?.Repository);
        Assert.Equal("acme/decisions", options?.Records);
        Assert.Equal(7, options?.PullRequest);
        Assert.Null(options?.Head);
        Assert.Equal("job", options?.Token?.Reveal());
        Assert.DoesNotContain("job", options!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://github.com/acme/app", "GITHUB_TOKEN", true)]
    [InlineData("https://github.com/acme/app", "GH_TOKEN", true)]
    [InlineData("https://github.com/acme/app", "POPIPELINE_TOKEN", true)]
    [InlineData("https://evil.example/acme/app", "GITHUB_TOKEN", false)]
    [InlineData("https://evil.example/acme/app", "GH_TOKEN", false)]
    [InlineData("https://evil.example/acme/app", "POPIPELINE_TOKEN", true)]
    public void A_token_of_GitHub_goes_to_no_server_that_a_remote_names(string remote, string variable, bool isSent) =>
        Assert.Equal(isSent, GitHubEnvironment.Read(name => name == variable ? "word" : null, remote, records: null)?.Token is not null);

    [Fact]
    public void The_own_token_goes_before_others() =>
        Assert.Equal("POPIPELINE_TOKEN", GitHubEnvironment.Read(name => name.EndsWith("TOKEN", StringComparison.Ordinal) ? name : null, "https://github.com/acme/app", null)?.Token?.Reveal());
}

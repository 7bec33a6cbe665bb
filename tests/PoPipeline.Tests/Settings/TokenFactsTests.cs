using System.Text.Json.Nodes;
using PoPipeline.Forges.Http;
using PoPipeline.Settings;

namespace PoPipeline.Tests.Settings;

/// <summary>What is told of the token in hand: its kind by the beginning that the forge documents, and what it may do beyond what the checks need.</summary>
public sealed class TokenFactsTests
{
    // No scanner of secrets takes it for one.
    private const string Rest = "canary1f0b7e52c94d";

    [Theory]
    [InlineData("ghp_", "a classic personal access token")]
    [InlineData("github_pat_", "a fine-grained personal access token")]
    [InlineData("gho_", "a token of an OAuth app")]
    [InlineData("ghu_", "a token of a GitHub App in the name of a user")]
    [InlineData("ghs_", "a token of the installation of a GitHub App, such as GITHUB_TOKEN")]
    [InlineData("", "of a kind that it does not tell")]
    [InlineData("ghx_", "of a kind that it does not tell")]
    public void A_token_of_GitHub_tells_its_kind(string prefix, string kind)
    {
        var facts = Read("github:octocat/Hello-World", prefix + Rest);

        Assert.Equal(kind, facts.Kind);
        Assert.Null(facts.Scopes);
        Assert.Empty(facts.Excess);
    }

    // The header is that of GitHub's page on scopes.
    [Theory]
    [InlineData("repo, user", "repo|user", "'repo' can write to every repository of its account|'user' is more than any check needs: leave it out")]
    [InlineData("", "", "")]
    [InlineData("read:repo_hook", "read:repo_hook", "")]
    [InlineData("admin:repo_hook, workflow", "admin:repo_hook|workflow", "'admin:repo_hook' can change webhooks; 'read:repo_hook' suffices|'workflow' is more than any check needs: leave it out")]
    [InlineData("admin:org", "admin:org", "'admin:org' can change the organization; no check of a repository needs it")]
    public void A_classic_token_may_do_more_than_is_needed(string header, string scopes, string excess)
    {
        var facts = Read("github:octocat/Hello-World", $"ghp_{Rest}", new JsonObject { ["GET /repos/octocat/Hello-World"] = new JsonObject { ["headers"] = new JsonObject { ["X-OAuth-Scopes"] = header } } });

        Assert.Equal(Parts(scopes), facts.Scopes!.Value);
        Assert.Equal(Parts(excess).Length, facts.Excess.Length);
        Assert.All(Parts(excess).Zip(facts.Excess), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_repository_needs_is_named_for_a_token_that_only_reads()
    {
        var facts = Read("github:octocat/Hello-World", $"ghp_{Rest}", new JsonObject { ["GET /repos/octocat/Hello-World"] = new JsonObject { ["headers"] = new JsonObject { ["X-OAuth-Scopes"] = "repo" } } });

        Assert.EndsWith("reads the same and writes nothing, with: Actions: read, Administration: read, Contents: read, Metadata: read, Webhooks: read", facts.Excess.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read:org", "")]
    [InlineData("admin:org", "'admin:org' can change the organization; classic tokens have no smaller scope")]
    [InlineData("write:org", "'write:org' can change the organization; 'read:org' suffices for its members")]
    public void A_classic_token_for_an_organization_is_held_against_what_that_needs(string header, string excess)
    {
        var facts = Read("github:github", $"ghp_{Rest}", new JsonObject { ["GET /orgs/github"] = new JsonObject { ["headers"] = new JsonObject { ["X-OAuth-Scopes"] = header } } }, isOrganization: true);

        Assert.Equal(Parts(excess).Length, facts.Excess.Length);
        Assert.All(Parts(excess).Zip(facts.Excess), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void A_token_of_GitLab_that_can_write_is_more_than_is_needed()
    {
        var facts = Read("gitlab:diaspora/diaspora-project-site", $"glpat-{Rest}");

        Assert.Equal("a personal, project or group access token", facts.Kind);
        Assert.Equal(["api"], facts.Scopes!.Value);
        Assert.Equal("'api' can write everything that its account can; 'read_api' suffices", facts.Excess.Single());
    }

    [Theory]
    [InlineData("gitlab:diaspora/diaspora-project-site", "read_api", "")]
    [InlineData("gitlab:diaspora/diaspora-project-site", "read_api|admin_mode", "'admin_mode' is more than any check needs: 'read_api' suffices")]
    [InlineData("gitlab:https://git.acme.example/diaspora/diaspora-project-site", "read_api|admin_mode", "")]
    [InlineData("gitlab:diaspora/diaspora-project-site", "sudo|write_repository", "'sudo' can act as any user of the server; 'read_api' suffices|'write_repository' is more than any check needs: 'read_api' suffices")]
    public void Scopes_of_GitLab_are_held_against_what_is_needed(string target, string scopes, string excess)
    {
        var facts = Read(target, Rest, new JsonObject { ["GET /personal_access_tokens/self"] = new JsonObject { ["merge"] = new JsonObject { ["scopes"] = new JsonArray([.. Parts(scopes).Select(scope => JsonValue.Create(scope))]) } } });

        Assert.Equal(Parts(excess), facts.Excess);
    }

    [Theory]
    [InlineData("glcbt-", "CI_JOB_TOKEN, the token of a job, which reads no settings")]
    [InlineData("acme-glcbt-", "CI_JOB_TOKEN, the token of a job, which reads no settings")]
    [InlineData("gldt-", "a deploy token, which reads no settings")]
    [InlineData("", "of a kind that it does not tell")]
    public void A_token_that_GitLab_tells_nothing_of_tells_its_kind(string prefix, string kind)
    {
        var facts = Read("gitlab:diaspora/diaspora-project-site", prefix + Rest, new JsonObject { ["GET /personal_access_tokens/self"] = new JsonObject { ["status"] = 401 } });

        Assert.Equal((kind, true), (facts.Kind, facts.Scopes is null));
    }

    [Theory]
    [InlineData("github:octocat/Hello-World")]
    [InlineData("gitlab:diaspora/diaspora-project-site")]
    public void No_token_is_told(string target) => Assert.Equal("none: set POPIPELINE_TOKEN", Read(target, token: null).Kind);

    private static string[] Parts(string text) => text.Split('|', StringSplitOptions.RemoveEmptyEntries);

    private static TokenFacts Read(string name, string? token, JsonObject? changes = null, bool isOrganization = false)
    {
        Assert.True(SettingsTarget.TryParse(name, out var target, out _));
        using var forge = new CannedForge(name.StartsWith("gitlab", StringComparison.Ordinal) ? "gitlab" : "github", changes);
        var connection = new SettingsConnection { Variable = variable => variable is "POPIPELINE_TOKEN" ? token : null, Time = new FixedTime(CaseTree.ObservedAt), RetryBudget = new RetryBudget(TimeSpan.Zero), Sender = forge };
        using var reader = SettingsReaders.Make(target, connection);
        var request = new SettingsRequest { Target = target, WithoutRepositories = true };
        var cancellation = TestContext.Current.CancellationToken;
        _ = (isOrganization ? reader.OrganizationAsync(request, cancellation) : reader.RepositoryAsync(request, cancellation)).GetAwaiter().GetResult();
        var facts = reader.TokenAsync(isOrganization, cancellation).GetAwaiter().GetResult();
        Assert.DoesNotContain(Rest, facts.ToString() + string.Join(' ', facts.Excess), StringComparison.Ordinal);
        return facts;
    }
}

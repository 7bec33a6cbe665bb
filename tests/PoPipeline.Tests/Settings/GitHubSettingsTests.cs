using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Settings;
using PoPipeline.Settings.GitHub;
using PoPipeline.Snapshots;

namespace PoPipeline.Tests.Settings;

/// <summary>What is known after GitHub has answered.</summary>
public sealed class GitHubSettingsTests
{
    internal static SettingsTarget Repository { get; } = new(Forge.GitHub, "https://github.com", "octocat/Hello-World");

    internal static SettingsTarget Organization { get; } = new(Forge.GitHub, "https://github.com", "github");

    [Fact]
    public void A_repository_is_asked_for_by_twelve_requests_at_most()
    {
        using var forge = new CannedForge("github");

        var settings = SettingsCase.Read(Repository, isOrganization: false, forge);

        Assert.InRange(forge.Requests.Count, 1, 12);
        Assert.Equal(forge.Requests.Order(StringComparer.Ordinal), settings.Answers.Select(answer => answer.Request).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_has_not_changed_costs_the_next_run_three_requests_at_most()
    {
        using var folder = new TemporaryFolder();
        using var first = new CannedForge("github") { Tagged = true };
        using var next = new CannedForge("github") { Tagged = true };

        var before = SettingsCase.Read(Repository, isOrganization: false, first, answers: folder.Path);
        var after = SettingsCase.Read(Repository, isOrganization: false, next, answers: folder.Path);

        Assert.Equal(before with { Answers = [] }, after with { Answers = [], Repositories = before.Repositories });
        Assert.Equal(before.Repositories.Single().Webhooks.Value!.Hooks, after.Repositories.Single().Webhooks.Value!.Hooks);
        Assert.InRange(next.Requests.Count - next.Unchanged, 1, 3);
        Assert.Equal(0, first.Unchanged);
        Assert.All(Directory.EnumerateFiles(folder.Path), file => Assert.DoesNotContain(SettingsCase.Token, File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<https://api.github.com/repositories/1/keys?per_page=100&page=2>; rel=next")]
    [InlineData("<https://api.github.com/x?a=1,2&page=2>; rel=\"next\"")]
    [InlineData("<https://api.github.com/x?page=2>; rel=\"prev next\"; title=second")]
    [InlineData("<https://api.github.com/x?page=1>; rel=\"first\", <https://api.github.com/x?page=2>; REL=NEXT")]
    [InlineData("<https://api.github.com/x?page=2; rel=next")]
    [InlineData("<?per_page=100>; rel=next")]
    [InlineData("<http://other.example/>; rel=next")]
    [InlineData("<http://[>; rel=next")]
    public void A_list_whose_next_page_cannot_be_had_is_unknown(string link)
    {
        var answer = new JsonObject { ["body"] = new JsonArray(), ["headers"] = new JsonObject { ["Link"] = link } };
        using var forge = new CannedForge("github", new JsonObject { ["GET /repos/octocat/Hello-World/keys"] = answer })
        {
            Instead = asked => asked is "GET /x" or "GET /repositories/1/keys" ? new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest) : null,
        };

        var keys = SettingsCase.Read(Repository, isOrganization: false, forge).Repositories.Single().Keys;

        Assert.True(keys.HasFailed, keys.Reason);
        Assert.False(keys.IsKnown);
    }

    [Fact]
    public void Each_of_several_links_is_kept_with_an_answer()
    {
        using var folder = new TemporaryFolder();
        using var first = new CannedForge("github") { Tagged = true, Instead = Keys };
        using var next = new CannedForge("github") { Tagged = true, Instead = Keys };

        var before = SettingsCase.Read(Repository, isOrganization: false, first, answers: folder.Path).Repositories.Single().Keys;
        var after = SettingsCase.Read(Repository, isOrganization: false, next, answers: folder.Path).Repositories.Single().Keys;

        Assert.Equal(2, before.Value?.Keys.Length);
        Assert.Equal(before.Value!.Keys, after.Value?.Keys);
        Assert.NotEqual(0, next.Unchanged);

        static HttpResponseMessage? Keys(string asked)
        {
            if (asked is not ("GET /repos/octocat/Hello-World/keys" or "GET /repositories/1/keys"))
            {
                return null;
            }

            var isFirst = asked is "GET /repos/octocat/Hello-World/keys";
            var answer = new HttpResponseMessage { Content = new StringContent($$"""[{"id":{{(isFirst ? 1 : 2)}},"title":"key","read_only":true,"created_at":"2026-01-01T00:00:00Z"}]""", System.Text.Encoding.UTF8, "application/json") };
            if (isFirst)
            {
                answer.Headers.Add("Link", "<https://api.github.com/repositories/1/keys?page=9>; rel=last");
                answer.Headers.Add("Link", "<https://api.github.com/repositories/1/keys?page=2>; rel=next");
            }

            return answer;
        }
    }

    [Fact]
    public void A_list_that_is_shorter_than_it_says_is_unknown()
    {
        var changes = new JsonObject
        {
            ["GET /orgs/github/installations"] = JsonNode.Parse("""{"body":{"total_count":140,"installations":[]}}"""),
            ["GET /orgs/github/actions/runner-groups"] = JsonNode.Parse("""{"body":{"total_count":2,"runner_groups":[]}}"""),
        };
        using var forge = new CannedForge("github", changes);

        var organization = SettingsCase.Read(Organization, isOrganization: true, forge).Organization!;

        Assert.Equal("it has 140 entries by its own account, of which 0 were listed", organization.Apps.Reason);
        Assert.True(organization.Apps.HasFailed);
    }

    [Fact]
    public void Lists_of_one_address_are_different_answers_where_they_choose_differently()
    {
        using var forge = new CannedForge("github");

        var settings = SettingsCase.Read(Organization, isOrganization: true, forge);

        Assert.Equal(
            ["GET /orgs/github/members?filter=2fa_disabled", "GET /orgs/github/members?filter=2fa_insecure", "GET /orgs/github/members?role=admin"],
            settings.Answers.Select(answer => answer.Request).Where(request => request.StartsWith("GET /orgs/github/members", StringComparison.Ordinal)));
        Assert.DoesNotContain(settings.Answers, answer => answer.Request.Contains("page=", StringComparison.Ordinal));
    }

    [Fact]
    public void An_answer_that_somebody_else_put_in_the_folder_is_not_taken()
    {
        using var folder = new TemporaryFolder();
        using var first = new CannedForge("github") { Tagged = true };
        using var next = new CannedForge("github") { Tagged = true };
        _ = SettingsCase.Read(Repository, isOrganization: false, first, answers: folder.Path);
        foreach (var file in Directory.EnumerateFiles(folder.Path))
        {
            var kept = JsonNode.Parse(File.ReadAllText(file))!;
            kept["body"] = Convert.ToBase64String("[]"u8);
            File.WriteAllText(file, kept.ToJsonString());
        }

        var settings = SettingsCase.Read(Repository, isOrganization: false, next, answers: folder.Path);

        Assert.Equal(0, next.Unchanged);
        Assert.NotEmpty(settings.Repositories.Single().Webhooks.Value!.Hooks);
    }

    [Fact]
    public void All_of_what_the_documentation_shows_is_known()
    {
        using var forge = new CannedForge("github");

        var repository = SettingsCase.Read(Repository, isOrganization: false, forge).Repositories.Single();

        Assert.Equal("main", repository.Traits.Value?.DefaultBranch);
        Assert.Empty(repository.Protection.Value!.Unseen);
        Assert.Equal(["the ruleset 'main'"], repository.Protection.Value.Layers.Select(layer => layer.Name));
        Assert.Equal([SignatureState.Verified, SignatureState.Verified], repository.History.Value!.Commits.Select(commit => commit.State));
        Assert.Equal("hubot", repository.OutsideCollaborators.Value!.Principals.Single().Name);
        Assert.True(repository.Administrators.IsKnown);
        Assert.Equal("octocat@octomac", repository.Keys.Value!.Keys.Single().Name);
        Assert.Equal(new Webhook("https://example.com", IsActive: true, VerifiesTls: true, HasSecret: true), repository.Webhooks.Value!.Hooks.Single());
        Assert.Equal(new SecretScanning(IsOn: true, BlocksPush: true), repository.Scanning.Value);
        Assert.Equal("production", repository.Environments.Value!.Environments.Single().Name);
        Assert.False(repository.Pipelines.Value!.TokenMayWrite);
    }

    [Fact]
    public void All_of_an_organization_that_the_documentation_shows_is_known()
    {
        using var forge = new CannedForge("github");

        var settings = SettingsCase.Read(Organization, isOrganization: true, forge);

        var organization = settings.Organization!;
        Assert.True(organization.Mfa.Value!.IsRequired);
        Assert.Empty(organization.WithoutMfa.Value!.Principals);
        Assert.Equal(["hubot", "octocat"], organization.Owners.Value!.Principals.Select(owner => owner.Name));
        Assert.Equal(BasePermission.None, organization.Members.Value!.Base);
        Assert.Equal(["deployments"], organization.Apps.Value!.Apps.Single().Writes);
        Assert.Equal("Some Token of octocat", organization.Tokens.Value!.Keys.Single().Name);
        Assert.Equal(3, organization.Pipelines.Value!.Runners.Length);
        Assert.Contains(organization.Protection.Value!.Layers.Single().Demands, demand => demand.Kind is DemandKind.Approval);
        Assert.Equal(1, organization.Repositories!.Listed);
        Assert.Equal("github/Hello-World", settings.Repositories.Single().Name);
    }

    // Each breaks a scanner of settings that others use.
    [Theory]
    [InlineData("unprotected", """{"POST /graphql Repository":{"merge":{"data":{"repository":{"rulesets":{"nodes":[]}}}}},"GET /repos/octocat/Hello-World/rules/branches/main":{"body":[]}}""", false)]
    [InlineData("only evaluates", """{"POST /graphql Repository":{"merge":{"data":{"repository":{"rulesets":{"nodes":[{"databaseId":42,"name":"main","enforcement":"EVALUATE","source":{"__typename":"Repository"},"conditions":{"refName":{"include":["~DEFAULT_BRANCH"],"exclude":[]}},"rules":{"nodes":[{"type":"NON_FAST_FORWARD"}],"pageInfo":{"hasNextPage":false}}}]}}}}},"GET /repos/octocat/Hello-World/rules/branches/main":{"body":[]}}""", false)]
    [InlineData("excluded", """{"POST /graphql Repository":{"merge":{"data":{"repository":{"rulesets":{"nodes":[{"databaseId":42,"name":"main","enforcement":"ACTIVE","source":{"__typename":"Repository"},"conditions":{"refName":{"include":["~ALL"],"exclude":["~DEFAULT_BRANCH"]}},"rules":{"nodes":[{"type":"NON_FAST_FORWARD"}],"pageInfo":{"hasNextPage":false}}}]}}}}},"GET /repos/octocat/Hello-World/rules/branches/main":{"body":[]}}""", false)]
    [InlineData("of an enterprise that only the list shows", """{"POST /graphql Repository":{"merge":{"data":{"repository":{"rulesets":{"nodes":[]}}}}},"GET /repos/octocat/Hello-World/rules/branches/main":{"body":[{"type":"non_fast_forward","ruleset_source_type":"Enterprise","ruleset_source":"acme","ruleset_id":7}]}}""", true)]
    [InlineData("of a ruleset whose number is not told", """{"POST /graphql Repository":{"merge":{"data":{"repository":{"rulesets":{"nodes":[]}}}}},"GET /repos/octocat/Hello-World/rules/branches/main":{"body":[{"type":"non_fast_forward","ruleset_source_type":"Enterprise","ruleset_source":"acme"}]}}""", true)]
    [InlineData("by a classic rule", """{"POST /graphql Repository":{"merge":{"data":{"repository":{"rulesets":{"nodes":[]},"defaultBranchRef":{"branchProtectionRule":{"pattern":"ma*","isAdminEnforced":true,"allowsForcePushes":false,"allowsDeletions":true,"requiresApprovingReviews":false,"requiredApprovingReviewCount":0,"requiresCodeOwnerReviews":false,"dismissesStaleReviews":false,"requireLastPushApproval":false,"requiresStatusChecks":false,"requiredStatusCheckContexts":[],"requiresCommitSignatures":false,"requiresConversationResolution":false,"lockBranch":false,"bypassPullRequestAllowances":{"pageInfo":{"hasNextPage":false},"nodes":[]},"bypassForcePushAllowances":{"pageInfo":{"hasNextPage":false},"nodes":[]}}}}}}},"GET /repos/octocat/Hello-World/rules/branches/main":{"body":[]}}""", true)]
    [InlineData("by a classic rule that allows it", """{"POST /graphql Repository":{"merge":{"data":{"repository":{"rulesets":{"nodes":[]},"defaultBranchRef":{"branchProtectionRule":{"pattern":"main","isAdminEnforced":true,"allowsForcePushes":true,"allowsDeletions":true,"requiresApprovingReviews":false,"requiredApprovingReviewCount":0,"requiresCodeOwnerReviews":false,"dismissesStaleReviews":false,"requireLastPushApproval":false,"requiresStatusChecks":false,"requiredStatusCheckContexts":[],"requiresCommitSignatures":false,"requiresConversationResolution":false,"lockBranch":false,"bypassPullRequestAllowances":{"pageInfo":{"hasNextPage":false},"nodes":[]},"bypassForcePushAllowances":{"pageInfo":{"hasNextPage":false},"nodes":[]}}}}}}},"GET /repos/octocat/Hello-World/rules/branches/main":{"body":[]}}""", false)]
    public void A_force_push_is_blocked_only_where_a_rule_in_force_blocks_it(string what, string answers, bool isBlocked)
    {
        using var forge = new CannedForge("github", (JsonObject)JsonNode.Parse(answers)!);

        var protection = SettingsCase.Read(Repository, isOrganization: false, forge).Repositories.Single().Protection.Value!;

        Assert.True(isBlocked == protection.Layers.Any(layer => layer.NotInForce is null && layer.Demands.Any(demand => demand.Kind is DemandKind.NoForcePush)), what);
        Assert.Empty(protection.Unseen);
    }

    [Fact]
    public void Whoever_is_no_administrator_does_not_learn_that_there_is_no_classic_rule()
    {
        using var forge = new CannedForge("github", (JsonObject)JsonNode.Parse("""{"POST /graphql Repository":{"merge":{"data":{"repository":{"viewerPermission":"WRITE"}}}}}""")!);

        var protection = SettingsCase.Read(Repository, isOrganization: false, forge).Repositories.Single().Protection.Value!;

        Assert.Equal("the branch protection rule", protection.Unseen.Single().Name);
        Assert.False(protection.Layers.Single().Bypass.IsKnown);
    }

    [Fact]
    public void A_token_without_the_permission_of_its_owner_does_not_learn_that_there_is_no_classic_rule()
    {
        using var forge = new CannedForge("github", (JsonObject)JsonNode.Parse("""{"POST /graphql Repository":{"merge":{"errors":[{"type":"FORBIDDEN","path":["repository","defaultBranchRef","branchProtectionRule"],"message":"Resource not accessible by personal access token"}]}}}""")!);

        var protection = SettingsCase.Read(Repository, isOrganization: false, forge).Repositories.Single().Protection.Value!;

        Assert.StartsWith("'Resource not accessible by personal access token'", protection.Unseen.Single().Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_forge_leaves_out_of_secret_scanning_is_not_known()
    {
        using var forge = new CannedForge("github", (JsonObject)JsonNode.Parse("""{"GET /repos/octocat/Hello-World":{"merge":{"security_and_analysis":{"secret_scanning":null,"secret_scanning_push_protection":null}}}}""")!);

        Assert.Equal(new SecretScanning(IsOn: null, BlocksPush: null), SettingsCase.Read(Repository, isOrganization: false, forge).Repositories.Single().Scanning.Value);
    }

    [Theory]
    [InlineData("release/*", "release/1", true)]
    [InlineData("release/*", "release/a/b", false)]
    [InlineData("release/**/*", "release/a/b", true)]
    [InlineData("**/*", "a/b/c", true)]
    [InlineData("ma[hi]n", "main", true)]
    [InlineData("ma[!i]n", "main", false)]
    [InlineData("m?in", "main", true)]
    [InlineData("m?in", "m/in", false)]
    [InlineData("main", "Main", false)]
    public void Patterns_of_branches_stay_within_a_name(string pattern, string branch, bool matches) =>
        Assert.Equal(matches, PoPipeline.Settings.GitHub.RefPattern.Matches(pattern, branch));

    [Fact]
    public void Roles_are_known_with_who_holds_them_and_signing_in_with_who_vouches_for_it()
    {
        using var forge = new CannedForge("github", (JsonObject)JsonNode.Parse("""{"POST /graphql SignOn":{"merge":{"data":{"organization":{"samlIdentityProvider":{"issuer":"https://sts.example.net/a-tenant/","ssoUrl":"https://login.example.net/a-tenant/saml2"}}}}}}""")!);

        var organization = SettingsCase.Read(new SettingsTarget(Forge.GitHub, "https://github.com", "github"), isOrganization: true, forge).Organization!;

        Assert.Equal("sts.example.net", organization.SignOn.Value!.Provider);
        Assert.Equal(
            ["Auditor: read_audit_logs: octocat, justice-league", "Custom Role Manager: read_organization_custom_org_role, read_organization_custom_repo_role, write_organization_custom_org_role, write_organization_custom_repo_role: octocat, justice-league"],
            organization.Roles.Value!.Roles.Select(role => $"{role.Name}: {string.Join(", ", role.Grants)}: {string.Join(", ", role.Holders.Select(holder => holder.Name))}"));
    }

    [Theory]
    [InlineData("""{"data":{"organization":{"viewerCanAdminister":false,"samlIdentityProvider":null}}}""")]
    [InlineData("""{"data":{"organization":{"viewerCanAdminister":true}}}""")]
    [InlineData("""{"data":{"organization":{"viewerCanAdminister":true,"samlIdentityProvider":null}},"errors":[{"type":"FORBIDDEN","path":["organization","samlIdentityProvider"],"message":"Must have admin rights"}]}""")]
    [InlineData("""{"data":{"organization":null}}""")]
    public void An_identity_provider_that_is_not_shown_is_none_that_is_not_there(string answer)
    {
        using var forge = new CannedForge("github", new JsonObject { ["POST /graphql SignOn"] = new JsonObject { ["body"] = JsonNode.Parse(answer) } });

        var organization = SettingsCase.Read(new SettingsTarget(Forge.GitHub, "https://github.com", "github"), isOrganization: true, forge).Organization!;

        Assert.False(organization.SignOn.IsKnown);
        Assert.False(organization.SignOn.IsUnavailable);
    }

    [Fact]
    public void A_default_branch_that_is_refused_in_a_batch_is_no_repository_without_a_commit()
    {
        using var forge = Batch(node => node["defaultBranchRef"] = null, """[{"type":"FORBIDDEN","path":["nodes",0,"defaultBranchRef"],"message":"Resource not accessible by integration"}]""");

        var repository = ReadOrganization(forge).Repositories.Single();

        Assert.Equal((false, false), (repository.Protection.IsKnown, repository.Protection.IsUnavailable));
        Assert.Equal((false, false), (repository.History.IsKnown, repository.History.IsUnavailable));
    }

    [Theory]
    [InlineData("nameWithOwner")]
    [InlineData("isPrivate")]
    [InlineData("defaultBranchRef")]
    public void A_repository_of_which_a_batch_tells_hardly_anything_was_not_looked_at(string left)
    {
        using var forge = Batch(node => node.Remove(left));

        var settings = ReadOrganization(forge);

        Assert.Empty(settings.Repositories);
        Assert.Equal(ManifestState.Failed, settings.Organization!.Repositories!.Entries.Single().State);
    }

    [Fact]
    public void A_list_that_gives_the_same_under_ever_other_marks_comes_to_an_end()
    {
        var asked = 0;
        using var forge = new CannedForge("github")
        {
            Instead = request => request is not "POST /graphql Organization" ? null : new HttpResponseMessage
            {
                Content = new StringContent($$$"""{"data":{"organization":{"repositories":{"totalCount":9,"pageInfo":{"hasNextPage":true,"endCursor":"{{{++asked}}}"},"nodes":[{"id":"MDEwOlJlcG9zaXRvcnkxMjk2MjY5","nameWithOwner":"github/Hello-World"}] } } } }""", Encoding.UTF8, "application/json"),
            },
        };

        var manifest = ReadOrganization(forge).Organization!.Repositories!;

        Assert.Equal(2, asked);
        Assert.Contains(manifest.Entries, entry => entry is { Name: "github/*", State: ManifestState.Failed });
    }

    [Theory]
    [InlineData("the pages lead in a circle", """{"totalCount":2,"pageInfo":{"hasNextPage":true,"endCursor":"same"},"nodes":[{"id":"MDEwOlJlcG9zaXRvcnkxMjk2MjY5","nameWithOwner":"github/Hello-World"}]}""")]
    [InlineData("there is more, and no way to it", """{"totalCount":2,"pageInfo":{"hasNextPage":true,"endCursor":null},"nodes":[{"id":"MDEwOlJlcG9zaXRvcnkxMjk2MjY5","nameWithOwner":"github/Hello-World"}]}""")]
    [InlineData("how many there are is not told", """{"totalCount":null,"pageInfo":{"hasNextPage":false,"endCursor":null},"nodes":[{"id":"MDEwOlJlcG9zaXRvcnkxMjk2MjY5","nameWithOwner":"github/Hello-World"}]}""")]
    public void A_list_of_repositories_that_is_not_whole_is_told(string what, string page)
    {
        using var forge = new CannedForge("github", new JsonObject { ["POST /graphql Organization"] = new JsonObject { ["body"] = new JsonObject { ["data"] = new JsonObject { ["organization"] = new JsonObject { ["repositories"] = JsonNode.Parse(page) } } } } });

        var manifest = ReadOrganization(forge).Organization!.Repositories!;

        Assert.True(manifest.Entries.Any(entry => entry is { Name: "github/*", State: ManifestState.Failed }), what);
    }

    [Theory]
    [InlineData("""{"include":["~DEFAULT_BRANCH"],"exclude":[]}""", true)]
    [InlineData("""{"include":["~ALL"],"exclude":[]}""", true)]
    [InlineData("""{"include":["refs/heads/**/*"],"exclude":[]}""", true)]
    [InlineData("""{"include":["refs/heads/main"],"exclude":[]}""", false)]
    [InlineData("""{"include":["refs/heads/*"],"exclude":[]}""", false)]
    [InlineData("""{"include":["~ALL"],"exclude":["refs/heads/main"]}""", false)]
    [InlineData("""{"include":[],"exclude":[]}""", null)]
    [InlineData("null", null)]
    public void A_ruleset_of_an_organization_is_for_default_branches_whatever_they_are_called(string conditions, bool? isForAll)
    {
        var ruleset = JsonNode.Parse(File.ReadAllText(Path.Combine(TestPaths.Project, "Settings", "Answers", "github", "organization-ruleset.json")))!["body"]!.AsObject();
        ruleset["conditions"]!["ref_name"] = JsonNode.Parse(conditions);
        using var forge = new CannedForge("github", new JsonObject { ["GET /orgs/github/rulesets/21"] = new JsonObject { ["body"] = ruleset.DeepClone() } });

        var protection = ReadOrganization(forge).Organization!.Protection.Value!;

        Assert.Equal((isForAll is true ? 1 : 0, isForAll is null ? 1 : 0), (protection.Layers.Length, protection.Unseen.Length));
    }

    [Theory]
    [InlineData("~ALL", true)]
    [InlineData("main", true)]
    [InlineData("release/*", false)]
    public void Conditions_take_a_branch_in_or_not_or_say_nothing(string include, bool expected)
    {
        Assert.Equal(expected, RefConditions.TakeIn(Conditions($$"""{"include":["{{include}}"],"exclude":[]}"""), "main", "main"));
        Assert.Null(RefConditions.TakeIn(Conditions("""{"include":[],"exclude":[]}"""), "main", "main"));
        Assert.Null(RefConditions.TakeIn(Conditions($$"""{"include":["{{include}}"]}"""), "main", "main"));
        Assert.Null(RefConditions.TakeIn(Conditions($$"""{"include":["~ALL"],"exclude":["{{string.Concat(Enumerable.Repeat("*a", 40))}}"]}"""), new string('a', 200) + "b", "main"));
    }

    [Fact]
    public void A_token_that_the_forge_repeats_is_kept_nowhere_and_a_long_message_is_cut()
    {
        var message = $"Bad {SettingsCase.Token} \e[2J{new string('A', 300_000)}";
        using var forge = new CannedForge("github", new JsonObject
        {
            ["POST /graphql Repository"] = new JsonObject { ["body"] = new JsonObject { ["data"] = null, ["errors"] = new JsonArray(new JsonObject { ["message"] = message }) } },
            ["GET /repos/octocat/Hello-World/keys"] = new JsonObject { ["body"] = new JsonArray(new JsonObject { ["id"] = 1, ["title"] = $"key of {SettingsCase.Token}", ["read_only"] = true, ["created_at"] = "2014-12-10T15:53:42Z", ["last_used"] = null }) },
        });

        var settings = SettingsCase.Read(Repository, isOrganization: false, forge);

        using var stream = new MemoryStream();
        SnapshotJson.Write(new Snapshot { ObservedAt = CaseTree.ObservedAt, Repository = new Repository(), Settings = settings }, stream);
        var text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.DoesNotContain(SettingsCase.Token, text, StringComparison.Ordinal);
        Assert.True(text.Length < 20_000, $"{text.Length} characters");
        Assert.Equal("key of ***", settings.Repositories.Single().Keys.Value!.Keys.Single().Name);
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"data":null}""", true)]
    [InlineData("""{"data":null,"errors":[{"type":"FORBIDDEN","message":"Resource not accessible by integration"}]}""", false)]
    public void A_query_that_is_not_answered_has_failed_unless_the_forge_says_what_the_token_lacks(string answer, bool hasFailed)
    {
        using var forge = new CannedForge("github", new JsonObject { ["POST /graphql Repository"] = new JsonObject { ["body"] = JsonNode.Parse(answer) } });

        var repository = SettingsCase.Read(Repository, isOrganization: false, forge).Repositories.Single();

        Assert.Equal((false, hasFailed), (repository.OutsideCollaborators.IsKnown, repository.OutsideCollaborators.HasFailed));
        Assert.Equal((false, hasFailed), (repository.History.IsKnown, repository.History.HasFailed));
        Assert.Equal(hasFailed, !repository.History.Reason.Contains("the token lacks", StringComparison.Ordinal));
    }

    private static JsonElement Conditions(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    private static ForgeSettings ReadOrganization(CannedForge forge) => SettingsCase.Read(new SettingsTarget(Forge.GitHub, "https://github.com", "github"), isOrganization: true, forge);

    private static CannedForge Batch(Action<JsonObject> change, string? errors = null)
    {
        var body = JsonNode.Parse(File.ReadAllText(Path.Combine(TestPaths.Project, "Settings", "Answers", "github", "graphql-batch.json")))!["body"]!.AsObject();
        change(body["data"]!["nodes"]![0]!.AsObject());
        if (errors is not null)
        {
            body["errors"] = JsonNode.Parse(errors);
        }

        return new CannedForge("github", new JsonObject { ["POST /graphql Batch"] = new JsonObject { ["body"] = body.DeepClone() } });
    }
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PoPipeline.Forges.Http;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Settings;
using PoPipeline.Settings.GitLab;

namespace PoPipeline.Tests.Settings;

/// <summary>What is known after GitLab has answered.</summary>
public sealed class GitLabSettingsTests
{
    private const string Project = "GET /projects/diaspora%2Fdiaspora-project-site";
    private const string Branches = "GET /projects/3/protected_branches";
    private const string Rules = "GET /projects/3/approval_rules";
    private const string Query = "POST /api/graphql Project";
    private const string Queries = "POST /api/graphql Projects";

    private static SettingsTarget Repository { get; } = new(Forge.GitLab, "https://gitlab.com", "diaspora/diaspora-project-site");

    private static SettingsTarget Organization { get; } = new(Forge.GitLab, "https://gitlab.com", "diaspora");

    [Fact]
    public void A_project_is_asked_for_by_twelve_requests_at_most()
    {
        using var forge = new CannedForge("gitlab");

        var settings = SettingsCase.Read(Repository, isOrganization: false, forge);

        Assert.InRange(forge.Requests.Count, 1, 12);
        Assert.Equal(forge.Requests.Select(Address).Order(StringComparer.Ordinal), settings.Answers.Select(answer => answer.Request).Order(StringComparer.Ordinal));

        static string Address(string request) => request.Contains("graphql", StringComparison.Ordinal) ? request : request.Replace("GET /", "GET /api/v4/", StringComparison.Ordinal);
    }

    [Fact]
    public void All_of_what_the_documentation_shows_is_known()
    {
        var project = Read();

        Assert.Equal(new RepositoryTraits { DefaultBranch = "main", IsPublic = false }, project.Traits.Value);
        Assert.Equal("https://gitlab.com/diaspora/diaspora-project-site", project.Url);
        Assert.Equal([("ed899a2f4b50b4370feeea94676502b42383c746", SignatureState.Verified), ("6104942438c14ec7bd21c6cd5bd995272b3faff6", SignatureState.None)], project.History.Value!.Commits.Select(commit => (commit.Commit, commit.State)));
        Assert.Equal([("john_doe", "Maintainer"), ("raymond_smith", "Owner")], project.Administrators.Value!.Principals.Select(person => (person.Name, person.Role)));
        Assert.Equal(new DateOnly(2012, 10, 22), project.Administrators.Value.Principals[0].Until);
        Assert.Equal(["foo_bar"], project.OutsideCollaborators.Value!.Principals.Select(person => person.Name));
        Assert.Equal(
            [("deploy key", "Another Public key", false), ("deploy key", "Public key", false), ("deploy token", "MyToken", false), ("project access token", "token", true)],
            project.Keys.Value!.Keys.Select(key => (key.Kind, key.Name, key.MayWrite is true)));
        Assert.Equal(new Webhook("http://example.com", IsActive: true, VerifiesTls: true, HasSecret: null), project.Webhooks.Value!.Hooks.Single());
        Assert.Equal((false, true, false), (project.Pipelines.Value!.IsOpenToAllJobs, project.Pipelines.Value.RunsChangesFromOutside, project.Pipelines.Value.MayOverrideVariables));
        Assert.Equal(new PipelineVariable("TEST_VARIABLE_2", IsProtected: true, IsMasked: true, "production"), project.Pipelines.Value.Variables[1]);
        Assert.Equal([("production", true, 2, true), ("review/fix-foo", false, 0, false)], project.Environments.Value!.Environments.Select(environment => (environment.Name, environment.IsProduction is true, environment.Approvals, environment.IsRestricted)));
        Assert.Equal(new SecretScanning(IsOn: null, BlocksPush: false), project.Scanning.Value);
    }

    [Fact]
    public void What_protects_a_branch_is_a_layer_each_and_whoever_may_push_passes_by_what_is_demanded_of_merge_requests()
    {
        var protection = Read().Protection.Value!;

        Assert.Empty(protection.Unseen);
        Assert.Equal(
            ["the protected branch 'main': NoDeletion, NoForcePush", "the merge request approval rules: Approval", "the merge request approval settings: FreshApproval"],
            protection.Layers.Select(layer => $"{layer.Name}: {string.Join(", ", layer.Demands.Select(demand => demand.Kind))}"));
        Assert.Equal(2, protection.Layers[1].Demands.Single().Count);
        Assert.Empty(protection.Layers[0].Bypass.Value!.All);
        Assert.Equal(["maintainers of the project", "the deploy key 'Deploy key'"], protection.Layers[1].Bypass.Value!.All.Select(bypass => bypass.Who));
        Assert.Equal("https://gitlab.com/diaspora/diaspora-project-site/-/settings/repository#branch-rules", protection.Layers[0].Url);
    }

    [Fact]
    public void All_of_a_group_that_the_documentation_shows_is_known()
    {
        using var forge = new CannedForge("gitlab");

        var settings = SettingsCase.Read(Organization, isOrganization: true, forge);

        var group = settings.Organization!;
        Assert.Equal(new MfaDemand(IsRequired: false, GraceHours: null, AllowsWeak: false, From: null), group.Mfa.Value);
        Assert.Equal(["john_doe"], group.WithoutMfa.Value!.Principals.Select(person => person.Name));
        Assert.Equal([("raymond_smith", new DateTimeOffset(2021, 1, 27, 0, 0, 0, TimeSpan.Zero))], group.Owners.Value!.Principals.Select(owner => (owner.Name, owner.ActiveAt!.Value)));
        Assert.Equal(new MemberRights { MayCreatePublic = true, MayInviteOutside = true }, group.Members.Value);
        Assert.Equal(["deploy token", "group access token"], group.Tokens.Value!.Keys.Select(key => key.Kind));
        Assert.Equal("http://example.com", group.Webhooks.Value!.Hooks.Single().Address);
        Assert.Equal(["TEST_VARIABLE_1", "TEST_VARIABLE_2"], group.Pipelines.Value!.Variables.Select(variable => variable.Name));
        Assert.Equal(new SshSettings(HasAuthority: true, IsAuthorityRequired: false, IsOff: false), group.Ssh.Value);
        Assert.Equal([DemandKind.FreshApproval], group.Protection.Value!.Layers.Single().Demands.Select(demand => demand.Kind));
        Assert.True(group.Protection.Value.Unseen.Single().IsUnavailable);
        Assert.True(group.Apps.IsUnavailable);
        Assert.True(group.OutsideCollaborators.IsUnavailable);
        Assert.Equal([new ManifestEntry("diaspora/html5-boilerplate", ManifestState.Evaluated, Why: null)], group.Repositories!.Entries);
        Assert.InRange(forge.Requests.Count, 1, 14);
    }

    [Fact]
    public void A_project_of_a_group_is_known_by_the_list_and_a_batch()
    {
        using var forge = new CannedForge("gitlab");

        var project = SettingsCase.Read(Organization, isOrganization: true, forge).Repositories.Single();

        Assert.Equal(
            ["the protected branch 'main': NoDeletion, NoForcePush", "the merge request approval rules: Approval", "the merge request approval settings of the group 'diaspora': FreshApproval"],
            project.Protection.Value!.Layers.Select(layer => $"{layer.Name}: {string.Join(", ", layer.Demands.Select(demand => demand.Kind))}"));
        Assert.Equal([DemandKind.ApprovalByOthers, DemandKind.FixedApprovers, DemandKind.SignOff], project.Protection.Value.Unseen.SelectMany(layer => layer.Could));
        Assert.True(project.Pipelines.IsKnown);
        Assert.True(project.Scanning.IsUnavailable);
        Assert.Contains("po check --forge", project.Keys.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Thousands_of_projects_take_less_than_a_third_of_a_request_each()
    {
        const int Count = 250;
        var list = new JsonArray();
        for (var number = 1; number <= Count; number++)
        {
            list.Add(new JsonObject { ["id"] = number, ["path_with_namespace"] = $"diaspora/p{number:000}", ["default_branch"] = "main" });
        }

        using var forge = Changed("GET /groups/4/projects", new JsonObject { ["body"] = list });

        var settings = SettingsCase.Read(Organization, isOrganization: true, forge);

        Assert.Equal(Count, settings.Repositories.Length);
        Assert.Equal(Count, settings.Organization!.Repositories!.Listed);
        Assert.InRange(forge.Requests.Count, 1, Count * 3 / 10);
    }

    [Theory]
    [InlineData("by a wildcard alone", "*", "main", true)]
    [InlineData("by a wildcard over slashes", "rel*", "release/a/b", true)]
    [InlineData("by two wildcards", "r*e*b", "release/a/b", true)]
    [InlineData("by no wildcard that ends elsewhere", "*-stable", "main", false)]
    [InlineData("by no name in capitals", "Main", "main", false)]
    [InlineData("by no wildcard whose parts overlap", "ab*ba", "aba", false)]
    public void A_branch_is_protected(string what, string pattern, string branch, bool isProtected) => Assert.True(isProtected == new GitLabBranchRule { Name = pattern }.Matches(branch), what);

    [Fact]
    public void A_branch_that_only_a_wildcard_protects_is_protected()
    {
        var protection = Read(Branches, """{"body":[{"id":9,"name":"*","push_access_levels":[{"access_level":0,"access_level_description":"No one"}],"allow_force_push":false,"code_owner_approval_required":true}]}""").Protection.Value!;

        Assert.Equal([DemandKind.NoDeletion, DemandKind.NoForcePush, DemandKind.ProposedChange, DemandKind.CodeOwnerApproval], protection.Layers[0].Demands.Select(demand => demand.Kind));
        Assert.Empty(protection.Layers[1].Bypass.Value!.All);
    }

    [Fact]
    public void Of_several_that_match_the_most_permissive_wins_but_for_code_owners()
    {
        var protection = Read(
            Branches,
            """
            {"body":[
              {"id":1,"name":"main","push_access_levels":[{"access_level":0,"access_level_description":"No one"}],"allow_force_push":false,"code_owner_approval_required":true},
              {"id":2,"name":"ma*","push_access_levels":[{"access_level":30,"access_level_description":"Developers + Maintainers"},{"access_level":40,"user_id":7,"access_level_description":"Jane"}],"allow_force_push":true,"code_owner_approval_required":false}]}
            """).Protection.Value!;

        Assert.Equal("the protected branches 'ma*' and 'main'", protection.Layers[0].Name);
        Assert.Equal([DemandKind.NoDeletion, DemandKind.CodeOwnerApproval], protection.Layers[0].Demands.Select(demand => demand.Kind));
        Assert.Equal(["developers and maintainers of the project", "the person 'Jane'"], protection.Layers[0].Bypass.Value!.All.Select(bypass => bypass.Who));
        Assert.Equal([DemandKind.CodeOwnerApproval], protection.Layers[0].Bypass.Value!.All[0].Of);
    }

    [Fact]
    public void Without_a_protected_branch_developers_pass_by_the_approvals()
    {
        using var forge = Changed((Branches, JsonNode.Parse("""{"body":[]}""")!), (Rules, JsonNode.Parse("""{"body":[{"id":1,"rule_type":"any_approver","approvals_required":1,"eligible_approvers":[],"protected_branches":[]}]}""")!));

        var protection = SettingsCase.Read(Repository, isOrganization: false, forge).Repositories.Single().Protection.Value!;

        Assert.Equal([DemandKind.Approval, DemandKind.FreshApproval], protection.Layers.SelectMany(layer => layer.Demands).Select(demand => demand.Kind));
        Assert.Equal(["developers and maintainers of the project"], protection.Layers[0].Bypass.Value!.All.Select(bypass => bypass.Who));
    }

    [Theory]
    [InlineData("of another branch", """{"rule_type":"regular","approvals_required":2,"protected_branches":[{"name":"release/*"}]}""", 0)]
    [InlineData("of all protected branches", """{"rule_type":"regular","approvals_required":2,"applies_to_all_protected_branches":true,"protected_branches":[]}""", 2)]
    [InlineData("of all branches", """{"rule_type":"any_approver","approvals_required":1,"applies_to_all_protected_branches":false,"protected_branches":[]}""", 1)]
    [InlineData("that asks for more than could approve", """{"rule_type":"regular","approvals_required":2,"eligible_approvers":[{"id":1}],"contains_hidden_groups":false,"protected_branches":[]}""", 0)]
    [InlineData("with approvers that are hidden", """{"rule_type":"regular","approvals_required":2,"eligible_approvers":[{"id":1}],"contains_hidden_groups":true,"protected_branches":[]}""", 2)]
    [InlineData("of a report", """{"rule_type":"report_approver","approvals_required":1,"protected_branches":[]}""", 0)]
    [InlineData("of nobody", """{"rule_type":"any_approver","approvals_required":0,"protected_branches":[]}""", 0)]
    public void Approvals_are_demanded_by_a_rule(string what, string rule, int count)
    {
        var protection = Read(Rules, $$"""{"body":[{{rule}}]}""").Protection.Value!;

        Assert.Empty(protection.Unseen);
        Assert.True(count == protection.Layers.SelectMany(layer => layer.Demands).Where(demand => demand.Kind is DemandKind.Approval).Sum(demand => demand.Count), what);
    }

    [Theory]
    [InlineData("""{"merge_requests_author_approval":false,"merge_requests_disable_committers_approval":true}""", true)]
    [InlineData("""{"merge_requests_author_approval":true,"merge_requests_disable_committers_approval":true}""", false)]
    [InlineData("""{"merge_requests_author_approval":false,"merge_requests_disable_committers_approval":false}""", false)]
    public void Neither_author_nor_committers_may_approve(string settings, bool byOthers)
    {
        var protection = Read("GET /projects/3/approvals", $$"""{"merge":{{settings}}}""").Protection.Value!;

        Assert.Equal(byOthers, protection.Layers.SelectMany(layer => layer.Demands).Any(demand => demand.Kind is DemandKind.ApprovalByOthers));
        Assert.Empty(protection.Unseen);
    }

    [Fact]
    public void A_field_that_is_null_is_neither_yes_nor_no()
    {
        var protection = Read("GET /projects/3/approvals", """{"body":{"reset_approvals_on_push":null,"merge_requests_author_approval":false,"merge_requests_disable_committers_approval":null,"disable_overriding_approvers_per_merge_request":true}}""").Protection.Value!;

        Assert.Equal([DemandKind.FreshApproval, DemandKind.ApprovalByOthers], protection.Unseen.Single().Could);
        Assert.Contains(protection.Layers, layer => layer.Demands.Any(demand => demand.Kind is DemandKind.FixedApprovers));
    }

    // What only the free tier leaves out of a project tells it; a refusal alone does not.
    [Theory]
    [InlineData(404, true, true)]
    [InlineData(403, true, true)]
    [InlineData(404, false, false)]
    [InlineData(403, false, false)]
    [InlineData(502, true, false)]
    public void A_push_rule_that_is_refused_is_there_none_only_on_the_free_tier(int status, bool isFree, bool isUnavailable)
    {
        const string Refusal = """{"message":"404 Not Found"}""";
        using var forge = Changed(
            (Project, isFree ? JsonNode.Parse("""{"merge":{"approvals_before_merge":null,"allow_pipeline_trigger_approve_deployment":null}}""")! : new JsonObject()),
            ("GET /projects/3/push_rule", new JsonObject { ["status"] = status, ["body"] = JsonNode.Parse(Refusal) }));

        var protection = SettingsCase.Read(Repository, isOrganization: false, forge).Repositories.Single().Protection.Value!;

        var layer = protection.Unseen.Single(layer => layer.Could.Contains(DemandKind.Signatures));
        Assert.Equal(isUnavailable, layer.IsUnavailable);
        Assert.Equal(status == 502, layer.HasFailed);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"null\"")]
    public void A_push_rule_that_was_never_set_demands_nothing(string body)
    {
        var protection = Read("GET /projects/3/push_rule", $$"""{"text":{{JsonValue.Create(body).ToJsonString()}}}""").Protection.Value!;

        Assert.Empty(protection.Unseen);
        Assert.DoesNotContain(protection.Layers, layer => layer.Demands.Any(demand => demand.Kind is DemandKind.Signatures));
    }

    [Fact]
    public void A_push_rule_demands_signatures_and_sign_offs()
    {
        var protection = Read("GET /projects/3/push_rule", """{"merge":{"reject_unsigned_commits":true,"reject_non_dco_commits":true}}""").Protection.Value!;

        Assert.Equal([DemandKind.Signatures, DemandKind.SignOff], protection.Layers[^1].Demands.Select(demand => demand.Kind));
    }

    [Fact]
    public void Pipelines_and_threads_are_demanded_by_the_project_itself_and_a_skipped_pipeline_counts_where_it_says_so()
    {
        var protection = Read(Project, """{"merge":{"only_allow_merge_if_pipeline_succeeds":true,"only_allow_merge_if_all_discussions_are_resolved":true,"allow_merge_on_skipped_pipeline":true}}""").Protection.Value!;

        var layer = protection.Layers.Single(layer => layer.Name == "the merge request settings");
        Assert.Equal([DemandKind.StatusChecks, DemandKind.ResolvedDiscussions], layer.Demands.Select(demand => demand.Kind));
        Assert.Equal("whoever skips the pipeline", layer.Bypass.Value!.All[^1].Who);
    }

    [Fact]
    public void A_list_goes_on_to_its_last_page()
    {
        using var forge = Paged(Branches, lastStatus: 200);

        var protection = SettingsCase.Read(Repository, isOrganization: false, forge).Repositories.Single().Protection.Value!;

        Assert.Equal("the protected branch 'main'", protection.Layers[0].Name);
        Assert.Empty(protection.Unseen);
    }

    [Fact]
    public void A_list_whose_last_page_fails_is_unknown()
    {
        using var forge = Paged(Branches, lastStatus: 500);

        var protection = SettingsCase.Read(Repository, isOrganization: false, forge).Repositories.Single().Protection.Value!;

        var layer = protection.Unseen.Single(layer => layer.Name == "the protected branches");
        Assert.True(layer.HasFailed);
        Assert.StartsWith("page 3 of it could not be read", layer.Why, StringComparison.Ordinal);
        Assert.False(protection.Layers.Single(layer => layer.Demands.Any(demand => demand.Kind is DemandKind.Approval)).Bypass.IsKnown);
    }

    [Theory]
    [InlineData("X-Next-Page", "2")]
    [InlineData("X-Total", "2")]
    [InlineData("X-Total", "99999999999999999999")]
    public void A_list_that_says_more_than_it_gives_is_unknown(string header, string value)
    {
        using var forge = Changed(Branches, new JsonObject { ["body"] = new JsonArray(), ["headers"] = new JsonObject { [header] = value } });

        var protection = SettingsCase.Read(Repository, isOrganization: false, forge).Repositories.Single().Protection.Value!;

        Assert.True(protection.Unseen.Single(layer => layer.Name == "the protected branches").HasFailed);
    }

    [Theory]
    [InlineData("X-Next-Page", "")]
    [InlineData("X-Total", "0")]
    [InlineData("X-Total", "")]
    public void A_list_that_gives_what_it_says_is_whole(string header, string value)
    {
        using var forge = Changed(Branches, new JsonObject { ["body"] = new JsonArray(), ["headers"] = new JsonObject { [header] = value } });

        Assert.Empty(SettingsCase.Read(Repository, isOrganization: false, forge).Repositories.Single().Protection.Value!.Unseen);
    }

    [Fact]
    public async Task The_token_of_a_job_is_named_where_it_cannot_read()
    {
        using var forge = Changed(Project, JsonNode.Parse("""{"status":404,"body":{"message":"404 Project Not Found"}}""")!);
        var connection = new SettingsConnection { Variable = name => name is "CI_JOB_TOKEN" ? "job" : null, Time = new FixedTime(CaseTree.ObservedAt), RetryBudget = new RetryBudget(TimeSpan.Zero), Sender = forge };
        using var reader = SettingsReaders.Make(Repository, connection);

        var project = (await reader.RepositoryAsync(new SettingsRequest { Target = Repository }, TestContext.Current.CancellationToken)).Repositories.Single();

        Assert.StartsWith("404: CI_JOB_TOKEN, the token of a job, cannot read it; set POPIPELINE_TOKEN", project.Protection.Reason, StringComparison.Ordinal);
        Assert.Single(forge.Requests);
    }

    [Fact]
    public void The_community_edition_is_asked_again_without_what_it_has_not()
    {
        using var forge = Changed(
            (Query, JsonNode.Parse("""{"body":{"errors":[{"message":"Field 'protectedEnvironments' doesn't exist on type 'Environment'"}]}}""")!),
            ("POST /api/graphql ProjectPlain", JsonNode.Parse("""{"body":{"data":{"project":{"ciCdSettings":{"inboundJobTokenScopeEnabled":false},"ciVariables":{"pageInfo":{"hasNextPage":false},"nodes":[]},"environments":{"pageInfo":{"hasNextPage":false},"nodes":[{"name":"production","tier":"PRODUCTION"}]}}}}}""")!),
            (Project, JsonNode.Parse("""{"merge":{"approvals_before_merge":null,"allow_pipeline_trigger_approve_deployment":null}}""")!));

        var project = SettingsCase.Read(Repository, isOrganization: false, forge).Repositories.Single();

        Assert.True(project.Pipelines.Value!.IsOpenToAllJobs);
        Assert.True(project.Environments.IsUnavailable);
        Assert.True(project.Scanning.IsKnown);
        Assert.False(project.OutsideCollaborators.IsKnown);
    }

    [Fact]
    public void A_signature_of_another_commit_says_nothing()
    {
        var project = Read(Query, """{"merge":{"data":{"project":{"repository":{"c1":{"lastCommit":{"sha":"ed899a2f4b50b4370feeea94676502b42383c746","signature":{"verificationStatus":"VERIFIED"}}}}}}}}""");

        Assert.Equal([SignatureState.Verified, SignatureState.Unknown], project.History.Value!.Commits.Select(commit => commit.State));
    }

    [Fact]
    public void A_part_of_a_query_that_is_refused_leaves_the_others_known()
    {
        var project = Read(Query, """{"merge":{"data":{"project":{"ciCdSettings":null}}}}""");

        Assert.False(project.Pipelines.IsKnown);
        Assert.True(project.Environments.IsKnown);
        Assert.True(project.History.IsKnown);
    }

    [Fact]
    public async Task Code_owners_may_write_or_not_or_are_nobody()
    {
        using var forge = new CannedForge("gitlab");
        using var reader = SettingsReaders.Make(Repository, new SettingsConnection { Variable = name => name is "POPIPELINE_TOKEN" ? SettingsCase.Token : null, Time = new FixedTime(CaseTree.ObservedAt), RetryBudget = new RetryBudget(TimeSpan.Zero), Sender = forge });
        var request = new SettingsRequest
        {
            Target = Repository,
            CodeOwners = ["@@maintainers", "@John_Doe", "@foo_bar", "@twitter", "@gitlab-org", "@diaspora", "@jdoe", "@nobody", "@hidden-group", "@other/team", "owner@example.com"],
        };

        var owners = (await reader.RepositoryAsync(request, TestContext.Current.CancellationToken)).Repositories.Single().CodeOwners.Value!;

        Assert.Equal(
            [
                OwnerAccessKind.MayWrite, OwnerAccessKind.MayWrite, OwnerAccessKind.MayNotWrite, OwnerAccessKind.MayWrite, OwnerAccessKind.MayNotWrite, OwnerAccessKind.MayWrite,
                OwnerAccessKind.MayNotWrite, OwnerAccessKind.Missing, OwnerAccessKind.Unknown, OwnerAccessKind.Unknown, OwnerAccessKind.Unknown,
            ],
            owners.Owners.Select(owner => owner.Access));
    }

    [Fact]
    public void A_group_demands_a_second_factor_by_the_one_around_it()
    {
        using var forge = Changed(
            ("GET /groups/diaspora", JsonNode.Parse("""{"merge":{"parent_id":2,"require_two_factor_authentication":false}}""")!),
            ("GET /groups/2", JsonNode.Parse("""{"body":{"id":2,"full_path":"acme","parent_id":null,"require_two_factor_authentication":true,"two_factor_grace_period":48}}""")!));

        var group = SettingsCase.Read(Organization, isOrganization: true, forge).Organization!;

        Assert.Equal(new MfaDemand(IsRequired: true, GraceHours: 48, AllowsWeak: false, "the group 'acme'"), group.Mfa.Value);
        Assert.Contains("top-level group", group.WithoutMfa.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"status":403,"body":{"message":"403 Forbidden"}}""", null)]
    [InlineData("""{"body":{"require_two_factor_authentication":true,"two_factor_grace_period":0}}""", true)]
    [InlineData("""{"body":{"require_two_factor_authentication":false,"two_factor_grace_period":48}}""", false)]
    public void A_server_of_ones_own_may_demand_a_second_factor_where_no_group_does(string answer, bool? isRequired)
    {
        using var forge = Changed(("GET /application/settings", JsonNode.Parse(answer)!), ("GET /users", JsonNode.Parse("""{"status":403,"body":{}}""")!), ("GET /groups/4/protected_branches", JsonNode.Parse("""{"status":404,"body":{}}""")!));

        var mfa = SettingsCase.Read(Organization with { Server = "https://git.example.org" }, isOrganization: true, forge).Organization!.Mfa;

        Assert.Equal(isRequired, mfa.Value?.IsRequired);
        Assert.Equal(isRequired is true ? "the server" : null, mfa.Value?.From);
    }

    [Fact]
    public void Members_who_are_no_enterprise_users_are_not_taken_for_people_with_a_second_factor()
    {
        using var forge = Changed("GET /groups/4/enterprise_users", JsonNode.Parse("""{"body":[{"id":1,"username":"raymond_smith","two_factor_enabled":true}]}""")!);

        var group = SettingsCase.Read(Organization, isOrganization: true, forge).Organization!;

        Assert.Equal("GitLab.com tells it of enterprise users alone, and of the members 1 is none", group.WithoutMfa.Reason);
    }

    [Fact]
    public void Members_who_are_no_enterprise_users_are_told_beside_those_who_are_and_have_no_second_factor()
    {
        using var forge = Changed("GET /groups/4/enterprise_users", JsonNode.Parse("""{"body":[{"id":1,"username":"raymond_smith","two_factor_enabled":false}]}""")!);

        var people = SettingsCase.Read(Organization, isOrganization: true, forge).Organization!.WithoutMfa.Value!;

        Assert.Equal(["raymond_smith"], people.Principals.Select(person => person.Name));
        Assert.Equal("GitLab.com tells it of enterprise users alone, and of the members 1 is none", people.Untold);
    }

    [Theory]
    [InlineData("""[{"name":"*","allow_force_push":false,"push_access_levels":[{"access_level":0}]}]""", "NoDeletion NoForcePush ProposedChange", "")]
    [InlineData("""[{"name":"**","allow_force_push":true,"push_access_levels":[{"access_level":40}]}]""", "NoDeletion", "")]
    [InlineData("""[{"name":"main","allow_force_push":false,"push_access_levels":[{"access_level":0}]}]""", "", "ProposedChange CodeOwnerApproval NoForcePush NoDeletion")]
    [InlineData("""[{"name":"m*","allow_force_push":false,"push_access_levels":[{"access_level":0}]}]""", "", "ProposedChange CodeOwnerApproval NoForcePush NoDeletion")]
    [InlineData("""[{"name":"*","allow_force_push":false,"push_access_levels":[{"access_level":0}]},{"name":"main","allow_force_push":true,"push_access_levels":[{"access_level":0}]}]""", "NoDeletion ProposedChange", "CodeOwnerApproval NoForcePush")]
    [InlineData("""[{"name":"*","allow_force_push":false,"push_access_levels":[{"access_level":0}]},{"name":"main","allow_force_push":false,"push_access_levels":[{"access_level":40}]}]""", "NoDeletion NoForcePush", "ProposedChange CodeOwnerApproval")]
    [InlineData("""[{"name":"*","allow_force_push":false,"push_access_levels":[{"access_level":0}]},{"name":null,"allow_force_push":true,"push_access_levels":[]}]""", "", "ProposedChange CodeOwnerApproval NoForcePush NoDeletion")]
    public void What_a_group_protects_by_name_is_not_known_of_all_its_projects(string branches, string demanded, string open)
    {
        var rules = JsonNode.Parse(branches)!.AsArray();
        foreach (var rule in rules)
        {
            rule!["code_owner_approval_required"] = false;
        }

        using var forge = Changed(
            ("GET /application/settings", JsonNode.Parse("""{"status":403,"body":{"message":"403 Forbidden"}}""")!),
            ("GET /users", JsonNode.Parse("""{"status":403,"body":{}}""")!),
            ("GET /groups/4/merge_request_approval_setting", JsonNode.Parse("""{"status":404,"body":{}}""")!),
            ("GET /groups/4/protected_branches", new JsonObject { ["body"] = rules }));

        var protection = SettingsCase.Read(Organization with { Server = "https://git.example.org" }, isOrganization: true, forge).Organization!.Protection.Value!;

        Assert.Equal(demanded, string.Join(' ', protection.Layers.SelectMany(layer => layer.Demands).Select(demand => demand.Kind)));
        Assert.Equal(open, string.Join(' ', protection.Unseen.Where(layer => layer.Name.StartsWith("the protected branch", StringComparison.Ordinal)).SelectMany(layer => layer.Could)));
    }

    [Theory]
    [InlineData("""[{"name":"main","allow_force_push":false,"code_owner_approval_required":false,"push_access_levels":[]}]""", true)]
    [InlineData("""[{"name":"main","allow_force_push":false,"code_owner_approval_required":false,"push_access_levels":[{"access_level":0}]}]""", true)]
    [InlineData("""[{"name":"main","allow_force_push":false,"code_owner_approval_required":false,"push_access_levels":[{"access_level":0},null]}]""", false)]
    [InlineData("""[{"name":"main","allow_force_push":false,"code_owner_approval_required":false,"push_access_levels":[{"access_level":"40"}]}]""", false)]
    [InlineData("""[{"name":"main","allow_force_push":false,"code_owner_approval_required":false,"push_access_levels":[{"access_level":0}]},{"id":9,"name":null,"push_access_levels":[{"access_level":30}],"allow_force_push":true}]""", false)]
    [InlineData("""[{"name":"main","allow_force_push":false,"code_owner_approval_required":false,"push_access_levels":[{"access_level":0}]},{"id":9,"name":["main"],"push_access_levels":[{"access_level":30}],"allow_force_push":true}]""", false)]
    public void Nobody_may_push_only_where_every_entry_says_so(string branches, bool isKnown)
    {
        using var forge = Changed(Branches, new JsonObject { ["body"] = JsonNode.Parse(branches) });

        var protection = SettingsCase.Read(Repository, isOrganization: false, forge).Repositories.Single().Protection.Value!;

        Assert.Equal(isKnown, protection.Layers.Any(layer => layer.Demands.Any(demand => demand.Kind is DemandKind.ProposedChange)));
        Assert.Equal(!isKnown, protection.Unseen.Any(layer => layer.Could.Contains(DemandKind.ProposedChange)));
    }

    [Fact]
    public void A_server_of_ones_own_tells_administrators_alone_who_has_no_second_factor()
    {
        var own = Organization with { Server = "https://git.example.org" };
        using var forge = Changed(
            ("GET /application/settings", JsonNode.Parse("""{"status":403,"body":{"message":"403 Forbidden"}}""")!),
            ("GET /users", JsonNode.Parse("""{"body":[{"id":1,"username":"raymond_smith"},{"id":2,"username":"john_doe"}]}""")!),
            ("GET /groups/4/protected_branches", JsonNode.Parse("""{"body":[{"id":1,"name":"main","push_access_levels":[{"access_level":0,"access_level_description":"No one"}],"allow_force_push":false,"code_owner_approval_required":false}]}""")!));

        var settings = SettingsCase.Read(own, isOrganization: true, forge);

        Assert.Contains("two_factor_enabled", settings.Organization!.WithoutMfa.Reason, StringComparison.Ordinal);
        Assert.Contains(settings.Organization.Protection.Value!.Unseen, layer => layer.Name == "the protected branch 'main'" && layer.Could.Contains(DemandKind.NoForcePush));
    }

    [Theory]
    [InlineData("of all protected branches", """[{"name":"All protected branches","branchProtection":null,"approvalRules":RULES},{"name":"m*","branchProtection":{},"approvalRules":NONE}]""", 2, false)]
    [InlineData("of all protected branches, of which this is none", """[{"name":"All protected branches","branchProtection":null,"approvalRules":RULES},{"name":"release/*","branchProtection":{},"approvalRules":NONE}]""", 0, false)]
    [InlineData("of another branch", """[{"name":"main","branchProtection":{},"approvalRules":NONE},{"name":"release/*","branchProtection":{},"approvalRules":RULES}]""", 0, false)]
    [InlineData("that more have to approve than the token sees", """[{"name":"main","branchProtection":{},"approvalRules":FEW}]""", 0, true)]
    [InlineData("in a list that goes on", """[{"name":"main","branchProtection":{},"approvalRules":MORE}]""", 0, true)]
    public void In_a_batch_approvals_are_demanded_by_a_rule(string what, string rules, int count, bool isUnseen)
    {
        const string End = """{"hasNextPage":false}""";
        var nodes = rules
            .Replace("RULES", $$$"""{"pageInfo":{{{End}}},"nodes":[{"type":"REGULAR","approvalsRequired":2,"eligibleApprovers":{"nodes":[{"id":"1"},{"id":"2"}]}}]}""", StringComparison.Ordinal)
            .Replace("FEW", $$$"""{"pageInfo":{{{End}}},"nodes":[{"type":"REGULAR","approvalsRequired":2,"eligibleApprovers":{"nodes":[{"id":"1"}]}}]}""", StringComparison.Ordinal)
            .Replace("MORE", """{"pageInfo":{"hasNextPage":true},"nodes":[]}""", StringComparison.Ordinal)
            .Replace("NONE", $$$"""{"pageInfo":{{{End}}},"nodes":[]}""", StringComparison.Ordinal);
        using var forge = Changed(Queries, JsonNode.Parse($$"""{"body": {"data": {"projects": {"nodes": [{"id": "gid://gitlab/Project/8", "branchRules": {"pageInfo": {{End}}, "nodes": {{nodes}} }, "pushRules": null}] } } } }""")!);

        var protection = SettingsCase.Read(Organization, isOrganization: true, forge).Repositories.Single().Protection.Value!;

        Assert.True(count == protection.Layers.SelectMany(layer => layer.Demands).Where(demand => demand.Kind is DemandKind.Approval).Sum(demand => demand.Count), what);
        Assert.True(isUnseen == protection.Unseen.Any(layer => layer.Could.Contains(DemandKind.Approval)), what);
        Assert.DoesNotContain(protection.Unseen, layer => layer.Could.Contains(DemandKind.Signatures));
    }

    [Fact]
    public void A_project_that_a_batch_leaves_out_is_unknown_and_not_unprotected()
    {
        using var forge = Changed(Queries, JsonNode.Parse("""{"body":{"data":{"projects":{"nodes":[]}}}}""")!);

        var project = SettingsCase.Read(Organization, isOrganization: true, forge).Repositories.Single();

        Assert.DoesNotContain(project.Protection.Value!.Layers.SelectMany(layer => layer.Demands), demand => demand.Kind is not DemandKind.FreshApproval);
        Assert.All([DemandKind.ProposedChange, DemandKind.NoForcePush, DemandKind.NoDeletion, DemandKind.Approval, DemandKind.Signatures], kind => Assert.Contains(project.Protection.Value.Unseen, layer => layer.Could.Contains(kind)));
        Assert.False(project.Pipelines.IsKnown);
    }

    [Fact]
    public void A_batch_of_the_community_edition_has_no_approvals_and_no_push_rules()
    {
        using var forge = Changed(
            ("GET /groups/4/projects", JsonNode.Parse("""{"body":[{"id":8,"path_with_namespace":"diaspora/app","default_branch":"main","only_allow_merge_if_pipeline_succeeds":true,"only_allow_merge_if_all_discussions_are_resolved":false}]}""")!),
            (Queries, JsonNode.Parse("""{"body":{"errors":[{"message":"Field 'pushRules' doesn't exist on type 'Project'"}]}}""")!),
            ("POST /api/graphql ProjectsPlain", JsonNode.Parse("""{"body":{"data":{"projects":{"nodes":[{"id":"gid://gitlab/Project/8","branchRules":{"pageInfo":{"hasNextPage":false},"nodes":[{"name":"main","branchProtection":{"allowForcePush":false,"pushAccessLevels":{"pageInfo":{"hasNextPage":false},"nodes":[{"accessLevel":0,"accessLevelDescription":"No one"}]}}}]}}]}}}}""")!));

        var protection = SettingsCase.Read(Organization, isOrganization: true, forge).Repositories.Single().Protection.Value!;

        Assert.Equal([DemandKind.NoDeletion, DemandKind.NoForcePush, DemandKind.ProposedChange, DemandKind.StatusChecks], protection.Layers.SelectMany(layer => layer.Demands).Select(demand => demand.Kind));
        Assert.All(protection.Unseen, layer => Assert.True(layer.IsUnavailable, layer.Name));
    }

    [Fact]
    public void A_deploy_key_that_may_push_is_no_maintainer_in_the_community_edition_either()
    {
        using var forge = Changed(
            ("GET /groups/4/projects", JsonNode.Parse("""{"body":[{"id":8,"path_with_namespace":"diaspora/app","default_branch":"main","only_allow_merge_if_pipeline_succeeds":true,"only_allow_merge_if_all_discussions_are_resolved":false}]}""")!),
            (Queries, JsonNode.Parse("""{"body":{"errors":[{"message":"Field 'pushRules' doesn't exist on type 'Project'"}]}}""")!),
            ("POST /api/graphql ProjectsPlain", JsonNode.Parse("""{"body":{"data":{"projects":{"nodes":[{"id":"gid://gitlab/Project/8","branchRules":{"pageInfo":{"hasNextPage":false},"nodes":[{"name":"main","branchProtection":{"allowForcePush":false,"pushAccessLevels":{"pageInfo":{"hasNextPage":false},"nodes":[{"accessLevel":40,"accessLevelDescription":"release","deployKey":{"title":"release"}}]}}}]}}]}}}}""")!));

        var protection = SettingsCase.Read(Organization, isOrganization: true, forge).Repositories.Single().Protection.Value!;

        Assert.Contains("deployKey { title }", GitLabQuery.OfProjects.Plain, StringComparison.Ordinal);
        Assert.Equal(["the deploy key 'release'"], protection.Layers.Single(layer => layer.Demands.Any(demand => demand.Kind is DemandKind.StatusChecks)).Bypass.Value!.All.Select(bypass => bypass.Who));
    }

    [Fact]
    public void A_batch_that_fails_leaves_its_projects_unknown_and_in_the_manifest()
    {
        using var forge = Changed(Queries, JsonNode.Parse("""{"status":502,"body":{}}""")!);

        var settings = SettingsCase.Read(Organization, isOrganization: true, forge);

        Assert.True(settings.Repositories.Single().Protection.HasFailed);
        Assert.True(settings.Repositories.Single().Traits.IsKnown);
        Assert.Equal(1, settings.Organization!.Repositories!.Listed);
    }

    [Fact]
    public void A_list_of_projects_that_fails_is_said_so()
    {
        using var forge = Changed("GET /groups/4/projects", JsonNode.Parse("""{"status":403,"body":{"message":"403 Forbidden"}}""")!);

        var entry = SettingsCase.Read(Organization, isOrganization: true, forge).Organization!.Repositories!.Entries.Single();

        Assert.Equal(("diaspora/*", ManifestState.Failed), (entry.Name, entry.State));
    }

    [Fact]
    public void No_value_of_a_variable_and_no_token_is_kept()
    {
        using var forge = Changed("GET /groups/4/variables", JsonNode.Parse("""{"body":[{"key":"A","value":"canary-value","protected":false,"masked":false,"environment_scope":"*"}]}""")!);

        var settings = SettingsCase.Read(Organization, isOrganization: true, forge);

        Assert.DoesNotContain("canary", System.Text.Json.JsonSerializer.Serialize(settings), StringComparison.Ordinal);
    }

    [Fact]
    public void Queries_stay_below_what_GitLab_takes()
    {
        var commits = Enumerable.Range(0, 30).Select(number => number.ToString("x40", System.Globalization.CultureInfo.InvariantCulture)).Take(GitLabQuery.MostCommits).ToList();

        Assert.All([GitLabQuery.OfProject(commits), GitLabQuery.OfProjects, GitLabQuery.OfUsers], query => Assert.InRange(query.Whole.Length, 1, 10_000));
        Assert.DoesNotContain("evil", GitLabQuery.OfProject(["evil\") { }"]).Whole, StringComparison.Ordinal);
    }

    private static RepositorySettings Read(string? request = null, string? change = null)
    {
        using var forge = request is null ? new CannedForge("gitlab") : Changed(request, JsonNode.Parse(change!)!);
        return SettingsCase.Read(Repository, isOrganization: false, forge).Repositories.Single();
    }

    private static CannedForge Changed(string request, JsonNode change) => Changed((request, change));

    private static CannedForge Changed(params ReadOnlySpan<(string Request, JsonNode Change)> changes)
    {
        var all = new JsonObject();
        foreach (var (request, change) in changes)
        {
            all[request] = change;
        }

        return new CannedForge("gitlab", all);
    }

    // The branch is on the second page of three.
    private static CannedForge Paged(string request, int lastStatus)
    {
        var page = 0;
        return new CannedForge("gitlab")
        {
            Instead = asked => asked != request ? null : ++page switch
            {
                1 => Answer("[]", page, 200),
                2 => Answer("""[{"id":1,"name":"main","push_access_levels":[],"allow_force_push":false,"code_owner_approval_required":false}]""", page, 200),
                _ => Answer("[]", page: 0, lastStatus),
            },
        };

        static HttpResponseMessage Answer(string text, int page, int status)
        {
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(text, Encoding.UTF8, "application/json") };
            if (page > 0)
            {
                response.Headers.Add("Link", $"<https://gitlab.com/api/v4/projects/3/protected_branches?page={page + 1}&per_page=100>; rel=\"next\"");
            }

            return response;
        }
    }
}

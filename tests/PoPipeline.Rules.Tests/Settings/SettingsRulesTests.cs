using System.Globalization;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.PO2;
using PoPipeline.Rules.PO4;
using PoPipeline.Rules.PO5;

namespace PoPipeline.Rules.Tests.Settings;

/// <summary>What the rules on settings decide where no answer of a forge's documentation shows it.</summary>
public sealed class SettingsRulesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-22T12:00:00Z", CultureInfo.InvariantCulture);

    private static readonly RepositorySettings Repository = new() { Name = "acme/app", Url = "https://example.com/acme/app" };

    private static readonly OrganizationSettings Organization = new() { Name = "acme", Url = "https://example.com/acme" };

    public static TheoryData<string> SettingsRules => [.. RuleSet.All.Where(rule => !rule.Settings.IsEmpty).Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(SettingsRules))]
    public void A_rule_on_settings_is_unknown_where_no_forge_was_asked(string id) =>
        Assert.Equal(VerdictKind.Unknown, RuleSet.All.Single(rule => rule.Id == id).Judge(new Snapshot { ObservedAt = Now, Repository = new Repository() }).Kind);

    // Each record is there, and each of its fields that can be null is.
    [Theory]
    [MemberData(nameof(SettingsRules))]
    public void An_answer_that_tells_of_no_field_is_never_a_pass_nor_a_fault(string id)
    {
        var rule = RuleSet.All.Single(rule => rule.Id == id);
        var person = new Principal { Name = "alice" };
        var silent = new ForgeSettings
        {
            Forge = Forge.GitHub,
            Server = "https://example.com",
            Repositories =
            [
                Repository with
                {
                    CodeOwners = Observed<OwnerAccessList>.Known(new OwnerAccessList([new OwnerAccess("@alice", OwnerAccessKind.Unknown)])),
                    OutsideCollaborators = Observed<PrincipalList>.Known(new PrincipalList([person])),
                    Keys = Observed<AccessKeyList>.Known(new AccessKeyList([new AccessKey { Name = "a", Kind = "deploy key" }])),
                    Webhooks = Observed<WebhookList>.Known(new WebhookList([new Webhook("https://example.com", IsActive: true, VerifiesTls: null, HasSecret: null)])),
                    Pipelines = Observed<PipelineSettings>.Known(new PipelineSettings()),
                    Scanning = Observed<SecretScanning>.Known(new SecretScanning(null, null)),
                    History = Observed<SignedHistory>.Known(new SignedHistory([new CommitSignature("a", SignatureState.Unknown, null)])),
                },
            ],
            Organization = Organization with
            {
                Mfa = Observed<MfaDemand>.Known(new MfaDemand(null, null, null, null)),
                Members = Observed<MemberRights>.Known(new MemberRights()),
                Ssh = Observed<SshSettings>.Known(new SshSettings(null, null, null)),
                Pipelines = Observed<PipelineSettings>.Known(new PipelineSettings()),
            },
        };

        Assert.Equal(VerdictKind.Unknown, Judge(rule, silent).Kind);
    }

    [Fact]
    public void What_a_forge_has_no_notion_of_does_not_apply()
    {
        var settings = Of(Organization with { Members = Observed<MemberRights>.Known(new MemberRights()) }) with { Forge = Forge.GitLab };

        Assert.Equal(VerdictKind.NotApplicable, Judge(new PO4207GrantNoBasePermission(), settings).Kind);
        Assert.Equal(VerdictKind.NotApplicable, Judge(new PO4208RestrictDeletion(), settings).Kind);
    }

    [Theory]
    [InlineData(Forge.GitHub, "https://example.com/organizations/acme/settings/actions")]
    [InlineData(Forge.GitLab, "https://example.com/groups/acme/-/settings/ci_cd#ci-variables")]
    public void What_an_organisation_sets_for_its_pipelines_is_on_a_page_of_the_organisation(Forge forge, string page)
    {
        var pipelines = forge is Forge.GitHub ? new PipelineSettings { TokenMayWrite = true } : new PipelineSettings { Variables = [new PipelineVariable("KEY", IsProtected: false, IsMasked: true, "*")] };
        var settings = Of(Organization with { Pipelines = Observed<PipelineSettings>.Known(pipelines) }) with { Forge = forge };

        Assert.Equal(page, Assert.Single(Judge(new PO5116RestrictActionsSettings(), settings).Findings).Setting?.Url);
    }

    [Theory]
    [InlineData("PO5105", "settings/merge_requests#js-merge-request-approval-settings")]
    [InlineData("PO5103", "settings/repository#js-push-rules")]
    [InlineData("PO5109", "settings/repository#branch-rules")]
    public void What_is_demanded_of_changes_is_on_the_page_that_has_it(string id, string page)
    {
        var repository = Repository with { Protection = Observed<BranchProtection>.Known(new BranchProtection { Branch = "main", Layers = [], Unseen = [] }) };
        var settings = new ForgeSettings { Forge = Forge.GitLab, Server = "https://example.com", Repositories = [repository] };

        Assert.Equal($"{Repository.Url}/-/{page}", Assert.Single(Judge(RuleSet.All.Single(rule => rule.Id == id), settings).Findings).Setting?.Url);
    }

    [Fact]
    public void A_group_that_owns_is_one_owner_and_never_too_few()
    {
        static ForgeSettings Owned(params Principal[] owners) => Of(Organization with { Owners = Observed<PrincipalList>.Known(new PrincipalList([.. owners])), Roles = Observed<RoleList>.Known(new RoleList([])) });

        Assert.Equal(VerdictKind.Pass, Judge(new PO4203LimitOrganizationOwners(), Owned(new Principal { Name = "leads", Kind = PrincipalKind.Group })).Kind);
        Assert.Equal(Severity.Low, Assert.Single(Judge(new PO4203LimitOrganizationOwners(), Owned(new Principal { Name = "alice" })).Findings).Severity);
    }

    [Fact]
    public void Groups_that_administer_count_as_one_and_the_finding_says_so()
    {
        var people = Enumerable.Range(0, 5).Select(number => new Principal { Name = $"p{number}" }).Append(new Principal { Name = "acme/leads", Kind = PrincipalKind.Group });
        var verdict = Judge(new PO4204LimitRepositoryAdmins(), Of(Repository with { Administrators = Observed<PrincipalList>.Known(new PrincipalList([.. people])) }));

        Assert.Contains("a group counted as one", Assert.Single(verdict.Findings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(179, VerdictKind.Pass)]
    [InlineData(181, VerdictKind.Fail)]
    public void An_owner_is_inactive_after_as_many_days_as_the_policy_says(int days, VerdictKind kind) =>
        Assert.Equal(kind, Judge(new PO4206RemoveInactiveOwners(), Of(Organization with { Owners = Observed<PrincipalList>.Known(new PrincipalList([new Principal { Name = "alice", ActiveAt = Now.AddDays(-days) }])) })).Kind);

    [Theory]
    [InlineData(BasePermission.None, VerdictKind.Pass, null)]
    [InlineData(BasePermission.Read, VerdictKind.Fail, Severity.Low)]
    [InlineData(BasePermission.Write, VerdictKind.Fail, Severity.High)]
    [InlineData(BasePermission.Administer, VerdictKind.Fail, Severity.High)]
    public void What_every_member_may_do_weighs_as_much_as_it_is(BasePermission permission, VerdictKind kind, Severity? severity)
    {
        var verdict = Judge(new PO4207GrantNoBasePermission(), Of(Organization with { Members = Observed<MemberRights>.Known(new MemberRights { Base = permission }) }));

        Assert.Equal(kind, verdict.Kind);
        Assert.Equal(severity, verdict.Findings.SingleOrDefault()?.Severity);
    }

    [Theory]
    [InlineData(true, null, null, VerdictKind.Fail)]
    [InlineData(true, 30, 10, VerdictKind.Pass)]
    [InlineData(true, 30, 300, VerdictKind.Fail)]
    [InlineData(true, -1, 900, VerdictKind.Pass)]
    [InlineData(false, null, 10, VerdictKind.Pass)]
    [InlineData(null, null, 10, VerdictKind.Unknown)]
    public void A_key_that_can_end_has_to_where_it_may_write_and_one_that_ended_lets_nobody_in(bool? mayWrite, int? endsIn, int? usedAgo, VerdictKind kind)
    {
        var key = new AccessKey
        {
            Name = "a",
            Kind = "access token",
            MayWrite = mayWrite,
            CreatedAt = Now.AddDays(-1000),
            UsedAt = usedAgo is { } used ? Now.AddDays(-used) : null,
            EndsAt = endsIn is { } days ? Now.AddDays(days) : null,
            MayEnd = true,
        };

        Assert.Equal(kind, Judge(new PO4210LimitTokensAndKeys(), Of(Repository with { Keys = Observed<AccessKeyList>.Known(new AccessKeyList([key])) })).Kind);
    }

    [Theory]
    [InlineData(true, false, "contents", VerdictKind.Fail)]
    [InlineData(true, false, "statuses", VerdictKind.Pass)]
    [InlineData(false, false, "contents", VerdictKind.Pass)]
    [InlineData(true, true, "contents", VerdictKind.Pass)]
    public void An_app_is_too_much_where_it_acts_everywhere_and_may_change_what_is_built(bool takesAll, bool isSuspended, string writes, VerdictKind kind) =>
        Assert.Equal(kind, Judge(new PO4211LimitApps(), Of(Organization with
        {
            Apps = Observed<AppList>.Known(new AppList([new InstalledApp("a", takesAll, [writes], isSuspended)])),
            Webhooks = Observed<WebhookList>.Known(new WebhookList([])),
        })).Kind);

    [Theory]
    [InlineData(72, false, 0)]
    [InlineData(73, false, 1)]
    [InlineData(0, true, 1)]
    [InlineData(400, true, 2)]
    public void A_second_factor_that_is_demanded_late_or_weakly_is_a_low_finding(int hours, bool allowsWeak, int findings)
    {
        var verdict = Judge(new PO5101RequireMfa(), Of(Organization with { Mfa = Observed<MfaDemand>.Known(new MfaDemand(true, hours, allowsWeak, null)) }));

        Assert.Equal(findings, verdict.Findings.Length);
        Assert.All(verdict.Findings, finding => Assert.Equal(Severity.Low, finding.Severity));
    }

    [Fact]
    public void A_verdict_on_commits_says_how_many_are_verified_and_is_open_where_one_is()
    {
        var verdict = Judge(new PO5104SignCommits(), Of(Repository with
        {
            History = Observed<SignedHistory>.Known(new SignedHistory([new CommitSignature("a1", SignatureState.Verified, "valid"), new CommitSignature("b2", SignatureState.None, null), new CommitSignature("c3", SignatureState.Unknown, null)])),
        }));

        Assert.Equal(VerdictKind.Fail, verdict.Kind);
        Assert.StartsWith("1 of the latest 3 commits", verdict.Reason, StringComparison.Ordinal);
        Assert.Single(verdict.Gaps);
        Assert.Contains("'b2' (unsigned)", Assert.Single(verdict.Findings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, VerdictKind.Unknown)]
    [InlineData(true, null, VerdictKind.Pass)]
    [InlineData(null, true, VerdictKind.Pass)]
    [InlineData(false, false, VerdictKind.Fail)]
    [InlineData(false, null, VerdictKind.Unknown)]
    public void Keys_for_SSH_are_a_finding_where_they_are_known_to_be_taken(bool? isRequired, bool? isOff, VerdictKind kind) =>
        Assert.Equal(kind, Judge(new PO5113RestrictSsh(), Of(Organization with { Ssh = Observed<SshSettings>.Known(new SshSettings(false, isRequired, isOff)) })).Kind);

    [Fact]
    public void What_an_organization_cannot_demand_on_its_plan_does_not_apply()
    {
        static BranchProtection Without(bool isUnavailable) => new()
        {
            Branch = "the default branch",
            Unseen = [new UnseenLayer("the approval policy", "it needs another tier", isUnavailable, HasFailed: false, [DemandKind.Approval, DemandKind.NoForcePush])],
        };

        Assert.Equal(VerdictKind.NotApplicable, Judge(new PO5115EnforceAtOrganization(), Of(Organization with { Protection = Observed<BranchProtection>.Known(Without(isUnavailable: true)) })).Kind);
        Assert.Equal(VerdictKind.Unknown, Judge(new PO5115EnforceAtOrganization(), Of(Organization with { Protection = Observed<BranchProtection>.Known(Without(isUnavailable: false)) })).Kind);
    }

    [Fact]
    public void Whose_changes_wait_matters_only_where_somebody_from_outside_can_look()
    {
        var told = new PipelineSettings { IsOn = true, TokenMayWrite = false, TokenMayApprove = false, Components = AllowedComponents.Selected };
        Verdict Of(bool? isPublic) => Judge(new PO5116RestrictActionsSettings(), SettingsRulesTests.Of(Repository with
        {
            Traits = Observed<RepositoryTraits>.Known(new RepositoryTraits { DefaultBranch = "main", IsPublic = isPublic }),
            Pipelines = Observed<PipelineSettings>.Known(told),
        }));

        Assert.Equal(VerdictKind.Pass, Of(isPublic: false).Kind);
        Assert.Equal(VerdictKind.Unknown, Of(isPublic: true).Kind);
        Assert.Equal(VerdictKind.Unknown, Of(isPublic: null).Kind);
    }

    [Theory]
    [InlineData("production", null, true)]
    [InlineData("eu-PROD-1", null, true)]
    [InlineData("products", null, false)]
    [InlineData("production", false, false)]
    [InlineData("k8s", true, true)]
    public void An_environment_is_production_by_its_tier_or_else_by_a_word_of_its_name(string name, bool? isProduction, bool isJudged)
    {
        var verdict = Judge(new PO5117SeparateEnvironments(), Of(Repository with
        {
            Environments = Observed<EnvironmentList>.Known(new EnvironmentList([new DeploymentEnvironment { Name = name, IsProduction = isProduction, Approvals = 0, IsRestricted = true }])),
        }));

        Assert.Equal(isJudged ? VerdictKind.Fail : VerdictKind.NotApplicable, verdict.Kind);
    }

    [Fact]
    public void A_run_over_an_organization_judges_the_review_of_code_owners_without_any_tree()
    {
        var bare = Repository with { Protection = Observed<BranchProtection>.Known(new BranchProtection { Branch = "main" }) };

        Assert.Equal(VerdictKind.NotApplicable, Judge(new PO2108RequireCodeOwnerReview(), Of(bare)).Kind);
        Assert.Equal(VerdictKind.Fail, Judge(new PO2108RequireCodeOwnerReview(), Of(bare) with { Organization = Organization }).Kind);
    }

    [Fact]
    public void A_repository_never_hides_what_is_found_in_another()
    {
        var weak = Repository with { Scanning = Observed<SecretScanning>.Known(new SecretScanning(IsOn: true, BlocksPush: false)) };
        var refused = Repository with { Name = "acme/other", Scanning = Observed<SecretScanning>.Unknown("the token may not see it") };
        var verdict = Judge(new PO5118BlockPushedSecrets(), Of(weak) with { Repositories = [refused, weak] });

        Assert.Equal("example.com/acme/app#scanning/push", Assert.Single(verdict.Findings).Subject);
        Assert.Single(verdict.Gaps);
    }

    private static Verdict Judge(Rule rule, ForgeSettings settings) => rule.Judge(new Snapshot { ObservedAt = Now, Repository = new Repository(), Settings = settings });

    private static ForgeSettings Of(RepositorySettings repository) => new() { Forge = Forge.GitHub, Server = "https://example.com", Repositories = [repository] };

    private static ForgeSettings Of(OrganizationSettings organization) => new() { Forge = Forge.GitHub, Server = "https://example.com", Organization = organization };
}

using System.Text;
using PoPipeline.Audit.Alerting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Importing;

namespace PoPipeline.Audit.Tests;

public sealed class AuditAlertsTests
{
    // What an assessor asks about, which is known on both forges.
    private static readonly string[] OnBoth =
    [
        "branch-protection-removed", "branch-protection-changed", "bypass-used", "mfa-dropped", "owner-added", "log-streaming-changed", "repository-deleted", "repository-public",
        "secret-scanning-disabled", "push-protection-bypassed", "push-protection-disabled", "environment-protection-removed",
        "repository-transferred", "required-check-removed", "workflow-permission-changed", "deploy-key-added", "token-policy-changed", "webhook-changed", "ip-allow-list-changed", "sso-changed",
    ];

    [Fact]
    public void Each_question_is_answered_on_both_forges() =>
        Assert.All(OnBoth, id => Assert.Equal(2, AuditAlerts.Rules.Where(rule => rule.Id == id).Select(rule => rule.Forge).Distinct().Count()));

    [Fact]
    public void Each_rule_names_where_its_forge_describes_it() => Assert.All(AuditAlerts.Rules, rule =>
    {
        Assert.Equal("https", rule.Source.Scheme);
        Assert.Contains(rule.Forge is AuditForge.GitHub ? "docs.github.com" : "gitlab.com", rule.Source.Host, StringComparison.Ordinal);
        Assert.NotEmpty(rule.Actions);
        Assert.False(rule.Title.EndsWith('.'));
    });

    [Theory]
    [InlineData("""{"action":"protected_branch.destroy","repo":"acme/api","actor":"mona"}""", "branch-protection-removed")]
    [InlineData("""{"action":"protected_branch.policy_override"}""", "bypass-used")]
    [InlineData("""{"action":"repository_ruleset.destroy"}""", "ruleset-removed")]
    [InlineData("""{"action":"repository_ruleset.update"}""", "ruleset-changed")]
    [InlineData("""{"action":"org.disable_two_factor_requirement"}""", "mfa-dropped")]
    [InlineData("""{"action":"org.update_member","permission":"admin"}""", "owner-added")]
    [InlineData("""{"action":"org.update_member","permission":"read"}""", null)]
    [InlineData("""{"action":"org.add_member"}""", "owner-added?")]
    [InlineData("""{"action":"repo.access","visibility":"public"}""", "repository-public")]
    [InlineData("""{"action":"repo.access","visibility":"private"}""", null)]
    [InlineData("""{"action":"repo.access","data.visibility":"public"}""", "repository-public")]
    [InlineData("""{"action":"repo.access","data":{"visibility":"private"}}""", null)]
    [InlineData("""{"action":"org.update_member","data":{"permission":"admin"}}""", "owner-added")]
    [InlineData("""{"action":"audit_log_streaming.update"}""", "log-streaming-changed")]
    [InlineData("""{"action":"repo.destroy"}""", "repository-deleted")]
    [InlineData("""{"action":"repository_secret_scanning.disable"}""", "secret-scanning-disabled")]
    [InlineData("""{"action":"repository_secret_scanning.enable"}""", null)]
    [InlineData("""{"action":"protected_branch.review_policy_override"}""", "bypass-used")]
    [InlineData("""{"action":"org.secret_scanning_push_protection_disable"}""", "push-protection-disabled")]
    [InlineData("""{"action":"business_secret_scanning_push_protection.disabled_for_new_repos"}""", "push-protection-disabled")]
    [InlineData("""{"action":"org.secret_scanning_push_protection_enable"}""", null)]
    [InlineData("""{"action":"repo.transfer_outgoing"}""", "repository-transferred")]
    [InlineData("""{"action":"repo.transfer_start"}""", null)]
    [InlineData("""{"action":"org.required_workflow_delete"}""", "required-workflow-removed")]
    [InlineData("""{"action":"org.required_workflow_create"}""", null)]
    [InlineData("""{"action":"public_key.create","repo":"acme/api","read_only":"false"}""", "deploy-key-added")]
    [InlineData("""{"action":"public_key.create","repo":"acme/api","read_only":false}""", "deploy-key-added")]
    [InlineData("""{"action":"public_key.create","repo":"acme/api","read_only":"true"}""", null)]
    [InlineData("""{"action":"public_key.create"}""", "deploy-key-added?")]
    [InlineData("""{"action":"personal_access_token.access_restriction_disabled"}""", "token-policy-changed")]
    [InlineData("""{"action":"personal_access_token.access_restriction_enabled"}""", null)]
    [InlineData("""{"action":"hook.config_changed"}""", "webhook-changed")]
    [InlineData("""{"action":"repo.update_actions_settings"}""", "workflow-policy-changed")]
    [InlineData("""{"action":"repo.set_workflow_permission_can_approve_pr"}""", "workflow-permission-changed")]
    [InlineData("""{"action":"ip_allow_list_entry.destroy"}""", "ip-allow-list-changed")]
    [InlineData("""{"action":"ip_allow_list.enable"}""", null)]
    [InlineData("""{"action":"org.disable_oauth_app_restrictions"}""", "app-restrictions-dropped")]
    [InlineData("""{"action":"business.recovery_code_used"}""", "sso-bypassed")]
    [InlineData("""{"action":"members_can_delete_repos.enable"}""", "repository-deletion-allowed")]
    [InlineData("""{"action":"members_can_delete_repos.disable"}""", null)]
    [InlineData("""{"action":"repository_branch_protection_evaluation.disable"}""", "branch-protection-removed")]
    [InlineData("""{"action":"repo.create"}""", null)]
    [InlineData("""{}""", null)]
    public void An_event_of_GitHub_is_an_alert_or_none(string json, string? expected) => AssertAlert(Sample.GitHub, json, expected);

    [Theory]
    [InlineData("""{"event_type":"protected_branch_removed"}""", "branch-protection-removed")]
    [InlineData("""{"event_type":"security_policy_user_push_bypass"}""", "bypass-used")]
    [InlineData("""{"event_type":"group_require_two_factor_authentication_updated","details":{"change":"require_two_factor_authentication","from":"true","to":"false"}}""", "mfa-dropped")]
    [InlineData("""{"event_type":"group_require_two_factor_authentication_updated","details":{"from":"false","to":"true"}}""", null)]
    [InlineData("""{"event_type":"group_require_two_factor_authentication_updated","details":{"from":true,"to":false}}""", "mfa-dropped")]
    [InlineData("""{"event_type":"member_created","details":{"add":"user_access","as":"Owner"}}""", "owner-added")]
    [InlineData("""{"details":{"add":"user_access","as":"Developer"}}""", null)]
    [InlineData("""{"details":{"change":"access_level","from":"Developer","to":"Owner"}}""", "owner-added")]
    [InlineData("""{"event_type":"deleted_group_audit_event_streaming_destination"}""", "log-streaming-changed")]
    [InlineData("""{"event_type":"project_destroyed"}""", "repository-deleted")]
    [InlineData("""{"event_type":"project_visibility_level_updated","details":{"from":"Private","to":"Public"}}""", "repository-public")]
    [InlineData("""{"event_type":"project_visibility_level_updated","details":{"from":"Public","to":"Private"}}""", null)]
    [InlineData("""{"event_type":"project_security_setting_updated"}""", "secret-scanning-disabled")]
    [InlineData("""{"event_type":"project_namespace_updated"}""", "repository-transferred")]
    [InlineData("""{"event_type":"delete_status_check"}""", "required-check-removed")]
    [InlineData("""{"event_type":"create_status_check"}""", null)]
    [InlineData("""{"event_type":"project_push_rules_prevent_secrets_updated"}""", "push-rule-changed")]
    [InlineData("""{"event_type":"secure_ci_job_token_inbound_disabled"}""", "workflow-permission-changed")]
    [InlineData("""{"event_type":"secure_ci_job_token_inbound_enabled"}""", null)]
    [InlineData("""{"event_type":"deploy_key_added"}""", "deploy-key-added")]
    [InlineData("""{"event_type":"disable_personal_access_tokens_updated"}""", "token-policy-changed")]
    [InlineData("""{"event_type":"webhook_created"}""", "webhook-changed")]
    [InlineData("""{"event_type":"custom_admin_role_assigned_to_user"}""", "administrator-changed")]
    [InlineData("""{"event_type":"merge_request_merged_with_dismissed_security_policy"}""", "bypass-used")]
    [InlineData("""{"event_type":"protected_environment_deploy_access_level_added"}""", "environment-protection-removed")]
    [InlineData("""{"event_type":"project_created"}""", null)]
    public void An_event_of_GitLab_is_an_alert_or_none(string json, string? expected) => AssertAlert(Sample.GitLab, json, expected);

    [Fact]
    public void Rows_of_exports_are_alerts_as_well()
    {
        var gitHub = AuditAlerts.In(AuditFile.Read(Fixture.Path("github-export.csv"), Sample.GitHub)).ToList();
        var gitLab = AuditAlerts.In(AuditFile.Read(Fixture.Path("gitlab-export.csv"), Sample.GitLab)).ToList();

        Assert.Equal(["repository-public", "branch-protection-removed"], gitHub.Select(alert => alert.Rule.Id));
        Assert.All(gitHub, alert => Assert.True(alert.IsCertain));
        Assert.Equal(["owner-added"], gitLab.Select(alert => alert.Rule.Id));
        Assert.Equal("A repository was made public: 'acme/api', by 'mona', 2021-03-02T13:45:00.000Z.", gitHub[0].Message);
    }

    // The keys that GitHub's page on exports lists.
    [Fact]
    public void Columns_of_an_export_are_found_by_their_names_in_any_order()
    {
        var rows = "data.visibility,created_at,ACTION,actor,user,actor_location.country_code,org,repo\npublic,1429548104000,repo.access,octocat,,US,octo-org,octo-org/documentation\n"u8.ToArray();

        var alert = Assert.Single(AuditAlerts.In(AuditFile.Read(new MemoryStream(rows), "export.csv", Sample.GitHub)));

        Assert.True(alert.IsCertain);
        Assert.Equal("A repository was made public: 'octo-org/documentation', by 'octocat', 2015-04-20T16:41:44.000Z.", alert.Message);
    }

    [Fact]
    public void No_action_of_one_forge_is_one_of_the_other() => Assert.All(
        AuditAlerts.Rules.SelectMany(rule => rule.Actions).Distinct(), action => Assert.Single(AuditAlerts.Rules.Where(rule => rule.Actions.Contains(action)).Select(rule => rule.Forge).Distinct()));

    private static void AssertAlert(AuditSource source, string json, string? expected)
    {
        var found = EventReader.OfJson(source, Encoding.UTF8.GetBytes(json));

        Assert.Equal(expected is null ? [] : [expected], AuditAlerts.Of(found).Select(alert => alert.Rule.Id + (alert.IsCertain ? "" : "?")).Distinct());
        Assert.All(AuditAlerts.Of(found), alert => Assert.Same(found, alert.Evidence));
    }
}

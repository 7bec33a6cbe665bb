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
    [InlineData("""{"event_type":"member_created","details":{"add":"user_access","as":"Default role: Owner"}}""", "owner-added")]
    [InlineData("""{"event_type":"member_created","details":{"add":"user_access","as":"Default role: Developer"}}""", null)]
    [InlineData("""{"event_type":"project_created"}""", null)]
    public void An_event_of_GitLab_is_an_alert_or_none(string json, string? expected) => AssertAlert(Sample.GitLab, json, expected);

    [Theory]
    [InlineData("Unprotected branch", "branch-protection-removed")]
    [InlineData("Removed protected branch", "branch-protection-removed")]
    [InlineData("Added protected branch with [allowed to push: [\"\"Maintainers\"\"], allowed to merge: [\"\"Maintainers\"\"], allow force push: false, code owner approval required: false]", null)]
    [InlineData("Changed allowed to push from [\"\"Maintainers\"\"] to [\"\"Developers + Maintainers\"\"]", "branch-protection-changed")]
    [InlineData("Changed allow force push from false to true", "force-push-changed")]
    [InlineData("Deleted approval rule", "approval-rule-removed")]
    [InlineData("Deleted approval rule for Maintainers.", "environment-protection-removed")]
    [InlineData("Changed number of required approvals from 2 to 0", "approval-rule-changed")]
    [InlineData("Changed prevent merge request approval from authors from true to false", "approval-settings-changed")]
    [InlineData("Changed require new approvals when new commits are added to an MR from true to false", "approval-settings-changed")]
    [InlineData("Deleted security policy with the name: \"\"Scan\"\"", "security-policy-removed")]
    [InlineData("Unlinked policies as the security policy project", "security-policy-removed")]
    [InlineData("Linked policies as the security policy project", null)]
    [InlineData("Approvals in merge request (acme/app!7) with source branch 'a' and target branch 'main' was bypassed by security policy", "bypass-used")]
    [InlineData("Secret push protection skipped via commit message on branch main", "push-protection-bypassed")]
    [InlineData("Secret push protection has been disabled", "push-protection-disabled")]
    [InlineData("Secret push protection has been disabled for group acme and all of its inherited groups/projects", "push-protection-disabled")]
    [InlineData("Secret push protection has been enabled", null)]
    [InlineData("Changed require two factor authentication from true to false", "mfa-dropped")]
    [InlineData("Changed require two factor authentication from false to true", null)]
    [InlineData("Disabled One-time password authenticator", "mfa-dropped")]
    [InlineData("Added user access as Default role: Owner", "owner-added")]
    [InlineData("Added user access as Default role: Developer", null)]
    [InlineData("Changed access level from Default role: Developer to Default role: Owner with expiry remaining unchanged at never expires", "owner-added")]
    [InlineData("Changed admin status from false to true", "administrator-changed")]
    [InlineData("Destroy event streaming destination https://siem.example", "log-streaming-changed")]
    [InlineData("Deleted audit event streaming destination for HTTP", "log-streaming-changed")]
    [InlineData("Deleted Amazon S3 configuration with name: logs bucket: acme and AWS region: eu", "log-streaming-changed")]
    [InlineData("Removed project", "repository-deleted")]
    [InlineData("Removed project access", null)]
    [InlineData("Project destroyed", "repository-deleted")]
    [InlineData("Project 'acme/app' was deleted", "repository-deleted")]
    [InlineData("Project marked for deletion", "repository-deleted")]
    [InlineData("Group destroyed", "repository-deleted")]
    [InlineData("Added project", null)]
    [InlineData("Changed visibility level from Private to Public", "repository-public")]
    [InlineData("Changed visibility from Public to Private", null)]
    [InlineData("Group IP restrictions updated from '10.0.0.0/8' to ''", "ip-allow-list-changed")]
    [InlineData("Unprotected an environment: production", "environment-protection-removed")]
    [InlineData("Started Impersonation", "impersonation")]
    public void A_row_of_the_export_of_GitLab_is_an_alert_or_none(string text, string? expected)
    {
        var table = $"ID,Author ID,Author Name,Entity ID,Entity Type,Entity Path,Target ID,Target Type,Target Details,Action,IP Address,Created At (UTC)\n9,1,Mona,7,Project,acme/platform,7,Project,app,\"{text}\",127.0.0.1,2020-05-27T10:00:00Z\n";
        var found = Assert.Single(AuditFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(table)), "f", Sample.GitLab));

        Assert.Equal(expected is null ? [] : [expected], AuditAlerts.Of(found).Select(alert => alert.Rule.Id));
        Assert.All(AuditAlerts.Of(found), alert => Assert.True(alert.IsCertain));
    }

    [Fact]
    public void Rows_of_exports_are_alerts_as_well()
    {
        var gitHub = AuditAlerts.In(AuditFile.Read(Fixture.Path("github-export.csv"), Sample.GitHub)).ToList();
        var gitLab = AuditAlerts.In(AuditFile.Read(Fixture.Path("gitlab-export.csv"), Sample.Source("gitlab:acme"))).ToList();

        Assert.Equal(["repository-public", "branch-protection-removed"], gitHub.Select(alert => alert.Rule.Id));
        Assert.All(gitHub, alert => Assert.True(alert.IsCertain));
        Assert.Equal(["approval-settings-changed", "owner-added"], gitLab.Select(alert => alert.Rule.Id));
        Assert.Equal("A repository was made public: 'acme/api', by 'mona', 2021-03-02T13:45:00.000Z.", gitHub[0].Message);
    }

    // The keys that GitHub's page on exports lists.
    [Fact]
    public void Columns_of_an_export_are_found_by_their_names_in_any_order()
    {
        var rows = "data.visibility,created_at,ACTION,actor,user,actor_location.country_code,org,repo\npublic,1429548104000,repo.access,octocat,,US,acme,acme/documentation\n"u8.ToArray();

        var alert = Assert.Single(AuditAlerts.In(AuditFile.Read(new MemoryStream(rows), "export.csv", Sample.GitHub)));

        Assert.True(alert.IsCertain);
        Assert.Equal("A repository was made public: 'acme/documentation', by 'octocat', 2015-04-20T16:41:44.000Z.", alert.Message);
    }

    [Fact]
    public void An_alert_of_what_a_file_alone_brought_says_so()
    {
        var found = EventReader.OfJson(Sample.GitHub, """{"action":"repo.destroy","actor":"mona"}"""u8.ToArray()) with { IsImported = true };

        Assert.EndsWith(", by 'mona'; a file alone brought it, and not the forge.", Assert.Single(AuditAlerts.Of(found)).Message, StringComparison.Ordinal);
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

using System.Text.Json;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Settings.GitLab;

/// <summary>Makes facts of where a project or group sends its events.</summary>
internal static class GitLabWebhooks
{
    /// <summary>The webhooks. GitLab does not tell whether one has a secret.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="reply">The list.</param>
    /// <param name="tier">The tier, where only some have webhooks; otherwise one that is not known.</param>
    public static Observed<WebhookList> Of(GitLabForge forge, ForgeReply reply, GitLabTier tier) => reply.IsGiven
        ? Observed<WebhookList>.Known(new WebhookList([.. reply.Json.Items().Select(Hook).OrderBy(hook => hook.Address, StringComparer.Ordinal)]))
        : forge.Refused<WebhookList>(ForgeSetting.Webhooks, reply, tier, "webhooks of groups");

    // A path may hold a secret as well as what stands behind a question mark.
    private static Webhook Hook(JsonElement hook) => new(
        Uri.TryCreate(hook.Text("url"), UriKind.Absolute, out var address) ? address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) : "",
        hook.Text("alert_status") is not "disabled",
        hook.Flag("enable_ssl_verification"),
        HasSecret: null);
}

using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO4;

/// <summary>PO4211: programs elsewhere get no more than they need.</summary>
public sealed class PO4211LimitApps : RepositoryRule
{
    /// <inheritdoc/>
    public override string Summary => "Apps that act in all repositories cannot change what is built, and events are sent to receivers that can trust them.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [250, 295, 345];

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.Apps, ForgeSetting.Webhooks];

    /// <inheritdoc/>
    protected override Verdict Look(RepositorySettings repository, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(view);
        return Of(repository.Webhooks, $"the list of webhooks of '{repository.Name}'", list => Look(list, $"'{repository.Name}'", (part, what) => view.On(repository, part, what, SettingTopic.RepositoryHooks)));
    }

    /// <inheritdoc/>
    protected override Verdict? LookAround(OrganizationSettings organization, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(view);
        var looks = new[]
        {
            Of(organization.Apps, $"the list of apps of '{organization.Name}'", list => Look(list, organization, view)),
            Of(organization.Webhooks, $"the list of webhooks of '{organization.Name}'", list => Look(list, $"'{organization.Name}'", (part, what) => view.On(organization, part, what, SettingTopic.OrganizationHooks))),
        };
        return new Verdict
        {
            Judged = looks.Sum(look => look.Judged),
            Findings = [.. looks.SelectMany(look => look.Findings)],
            Gaps = [.. looks.SelectMany(look => look.Gaps)],
            Reason = string.Join(' ', looks.Select(look => look.Reason)),
        };
    }

    private static Verdict Look(AppList list, OrganizationSettings organization, SettingsView view) => Seen(
        $"{Counted.Of(list.Apps.Length, "app")} of '{organization.Name}' looked at.",
        list.Apps
            .Where(app => app is { TakesAll: true, IsSuspended: false })
            .Select(app => new { app.Name, Rights = app.Writes.Where(view.Words.PowerfulRights.Contains).Order(StringComparer.Ordinal).ToImmutableArray() })
            .Where(app => !app.Rights.IsEmpty)
            .GroupBy(app => app.Name, StringComparer.Ordinal)
            .OrderBy(named => named.Key, StringComparer.Ordinal)
            .Select(named => new { Name = named.Key, Rights = named.SelectMany(app => app.Rights).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray() })
            .Select(app => view.On(
                organization,
                $"apps/{app.Name}",
                $"The app '{app.Name}' acts in all repositories of '{organization.Name}', also in those that are made later, and may change {CodeOwnersRule.List(app.Rights)}. Whoever takes over the app, or its maker, changes what all of them build.",
                SettingTopic.Apps) with
            {
                Evidence = string.Join('\n', app.Rights),
            }),
        []);

    // Each receiver is told of what happens, and acts upon it: an app that nobody had to install.
    private static Verdict Look(WebhookList list, string where, Func<string, string, Finding> find)
    {
        var hooks = list.Hooks.Where(hook => hook.IsActive).GroupBy(hook => hook.Address, StringComparer.Ordinal).OrderBy(same => same.Key, StringComparer.Ordinal).ToImmutableArray();
        return Seen(
            $"{Counted.Of(list.Hooks.Length, "webhook")} of {where} looked at.",
            hooks.SelectMany(same => FindingsOf(same, where, find)),
            hooks.SelectMany(same => GapsOf(same, where)));
    }

    private static IEnumerable<Finding> FindingsOf(IGrouping<string, Webhook> hooks, string where, Func<string, string, Finding> find)
    {
        if (hooks.Any(hook => IsOpen(hook)))
        {
            yield return find($"webhooks/{hooks.Key}/tls", $"The webhook of {where} to '{hooks.Key}' is sent {(IsPlain(hooks.Key) ? "unencrypted" : "without verifying who receives it")}. Whoever is on the way reads the events, and can answer in place of the receiver.");
        }

        if (hooks.Any(hook => hook.HasSecret is false))
        {
            yield return find($"webhooks/{hooks.Key}/secret", $"The webhook of {where} to '{hooks.Key}' has no secret. The receiver cannot tell an event of the forge from one that somebody else made up, and acts upon both.") with { Severity = Severity.Low };
        }
    }

    private static IEnumerable<Gap> GapsOf(IGrouping<string, Webhook> hooks, string where)
    {
        var what = $"the webhook of {where} to '{hooks.Key}'";
        if (hooks.Any(hook => hook.VerifiesTls is null && !IsPlain(hook.Address)))
        {
            yield return NotTold(what, "whether the receiver is verified");
        }

        if (hooks.Any(hook => hook.HasSecret is null))
        {
            yield return NotTold(what, "whether it has a secret");
        }
    }

    private static bool IsOpen(Webhook hook) => hook.VerifiesTls is false || IsPlain(hook.Address);

    private static bool IsPlain(string address) => address.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}

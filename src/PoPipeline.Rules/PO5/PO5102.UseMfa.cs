using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5102: everybody has a second factor.</summary>
public sealed class PO5102UseMfa : OrganizationRule
{
    /// <inheritdoc/>
    public override string Summary => "Everybody with access to an organisation has a second factor, and none that is weak.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [308];

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.MfaUse];

    /// <inheritdoc/>
    protected override Verdict Look(OrganizationSettings organization, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(view);
        return Of(organization.WithoutMfa, $"the list of those without a second factor in '{organization.Name}'", list => Seen(
            $"Who has a second factor in '{organization.Name}' was looked at.",
            list.Principals
                .Where(principal => principal.Kind is not PrincipalKind.Program)
                .GroupBy(principal => principal.Name, StringComparer.OrdinalIgnoreCase)
                .Select(same => same.FirstOrDefault(principal => principal.HasWeakFactor is not true) ?? same.First())
                .OrderBy(principal => principal.Name, StringComparer.Ordinal)
                .Select(principal => principal.HasWeakFactor is true ? Weak(principal, organization, view) : None(principal, organization, view)),
            list.Untold is { } untold ? [new Gap($"who else has no second factor in '{organization.Name}'", untold, Failed: false)] : []));
    }

    private static Finding None(Principal principal, OrganizationSettings organization, SettingsView view) => view.On(
        organization,
        $"mfa/{principal.Name}",
        $"{Who(principal, organization)} has no second factor. A password that was guessed, leaked or given away is enough to act as this account.",
        SettingTopic.MfaUse) with
    {
        Evidence = principal.Name,
    };

    private static Finding Weak(Principal principal, OrganizationSettings organization, SettingsView view) => view.On(
        organization,
        $"mfa/{principal.Name}/weak",
        $"{Who(principal, organization)} has a second factor that is weak, such as a text message. Whoever takes over the number, by a call to its company, gets what is sent there.",
        SettingTopic.MfaWeakUse) with
    {
        Severity = Severity.Medium,
        Evidence = principal.Name,
    };

    private static string Who(Principal principal, OrganizationSettings organization) =>
        $"'{principal.Name}'{(principal.Role is { } role ? $", {role} of '{organization.Name}'," : $" in '{organization.Name}'")}";
}

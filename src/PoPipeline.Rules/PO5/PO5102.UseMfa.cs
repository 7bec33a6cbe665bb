using System.Collections.Immutable;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5102: everybody has a second factor.</summary>
public sealed class PO5102UseMfa : OrganizationRule
{
    /// <inheritdoc/>
    public override string Summary => "Everybody with access to an organisation has a second factor.";

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
                .DistinctBy(principal => principal.Name, StringComparer.OrdinalIgnoreCase)
                .OrderBy(principal => principal.Name, StringComparer.Ordinal)
                .Select(principal => view.On(
                    organization,
                    $"mfa/{principal.Name}",
                    $"'{principal.Name}'{(principal.Role is { } role ? $", {role} of '{organization.Name}'," : $" in '{organization.Name}'")} has no second factor, or a weak one. A password that was guessed, leaked or given away is enough to act as this account.",
                    SettingTopic.MfaUse) with
                {
                    Evidence = principal.Name,
                }),
            []));
    }
}

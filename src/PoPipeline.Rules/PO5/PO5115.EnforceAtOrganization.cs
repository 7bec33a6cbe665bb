using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO5;

/// <summary>PO5115: an organisation protects the default branches of all its repositories.</summary>
public sealed class PO5115EnforceAtOrganization : OrganizationRule
{
    // What keeps one person alone from changing a branch, and from hiding it.
    private static readonly ImmutableArray<DemandKind> Demanded = [DemandKind.Approval, DemandKind.NoForcePush];

    /// <inheritdoc/>
    public override string Summary => "An organisation itself demands approvals of all default branches, and that nobody rewrites their history.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.OrganizationProtection];

    /// <inheritdoc/>
    protected override Verdict Look(OrganizationSettings organization, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(view);
        return Of(organization.Protection, $"the protection of default branches by '{organization.Name}'", protection =>
        {
            var demands = Demanded.Select(kind => EffectiveDemand.Of(protection, kind)).ToImmutableArray();

            // What no layer could demand on this plan is not missing.
            var meant = demands.Where(demand => demand.Count > 0 || !demand.Later.IsEmpty || !demand.Unseen.IsEmpty || demand.Unavailable.IsEmpty).ToImmutableArray();
            return meant.IsEmpty
                ? Verdict.NotApplicable($"'{organization.Name}' cannot demand anything of default branches: {demands[0].Unavailable[0].Why}.")
                : Seen(
                    $"What '{organization.Name}' demands of default branches was looked at.",
                    meant.Where(demand => demand.Count == 0 && demand.Unseen.IsEmpty).Select(demand => FindingOf(organization, demand, view)),
                    meant.Where(demand => demand.Count == 0).SelectMany(demand => demand.Unseen).DistinctBy(layer => layer.Name, StringComparer.Ordinal).Select(layer => new Gap($"{layer.Name} of '{organization.Name}'", layer.Why, layer.HasFailed)));
        });
    }

    private static Finding FindingOf(OrganizationSettings organization, EffectiveDemand demand, SettingsView view)
    {
        var later = demand.Later is [var first, ..] ? $" {Capital(first.Name)} would, but {first.NotInForce}." : "";
        return view.On(
            organization,
            $"protection/{demand.Kind.ToString().ToLowerInvariant()}",
            $"'{organization.Name}' itself does not demand {view.Words.Demands[demand.Kind].Noun} of the default branches of all its repositories.{later} Each repository decides for itself, its administrators can take away what they set, and the next repository begins without it.",
            SettingTopic.OrganizationBranches);
    }
}

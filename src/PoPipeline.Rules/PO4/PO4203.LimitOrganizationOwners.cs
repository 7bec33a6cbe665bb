using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO4;

/// <summary>PO4203: few own an organisation, and more than one.</summary>
public sealed class PO4203LimitOrganizationOwners : OrganizationRule
{
    /// <inheritdoc/>
    public override string Summary => "An organisation has at least two owners and no more than the policy allows, and no role makes owners of others.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [269];

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.OrganizationOwners, ForgeSetting.OrganizationRoles];

    /// <inheritdoc/>
    protected override Verdict Look(OrganizationSettings organization, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(view);
        var what = $"the owners of '{organization.Name}'";
        var owners = Of(organization.Owners, what, list => list.Principals is [] ? Unseen(what, "the forge names none, and every organisation has one: it shows them to others than this account") : Look(organization, list.Principals, view));
        var roles = Of(organization.Roles, $"the roles of '{organization.Name}'", list => Look(organization, list, view));
        return owners with { Findings = [.. owners.Findings, .. roles.Findings], Gaps = [.. owners.Gaps, .. roles.Gaps] };
    }

    // Whoever administers every repository owns what is built, whatever the role is called.
    private static Verdict Look(OrganizationSettings organization, RoleList list, SettingsView view) => Seen(
        $"{Counted.Of(list.Roles.Length, "role")} of '{organization.Name}' looked at.",
        list.Roles
            .Where(role => role is { Base: BasePermission.Administer, Holders.IsEmpty: false })
            .OrderBy(role => role.Name, StringComparer.Ordinal)
            .Select(role => new { role.Name, Holders = role.Holders.Select(holder => holder.Name).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToImmutableArray() })
            .Select(role => view.On(
                organization,
                $"roles/{role.Name}",
                $"The role '{role.Name}' lets {CodeOwnersRule.List(role.Holders)} administer every repository of '{organization.Name}', without being among its owners: they change what protects each branch, and who has access.",
                SettingTopic.Roles) with
            {
                Severity = Severity.Low,
                Evidence = string.Join('\n', role.Holders),
            }),
        []);

    private static Verdict Look(OrganizationSettings organization, ImmutableArray<Principal> owners, SettingsView view)
    {
        var names = owners.Select(owner => owner.Name).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToImmutableArray();
        var count = Counted.Of(names.Length, "owner");
        var evidence = string.Join('\n', names);
        return Seen(
            $"{count} of '{organization.Name}' looked at.",
            names.Length > view.Policy.MostOwners
                ? [view.On(organization, "owners/many", $"'{organization.Name}' has {count}, more than the {view.Policy.MostOwners} that the policy allows: {CodeOwnersRule.List(names, view.Policy.MostOwners)}. Each of these accounts, once it is taken over, can change every repository, every setting and every other account.", SettingTopic.Owners) with { Evidence = evidence }]

                // How many people are in a group is not told.
                : owners is [{ Kind: not PrincipalKind.Group }]
                ? [view.On(organization, "owners/few", $"'{names[0]}' alone owns '{organization.Name}'. Where this account is lost or locked, nobody can give or take rights, and nobody can act against whoever has taken it over.", SettingTopic.FewOwners) with { Severity = Severity.Low, Evidence = evidence }]
                : [],
            []);
    }
}

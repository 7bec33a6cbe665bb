using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.AuditLogs;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Settings;

namespace PoPipeline.Rules.PO4;

/// <summary>PO4206: whoever owns an organisation is active.</summary>
public sealed class PO4206RemoveInactiveOwners : OrganizationRule
{
    /// <inheritdoc/>
    public override string Summary => "No owner of an organisation has been inactive for as many days as the policy allows.";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Medium;

    /// <inheritdoc/>
    public override ImmutableArray<int> Weaknesses => [269];

    /// <inheritdoc/>
    public override ImmutableArray<ForgeSetting> Settings => [ForgeSetting.OrganizationOwners];

    /// <inheritdoc/>
    protected override Verdict Look(OrganizationSettings organization, SettingsView view)
    {
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(view);
        var what = $"the owners of '{organization.Name}'";
        return Of(organization.Owners, what, list =>
        {
            var people = list.Principals.Where(owner => owner.Kind is PrincipalKind.Person)
                .GroupBy(owner => owner.Name, StringComparer.Ordinal)
                .OrderBy(named => named.Key, StringComparer.Ordinal)
                .Select(named => named.First() with { ActiveAt = named.Max(owner => owner.ActiveAt) })
                .ToImmutableArray();
            var since = view.Snapshot.ObservedAt.AddDays(-view.Policy.InactiveDays);
            var activity = view.Snapshot.AuditLog?.Activity;

            // Of whom no act is in an audit log that was read for as long, it is known that there was none; what is older says nothing where a later time is missing.
            var isToldByLog = activity is not null && activity.Since <= since;
            people = [.. people.Select(owner => owner.ActiveAt is null && LastAct(owner, activity) is { } act && (isToldByLog || act >= since) ? owner with { ActiveAt = act } : owner)];
            var silent = people.Where(owner => owner.ActiveAt is null).Select(owner => owner.Name).ToImmutableArray();
            return people.IsEmpty
                ? list.Principals.IsEmpty
                    ? Unseen(what, "the forge names none, and every organisation has one: it shows them to others than this account")
                    : Verdict.NotApplicable($"No person owns '{organization.Name}', but groups or programs.")
                : Seen(
                    $"{Counted.Of(people.Length, "owner")} of '{organization.Name}' looked at.",
                    people.Where(owner => owner.ActiveAt < since || (owner.ActiveAt is null && isToldByLog)).Select(owner => FindingOf(organization, owner, view)),
                    silent.IsEmpty || isToldByLog ? [] : [NotTold(what, $"when {CodeOwnersRule.List(silent)} {(silent.Length == 1 ? "was" : "were")} active last")]);
        });
    }

    private static DateTimeOffset? LastAct(Principal owner, AuditActivity? activity) =>
        activity?.Actors.FirstOrDefault(actor => string.Equals(actor.Name, owner.Name, StringComparison.OrdinalIgnoreCase))?.At;

    private static Finding FindingOf(OrganizationSettings organization, Principal owner, SettingsView view)
    {
        var days = Counted.Of(view.Policy.InactiveDays, "day");
        var how = owner.ActiveAt is { } at ? $"was active last on {at:yyyy-MM-dd}, more than {days} ago" : $"did nothing for more than {days} that is in its audit log, which was read without a gap";
        return view.On(
            organization,
            $"owners/inactive/{owner.Name}",
            $"'{owner.Name}' owns '{organization.Name}' and {how}. Nobody notices when an account is taken over that nobody uses, and this one can change everything.",
            SettingTopic.Owners) with
        {
            Evidence = owner.Name,
        };
    }
}

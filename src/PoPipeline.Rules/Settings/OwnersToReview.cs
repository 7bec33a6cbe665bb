using System.Collections.Immutable;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Settings;
using PoPipeline.Rules.Platforms;

namespace PoPipeline.Rules.Settings;

/// <summary>Whom a review of the owners of an organisation or group asks about, one row each: its owners, the people and groups that a role lets administer every repository, and the apps that can do what owners do.</summary>
/// <param name="Names">Their names, sorted.</param>
/// <param name="What">What could not be seen whole, as a noun; null where all of it was seen.</param>
/// <param name="Why">Why not, as a clause; empty where all of it was seen.</param>
/// <param name="HasFailed">Whether looking was tried and failed.</param>
public sealed record OwnersToReview(ImmutableArray<string> Names, string? What = null, string Why = "", bool HasFailed = false)
{
    // An app may have the name of a person, and is told from one.
    private const string AppPrefix = "app/";

    // So may a team.
    private const string GroupPrefix = "team/";

    /// <summary>What a review of the owners is called in the records.</summary>
    /// <param name="settings">What the forge said.</param>
    /// <param name="organization">The organisation.</param>
    public static string SubjectOf(ForgeSettings settings, OrganizationSettings organization)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(organization);
        var words = SettingsWords.Of(settings.Forge);
        return RecordedReview.OfOwners($"{words.Name}:{(settings.Server == words.Server ? "" : $"{settings.Server}/")}{organization.Name}");
    }

    /// <summary>Whom it asks about. A part of them is nobody: whoever is on the part that was not seen would be passed over.</summary>
    /// <param name="settings">What the forge said.</param>
    /// <param name="organization">The organisation.</param>
    public static OwnersToReview Of(ForgeSettings settings, OrganizationSettings organization)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(organization);
        var owners = $"the owners of '{organization.Name}'";
        if (organization.Owners.Value is not { } list)
        {
            return new OwnersToReview([], owners, organization.Owners.Reason, organization.Owners.HasFailed);
        }

        if (list.Principals.IsEmpty)
        {
            return new OwnersToReview([], owners, "the forge names none, and every organisation has one: it shows them to others than this account");
        }

        if (list.Principals.Any(owner => owner.Name.Length == 0))
        {
            return new OwnersToReview([], owners, "the forge names one without a name", HasFailed: true);
        }

        var apps = organization.Apps;
        if (apps is { IsKnown: false, IsUnavailable: false })
        {
            return new OwnersToReview([], $"the apps that can do what owners of '{organization.Name}' do", apps.Reason, apps.HasFailed);
        }

        var roles = organization.Roles;
        if (roles is { IsKnown: false, IsUnavailable: false })
        {
            return new OwnersToReview([], $"the roles of '{organization.Name}'", roles.Reason, roles.HasFailed);
        }

        var holders = (roles.Value?.Roles ?? []).Where(role => role.Base is BasePermission.Administer).SelectMany(role => role.Holders).Select(holder => holder.Kind is PrincipalKind.Group ? GroupPrefix + holder.Name : holder.Name);
        var rights = SettingsWords.Of(settings.Forge).OwnerRights;
        var powerful = (apps.Value?.Apps ?? []).Where(app => !app.IsSuspended && app.Name.Length > 0 && app.Writes.Any(rights.Contains)).Select(app => AppPrefix + app.Name);
        return new OwnersToReview([.. list.Principals.Select(owner => owner.Name).Concat(holders).Concat(powerful).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)]);
    }
}

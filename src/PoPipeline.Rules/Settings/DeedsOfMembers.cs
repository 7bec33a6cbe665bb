using System.Collections.Immutable;
using PoPipeline.Rules.Model.AuditLogs;
using PoPipeline.Rules.Model.Settings;

namespace PoPipeline.Rules.Settings;

/// <summary>What an audit log shows that people did to repositories who do not own the organisation. What is said of owners is that of today.</summary>
internal sealed class DeedsOfMembers
{
    private readonly ImmutableArray<AuditedDeed> deeds;

    /// <summary>Looks for them; there are none where nobody knows who owns the organisation.</summary>
    /// <param name="organization">The organisation.</param>
    /// <param name="log">The audit log; null where none was named.</param>
    public DeedsOfMembers(OrganizationSettings organization, AuditLog? log)
    {
        var owners = organization.Owners.Value is { Untold: null } list && !list.Principals.IsEmpty
            ? list.Principals.Select(owner => owner.Name).ToHashSet(StringComparer.OrdinalIgnoreCase)
            : null;
        deeds = owners is null || log is null ? [] : [.. log.Deeds.Where(deed => !owners.Contains(deed.Actor))];
    }

    /// <summary>Whether members may do something, where the forge does not say so: true where one did; null where nobody is seen to have.</summary>
    /// <param name="kind">What.</param>
    public bool? Shows(AuditedDeedKind kind) => Last(kind) is null ? null : true;

    /// <summary>The last time that a member did something, as a sentence with a space before it; empty where nobody is seen to have.</summary>
    /// <param name="kind">What.</param>
    public string Of(AuditedDeedKind kind) => Last(kind) is { } deed
        ? $" '{deed.Actor}', who is no owner, did so with '{deed.Target}' on {deed.At:yyyy-MM-dd} (event '{deed.Id}' of the audit log)."
        : "";

    private AuditedDeed? Last(AuditedDeedKind kind) => deeds.FirstOrDefault(deed => deed.Kind == kind);
}

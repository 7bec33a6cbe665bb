using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Settings;

/// <summary>A role that an organisation gives to members beside that of an owner.</summary>
public sealed record OrganizationRole
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it lets its holders do in every repository; null where it says nothing of repositories.</summary>
    public BasePermission? Base { get; init; }

    /// <summary>What it grants beside, as the forge calls it, in order: <c>read_audit_logs</c>.</summary>
    public ImmutableArray<string> Grants { get; init; } = [];

    /// <summary>The people and groups that hold it.</summary>
    public ImmutableArray<Principal> Holders { get; init; } = [];
}

/// <summary>Roles.</summary>
/// <param name="Roles">Each of them once.</param>
public sealed record RoleList(ImmutableArray<OrganizationRole> Roles);

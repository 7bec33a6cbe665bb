using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Settings;

/// <summary>A person, a group or a program that may do something.</summary>
public sealed record Principal
{
    /// <summary>Its name on the forge, without an at sign.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public PrincipalKind Kind { get; init; }

    /// <summary>Its role, as the forge calls it; null where the forge names none.</summary>
    public string? Role { get; init; }

    /// <summary>Whether its second factor is one that others can take over, such as a text message; null where it has none, or nobody asked.</summary>
    public bool? HasWeakFactor { get; init; }

    /// <summary>How it came to that role, as a clause: "by the group 'acme'"; null where it has it directly, or the forge does not say.</summary>
    public string? By { get; init; }

    /// <summary>When it was active last; null where the forge does not say.</summary>
    public DateTimeOffset? ActiveAt { get; init; }

    /// <summary>The last day of its role; null where it has none.</summary>
    public DateOnly? Until { get; init; }
}

/// <summary>What somebody is.</summary>
public enum PrincipalKind
{
    /// <summary>A person.</summary>
    Person,

    /// <summary>A group or team.</summary>
    Group,

    /// <summary>A program.</summary>
    Program,
}

/// <summary>People, groups and programs.</summary>
/// <param name="Principals">Each of them once.</param>
public sealed record PrincipalList(ImmutableArray<Principal> Principals)
{
    /// <summary>Why more may belong to it than is told, as a clause; null where it is whole.</summary>
    public string? Untold { get; init; }
}

using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.AuditLogs;

/// <summary>Who can read, alter and delete an audit log where it is kept, as far as that could be looked at.</summary>
public sealed record AuditSafety
{
    /// <summary>Who else can read or change it, as a clause; null where nobody can, or where that is not known.</summary>
    public string? Exposure { get; init; }

    /// <summary>What to do about that, as the end of a sentence that begins with it: <c>"Take …"</c>; null where nobody else can.</summary>
    public string? Remedy { get; init; }

    /// <summary>Whether what is overwritten or deleted is kept as an earlier version; null where that is not known, or not a matter of the place.</summary>
    public bool? IsVersioned { get; init; }

    /// <summary>Whether earlier versions can be held against deletion for a time; null where that is not known, or not a matter of the place.</summary>
    public bool? IsLocked { get; init; }

    /// <summary>For how many days each new file is held; null where nothing is said.</summary>
    public int? LockDays { get; init; }

    /// <summary>Whether some may delete it within that time all the same.</summary>
    public bool IsLockWeak { get; init; }

    /// <summary>What could not be looked at.</summary>
    public ImmutableArray<AuditUnseen> Unseen { get; init; } = [];
}

/// <summary>Something about a place that could not be looked at.</summary>
/// <param name="What">What it is, as a clause: "whether it is public".</param>
/// <param name="Why">Why, as a clause. Holds text of others.</param>
public sealed record AuditUnseen(string What, string Why);

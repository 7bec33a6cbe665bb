using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.AuditLogs;

/// <summary>An audit log that was collected from forges: what of it is there, and how it is kept.</summary>
public sealed record AuditLog
{
    /// <summary>The folder, or the other place where it is kept, as it was named.</summary>
    public required string Folder { get; init; }

    /// <summary>Why it could not be looked at, as a clause; null where it was.</summary>
    public string? Unreadable { get; init; }

    /// <summary>What is not as it was recorded, in sentences, the gravest first; empty where all of it is. Nothing else that it says is believed then.</summary>
    public ImmutableArray<string> Faults { get; init; } = [];

    /// <summary>What is dated later than now, in sentences; empty where nothing is.</summary>
    public ImmutableArray<string> Misdated { get; init; } = [];

    /// <summary>The number of entries.</summary>
    public long Entries { get; init; }

    /// <summary>The number of events that are there.</summary>
    public long Events { get; init; }

    /// <summary>What is read again and again, and what of it was read.</summary>
    public ImmutableArray<AuditedFeed> Feeds { get; init; } = [];

    /// <summary>Who else can read or change it, as a clause; null where nobody can.</summary>
    public string? Exposure { get; init; }

    /// <summary>Who can read, alter and delete it where it is kept; null for a folder of the machine, of which <see cref="Exposure"/> tells all.</summary>
    public AuditSafety? Safety { get; init; }

    /// <summary>Whether what events say is encrypted.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>The names of the keys that signed it; empty where none did.</summary>
    public ImmutableArray<string> SignedBy { get; init; } = [];

    /// <summary>Whether a key of the policy is one of them.</summary>
    public bool IsVouchedFor { get; init; }

    /// <summary>For how many days events are kept at least; null for ever.</summary>
    public int? KeepDays { get; init; }

    /// <summary>Where that copy of its end was published which covers most, as it says itself; null for nowhere.</summary>
    public AuditAnchor? Anchor { get; init; }

    /// <summary>Since when something stands there that no copy covers which was published; null where all is covered.</summary>
    public DateTimeOffset? UnanchoredSince { get; init; }

    /// <summary>What the owners of the organisation that was asked about did; null where none was, or where events cannot be read.</summary>
    public AuditActivity? Activity { get; init; }

    /// <summary>Repositories of that organisation that were deleted, handed over or published, the newest first; of very many, the first ones.</summary>
    public ImmutableArray<AuditedDeed> Deeds { get; init; } = [];
}

/// <summary>What is asked of a forge again and again.</summary>
/// <param name="Source">Whose audit log it is: <c>github:acme</c>, <c>gitlab:acme/platform</c>.</param>
/// <param name="Query">Which part of it, as the forge calls it.</param>
public sealed record AuditedFeed(string Source, string Query)
{
    /// <summary>Whether the forge has it no more, so that nothing can be read any more.</summary>
    public bool IsGone { get; init; }

    /// <summary>The first time that was read; null where none was.</summary>
    public DateTimeOffset? ReadFrom { get; init; }

    /// <summary>Up to when it was read; null where it never was.</summary>
    public DateTimeOffset? ReadTo { get; init; }

    /// <summary>For how many days the forge keeps it; null for ever.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>What was not read between the first time and the last, in order; of very many, the last ones.</summary>
    public ImmutableArray<AuditGap> Gaps { get; init; } = [];

    /// <summary>Why the forge refused it last, as a clause; null where it did not.</summary>
    public string? Refused { get; init; }

    /// <summary>Whether it refused since the plan has no interface for it, so that only files can be had.</summary>
    public bool HasNoInterface { get; init; }

    /// <summary>The last time of files of the source that were imported, of what is past; null where there is none.</summary>
    public DateTimeOffset? ImportedTo { get; init; }

    /// <summary>The last time of these files where that is yet to come, which tells of nothing; null where it is not.</summary>
    public DateTimeOffset? ImportedAhead { get; init; }
}

/// <summary>A time that was not read.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">The time behind its end.</param>
/// <param name="Reason">Why, as a clause. Holds text of others.</param>
/// <param name="IsLost">Whether the forge keeps it no more.</param>
/// <param name="IsImported">Whether a file that was imported has events of it.</param>
public sealed record AuditGap(DateTimeOffset From, DateTimeOffset To, string Reason, bool IsLost, bool IsImported);

/// <summary>That a copy of the end of an audit log was published elsewhere.</summary>
/// <param name="At">When.</param>
/// <param name="Where">The address, as it was written down.</param>
/// <param name="Entries">How many entries there were.</param>
public sealed record AuditAnchor(DateTimeOffset At, string Where, long Entries);

/// <summary>What owners of an organisation did.</summary>
/// <param name="Since">From when on its audit log was read without a gap.</param>
/// <param name="Actors">Those of its owners of whom there is an act, each once.</param>
public sealed record AuditActivity(DateTimeOffset Since, ImmutableArray<AuditedActor> Actors);

/// <summary>The last act of somebody.</summary>
/// <param name="Name">The name on the forge.</param>
/// <param name="At">When.</param>
public sealed record AuditedActor(string Name, DateTimeOffset At);

/// <summary>That a repository was deleted, handed over or published.</summary>
/// <param name="Kind">Which of these.</param>
/// <param name="At">When.</param>
/// <param name="Actor">By whom.</param>
/// <param name="Target">The repository.</param>
/// <param name="Id">What the forge calls the event.</param>
public sealed record AuditedDeed(AuditedDeedKind Kind, DateTimeOffset At, string Actor, string Target, string Id);

/// <summary>What was done to a repository.</summary>
public enum AuditedDeedKind
{
    /// <summary>It was deleted.</summary>
    Deletion,

    /// <summary>It was handed to somebody else.</summary>
    Transfer,

    /// <summary>It was made visible to everybody.</summary>
    Publication,
}

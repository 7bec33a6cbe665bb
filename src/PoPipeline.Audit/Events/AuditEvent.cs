namespace PoPipeline.Audit.Events;

/// <summary>An event of an audit log, with the bytes that it came in.</summary>
/// <param name="Source">Whose audit log it is of.</param>
/// <param name="Id">The forge's own id, or <c>sha256:</c> and the hash of what it says where the forge gave none.</param>
/// <param name="Raw">The bytes, as they came.</param>
/// <param name="Media">What the bytes are.</param>
public sealed record AuditEvent(AuditSource Source, string Id, ReadOnlyMemory<byte> Raw, AuditMedia Media)
{
    /// <summary>When it happened, by the forge; null where that is not said.</summary>
    public DateTimeOffset? Occurred { get; init; }

    /// <summary>When the forge recorded it; null where that is not said.</summary>
    public DateTimeOffset? Recorded { get; init; }

    /// <summary>When it was observed here; null where it was not yet kept.</summary>
    public DateTimeOffset? Observed { get; init; }

    /// <summary>How much later it was observed than the window that should have had it was closed; null where it was not late.</summary>
    public TimeSpan? LateBy { get; init; }

    /// <summary>Who did it; null where that is not said.</summary>
    public string? Actor { get; init; }

    /// <summary>The number of who did it; null where that is not said.</summary>
    public string? ActorId { get; init; }

    /// <summary>What was done, in the forge's word for it; null where that is not said.</summary>
    public string? Action { get; init; }

    /// <summary>What it was done to; null where that is not said.</summary>
    public string? Target { get; init; }

    /// <summary>Whether a file brought it, and not the forge itself: whoever makes a file can write into it what they like.</summary>
    public bool IsImported { get; init; }

    /// <summary>The index of the entry of what was said of it before, all of which it says too: it is read in place of that. Null where there is none.</summary>
    public long? Instead { get; init; }

    /// <summary>The index of the entry that it may say once more: what would tell was not said, or was encrypted. Null where there is none.</summary>
    public long? MayBe { get; init; }

    /// <summary>The index of its entry; null where it was not yet kept.</summary>
    public long? Entry { get; init; }

    /// <summary>Whether the payload was sealed for somebody else, or was pruned, so that nothing but the envelope is known.</summary>
    public bool IsClosed { get; init; }
}

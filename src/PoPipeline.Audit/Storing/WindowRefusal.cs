namespace PoPipeline.Audit.Storing;

/// <summary>That a window could not be read, and why.</summary>
/// <param name="Feed">What was asked.</param>
/// <param name="From">The first time of the window.</param>
/// <param name="To">The time behind its last.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
/// <param name="Message">What the forge said, in a sentence.</param>
/// <param name="RetryAt">When to ask again; null where that is not known.</param>
public sealed record WindowRefusal(
    AuditFeed Feed, DateTimeOffset From, DateTimeOffset To, DateTimeOffset At, RefusalReason Reason, string Message, DateTimeOffset? RetryAt)
{
    /// <summary>What is said of a feed that its group has no more.</summary>
    public const string Gone = "It is in the group no more: it was deleted, or moved elsewhere.";

    /// <summary>Whether the group has the feed no more, so that nothing is missing but what was not read before.</summary>
    public bool IsGone => this is { Reason: RefusalReason.NotFound, Message: Gone };
}

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

    /// <summary>The index of its entry, once it has one.</summary>
    public long Entry { get; init; }

    /// <summary>Why a time was not read: what refused it last, unless it was read up to its beginning since, so that whoever read then did not ask for it. Null where nothing did.</summary>
    /// <param name="from">Its beginning.</param>
    /// <param name="to">The time behind its end.</param>
    /// <param name="refusals">What refused the feed, in their order.</param>
    /// <param name="receipts">What was read of the feed.</param>
    internal static WindowRefusal? Of(DateTimeOffset from, DateTimeOffset to, IEnumerable<WindowRefusal> refusals, IEnumerable<WindowReceipt> receipts) =>
        refusals.LastOrDefault(refusal => refusal.From < to && refusal.To > from) is { } last && !receipts.Any(receipt => receipt.To == from && receipt.Entry > last.Entry) ? last : null;

    /// <summary>Whether the group has the feed no more, so that nothing is missing but what was not read before.</summary>
    public bool IsGone => this is { Reason: RefusalReason.NotFound, Message: Gone };
}

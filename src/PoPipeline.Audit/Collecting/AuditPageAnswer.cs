using PoPipeline.Audit.Storing;

namespace PoPipeline.Audit.Collecting;

/// <summary>What a forge answers.</summary>
public abstract record AuditPageAnswer
{
    private protected AuditPageAnswer()
    {
    }
}

/// <summary>A page.</summary>
/// <param name="Raw">The bytes of the answer, as they came: an array of events.</param>
/// <param name="Next">Where the next page begins; null for the last.</param>
public sealed record AuditPage(ReadOnlyMemory<byte> Raw, string? Next) : AuditPageAnswer
{
    /// <summary>The time by the forge's clock; null where it does not say.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The <c>ETag</c> of the answer; null where it has none.</summary>
    public string? ETag { get; init; }

    /// <summary>What the forge calls the request; null where it does not.</summary>
    public string? RequestId { get; init; }
}

/// <summary>A refusal.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Message">What the forge said, in a sentence.</param>
/// <param name="RetryAt">When to ask again; null where that is not known.</param>
public sealed record AuditPageRefusal(RefusalReason Reason, string Message, DateTimeOffset? RetryAt = null) : AuditPageAnswer;

namespace PoPipeline.Decisions.Trackers;

/// <summary>A tracker could not be read or written.</summary>
public sealed class TrackerException : Exception
{
    /// <summary>Makes one.</summary>
    public TrackerException()
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What failed, and what to do, as a sentence.</param>
    public TrackerException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What failed, and what to do, as a sentence.</param>
    /// <param name="innerException">What happened.</param>
    public TrackerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the tracker could not be reached at all, so that what is known already may hold for a while; otherwise it answered, and refused.</summary>
    public bool IsOutage { get; init; }
}

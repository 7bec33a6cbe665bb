namespace PoPipeline.Forges;

/// <summary>A forge, or a folder that stands in for one, could not be read or written.</summary>
public sealed class ForgeException : Exception
{
    /// <summary>Makes one.</summary>
    public ForgeException()
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What failed, and what to do, as a sentence.</param>
    public ForgeException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What failed, and what to do, as a sentence.</param>
    /// <param name="innerException">What happened.</param>
    public ForgeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether it could not be reached at all, so that what is known already may hold for a while; otherwise it answered, and refused.</summary>
    public bool IsOutage { get; init; }
}

namespace PoPipeline.Forges.Http;

/// <summary>Why a request was not processed: the service wants a pause. It stands inside a <see cref="ForgeException"/>.</summary>
internal sealed class RateLimitException : Exception
{
    public RateLimitException()
    {
    }

    public RateLimitException(string message)
        : base(message)
    {
    }

    public RateLimitException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public RateLimitException(Pause pause)
        : base("The service wants a pause.") => Pause = pause;

    /// <summary>The pause.</summary>
    public Pause? Pause { get; }
}

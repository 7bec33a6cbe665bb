namespace PoPipeline.Audit.Storing;

/// <summary>Why a forge does not answer.</summary>
public enum RefusalReason
{
    /// <summary>The plan has no audit log by an API.</summary>
    Plan,

    /// <summary>Whoever asks has not the role.</summary>
    Role,

    /// <summary>The token lacks a permission.</summary>
    Permission,

    /// <summary>The token is not valid.</summary>
    Token,

    /// <summary>There is no such source, or whoever asks may not know of it.</summary>
    NotFound,

    /// <summary>Too much was asked.</summary>
    RateLimit,

    /// <summary>The forge was not reached, or failed.</summary>
    Unavailable,

    /// <summary>The answer is not one.</summary>
    Malformed,
}

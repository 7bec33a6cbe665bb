namespace PoPipeline.Outputs.Attesting;

/// <summary>As what a result is attested.</summary>
public enum AttestationForm
{
    /// <summary>A signed envelope.</summary>
    Envelope,

    /// <summary>A statement, which another program signs, or vouches for.</summary>
    Statement,

    /// <summary>The predicate of a statement, of which another program makes one and signs it.</summary>
    Predicate,
}

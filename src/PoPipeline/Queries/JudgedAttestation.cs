using System.Collections.Immutable;
using PoPipeline.InToto.Attesting;

namespace PoPipeline.Queries;

/// <summary>An attestation that was verified, and compared with what it should be about.</summary>
/// <param name="Result">What verifying it came to.</param>
/// <param name="Missing">What was asked for that it is not about.</param>
public sealed record JudgedAttestation(AttestationResult Result, ImmutableArray<string> Missing)
{
    /// <summary>Whether it is about something else than was asked for.</summary>
    public bool IsAboutOthers => !Missing.IsEmpty;
}

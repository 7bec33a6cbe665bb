using System.Collections.Immutable;

namespace PoPipeline.InToto.Verifying;

/// <summary>What was found of a step.</summary>
/// <param name="Step">Its name.</param>
/// <param name="Place">Where it stands in its layout.</param>
/// <param name="Threshold">How many must have done it.</param>
/// <param name="Counted">How many did, by links that hold.</param>
/// <param name="Links">What was found of each key that may sign it.</param>
public sealed record StepEvidence(string Step, Place Place, int Threshold, int Counted, ImmutableArray<LinkEvidence> Links);

/// <summary>What was found of a link.</summary>
/// <param name="File">The file, relative to the folder of the links.</param>
/// <param name="KeyId">The key that may sign it.</param>
/// <param name="Standing">What it is worth.</param>
/// <param name="Note">What there is to say of it, as a clause; null for nothing.</param>
/// <param name="Sublayout">What the layout that stands in its place came to; null where none does.</param>
public sealed record LinkEvidence(string File, string KeyId, LinkStanding Standing, string? Note = null, VerificationResult? Sublayout = null);

/// <summary>What a link is worth.</summary>
public enum LinkStanding
{
    /// <summary>It counts.</summary>
    Counted,

    /// <summary>There is none.</summary>
    Absent,

    /// <summary>Its signature was not looked at, since there are too few links in any case.</summary>
    NotLookedAt,

    /// <summary>It is not signed by the key.</summary>
    NotSigned,

    /// <summary>It is signed by a key that counted before under another id.</summary>
    SameKey,

    /// <summary>The layout has no such key.</summary>
    UnknownKey,

    /// <summary>The key, or its signature, is not supported.</summary>
    Unsupported,
}

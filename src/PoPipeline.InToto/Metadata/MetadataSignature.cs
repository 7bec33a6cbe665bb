using System.Collections.Immutable;

namespace PoPipeline.InToto.Metadata;

/// <summary>A signature of an envelope.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="KeyId">The id of the key that it says it is of, a hint; empty where it says none.</param>
/// <param name="Value">The signature.</param>
/// <param name="Unsupported">Why it cannot be verified, as a clause; null where it can.</param>
public sealed record MetadataSignature(Place Place, string KeyId, ImmutableArray<byte> Value, string? Unsupported);

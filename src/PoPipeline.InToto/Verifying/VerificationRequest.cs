using System.Collections.Immutable;
using PoPipeline.InToto.Keys;

namespace PoPipeline.InToto.Verifying;

/// <summary>What is to be verified, and by what.</summary>
public sealed record VerificationRequest
{
    /// <summary>What the layout is called in messages.</summary>
    public required string LayoutFile { get; init; }

    /// <summary>The bytes of the layout; null where there is none.</summary>
    public required byte[]? Layout { get; init; }

    /// <summary>The keys, each of which must have signed the layout. They come from who verifies, never from what is verified.</summary>
    public required ImmutableArray<VerificationKey> Keys { get; init; }

    /// <summary>The folder of the links.</summary>
    public required IMetadataFolder Links { get; init; }

    /// <summary>Values for what stands in braces in the layout; null where nothing is put in, and braces stand for themselves.</summary>
    public ImmutableDictionary<string, string>? Parameters { get; init; }
}

using System.Collections.Immutable;

namespace PoPipeline.Ledger;

/// <summary>Signs and verifies with one key.</summary>
internal interface ISignatureAlgorithm
{
    /// <summary>The public key as a note encodes it.</summary>
    ImmutableArray<byte> PublicKey { get; }

    /// <summary>Signs; only where the private key is held.</summary>
    /// <param name="text">What to sign.</param>
    ImmutableArray<byte> Sign(byte[] text);

    /// <summary>Whether a signature is good. Never throws.</summary>
    /// <param name="text">What was signed.</param>
    /// <param name="signature">The signature.</param>
    bool Verify(byte[] text, ReadOnlySpan<byte> signature);
}

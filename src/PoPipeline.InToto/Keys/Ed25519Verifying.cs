using PoPipeline.Ledger;

namespace PoPipeline.InToto.Keys;

/// <summary>Ed25519.</summary>
/// <param name="algorithm">The key.</param>
internal sealed class Ed25519Verifying(Ed25519Algorithm algorithm) : IVerifying
{
    /// <inheritdoc/>
    public int Cost => 1;

    /// <inheritdoc/>
    public bool Verify(byte[] data, byte[] signature) => algorithm.Verify(data, signature);
}

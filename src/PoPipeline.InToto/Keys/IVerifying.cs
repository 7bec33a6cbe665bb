namespace PoPipeline.InToto.Keys;

/// <summary>Verifies with one public key.</summary>
internal interface IVerifying
{
    /// <summary>Whether a signature is good. Never throws.</summary>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature.</param>
    bool Verify(byte[] data, byte[] signature);
}

namespace PoPipeline.InToto.Keys;

/// <summary>Verifies with one public key.</summary>
internal interface IVerifying
{
    /// <summary>What verifying costs, in units of an ordinary key.</summary>
    int Cost { get; }

    /// <summary>Whether a signature is good. Never throws.</summary>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature.</param>
    bool Verify(byte[] data, byte[] signature);
}

using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using BigInteger = Org.BouncyCastle.Math.BigInteger;

namespace PoPipeline.InToto.Keys;

/// <summary>RSA: PSS with a salt of any length, or PKCS #1 v1.5.</summary>
/// <param name="key">The key.</param>
/// <param name="hash">What hashes the data.</param>
/// <param name="isPss">Which of them.</param>
internal sealed class RsaVerifying(RSA key, HashAlgorithmName hash, bool isPss) : IVerifying
{
    private const int OrdinarySize = 2048;

    /// <inheritdoc/>
    public int Cost { get; } = Math.Max(1, key.KeySize / OrdinarySize * (key.KeySize / OrdinarySize));

    /// <inheritdoc/>
    public bool Verify(byte[] data, byte[] signature)
    {
        try
        {
            return !isPss ? key.VerifyData(data, signature, hash, RSASignaturePadding.Pkcs1)
                : key.VerifyData(data, signature, hash, RSASignaturePadding.Pss) || VerifyOtherSalt(data, signature);
        }
        catch (Exception exception) when (exception is CryptographicException or CryptoException or InvalidKeyException or ArgumentException)
        {
            return false;
        }
    }

    // .NET takes a salt as long as the hash alone. The length of another one is found out here; whether the signature is good is for the library to say.
    private bool VerifyOtherSalt(byte[] data, byte[] signature)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        if (PssSalt.LengthOf(parameters, signature, hash) is not { } salt)
        {
            return false;
        }

        var signer = new PssSigner(new RsaEngine(), DigestUtilities.GetDigest(hash.Name), salt);
        signer.Init(forSigning: false, new RsaKeyParameters(isPrivate: false, new BigInteger(1, parameters.Modulus), new BigInteger(1, parameters.Exponent)));
        signer.BlockUpdate(data, 0, data.Length);
        return signer.VerifySignature(signature);
    }
}

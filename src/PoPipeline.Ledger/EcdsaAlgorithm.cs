using System.Collections.Immutable;
using System.Security.Cryptography;

namespace PoPipeline.Ledger;

/// <summary>ECDSA on P-256 with SHA-256, which hosts have that are held to FIPS 140.</summary>
internal sealed class EcdsaAlgorithm : ISignatureAlgorithm
{
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly ECDsa key;

    private EcdsaAlgorithm(ECDsa key)
    {
        this.key = key;
        PublicKey = [.. key.ExportSubjectPublicKeyInfo()];
    }

    /// <inheritdoc/>
    public ImmutableArray<byte> PublicKey { get; }

    /// <summary>Takes a public key; null where it is none.</summary>
    /// <param name="key">The SubjectPublicKeyInfo in DER.</param>
    public static EcdsaAlgorithm? OfPublic(byte[] key) => Of(key, (algorithm, der) =>
    {
        algorithm.ImportSubjectPublicKeyInfo(der, out var read);
        return read;
    });

    /// <summary>Takes a private key; null where it is none.</summary>
    /// <param name="key">The PKCS #8 PrivateKeyInfo in DER.</param>
    public static EcdsaAlgorithm? OfPrivate(byte[] key) => Of(key, (algorithm, der) =>
    {
        algorithm.ImportPkcs8PrivateKey(der, out var read);
        return read;
    });

    /// <inheritdoc/>
    public ImmutableArray<byte> Sign(byte[] text) => [.. key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)];

    /// <inheritdoc/>
    public bool Verify(byte[] text, ReadOnlySpan<byte> signature)
    {
        try
        {
            return key.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static EcdsaAlgorithm? Of(byte[] der, Func<ECDsa, byte[], int> import)
    {
        ECDsa? taken = null;
        try
        {
            taken = ECDsa.Create();
            if (import(taken, der) == der.Length && taken.ExportParameters(includePrivateParameters: false).Curve is { IsNamed: true, Oid.Value: P256 })
            {
                var algorithm = new EcdsaAlgorithm(taken);
                taken = null;
                return algorithm;
            }
        }
        catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException)
        {
            // Not a key, or one of a curve that this machine has not.
        }
        finally
        {
            taken?.Dispose();
        }

        return null;
    }
}

using System.Formats.Asn1;

namespace PoPipeline.Ledger;

/// <summary>Looks into the containers that OpenSSL writes keys in. Never throws.</summary>
internal static class KeyContainer
{
    /// <summary>The algorithm of an Ed25519 key.</summary>
    public const string Ed25519 = "1.3.101.112";

    /// <summary>The algorithm of a key on an elliptic curve.</summary>
    public const string Ecdsa = "1.2.840.10045.2.1";

    /// <summary>The algorithm of a key; null where the bytes are no key.</summary>
    /// <param name="der">PKCS #8 of a private key, SubjectPublicKeyInfo of a public one.</param>
    /// <param name="isPrivate">Which it is.</param>
    public static string? AlgorithmOf(byte[] der, bool isPrivate) => Guarded(der, sequence =>
    {
        if (isPrivate)
        {
            sequence.ReadInteger();
        }

        return sequence.ReadSequence().ReadObjectIdentifier();
    });

    /// <summary>The seed of an Ed25519 key, by RFC 8410; null where there is none.</summary>
    /// <param name="der">PKCS #8.</param>
    public static byte[]? SeedOf(byte[] der) => Guarded(der, sequence =>
    {
        sequence.ReadInteger();
        sequence.ReadSequence();
        return new AsnReader(sequence.ReadOctetString(), AsnEncodingRules.DER).ReadOctetString();
    });

    /// <summary>The bytes of a public key; null where there are none.</summary>
    /// <param name="der">SubjectPublicKeyInfo.</param>
    public static byte[]? PublicKeyOf(byte[] der) => Guarded(der, sequence =>
    {
        sequence.ReadSequence();
        return sequence.ReadBitString(out _);
    });

    private static T? Guarded<T>(byte[] der, Func<AsnReader, T> read)
        where T : class
    {
        try
        {
            return read(new AsnReader(der, AsnEncodingRules.DER).ReadSequence());
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}

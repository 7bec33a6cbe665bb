using System.Collections.Immutable;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace PoPipeline.Ledger;

/// <summary>Ed25519 of RFC 8032, which .NET has not.</summary>
internal sealed class Ed25519Algorithm : ISignatureAlgorithm
{
    private readonly Ed25519PublicKeyParameters publicKey;
    private readonly Ed25519PrivateKeyParameters? privateKey;

    private Ed25519Algorithm(Ed25519PublicKeyParameters publicKey, Ed25519PrivateKeyParameters? privateKey)
    {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
        PublicKey = [.. publicKey.GetEncoded()];
    }

    /// <inheritdoc/>
    public ImmutableArray<byte> PublicKey { get; }

    /// <summary>Takes a public key; null where it is none.</summary>
    /// <param name="key">The 32 bytes.</param>
    public static Ed25519Algorithm? OfPublic(byte[] key) =>
        key.Length == Ed25519.PublicKeySize && Ed25519.ValidatePublicKeyFull(key, 0) ? new(new Ed25519PublicKeyParameters(key), privateKey: null) : null;

    /// <summary>Takes a private key; null where it is none.</summary>
    /// <param name="seed">The 32 bytes.</param>
    public static Ed25519Algorithm? OfPrivate(byte[] seed) =>
        seed.Length == Ed25519.SecretKeySize && new Ed25519PrivateKeyParameters(seed) is var key ? new(key.GeneratePublicKey(), key) : null;

    /// <inheritdoc/>
    public ImmutableArray<byte> Sign(byte[] text)
    {
        var key = privateKey ?? throw new InvalidOperationException("A public key signs nothing.");
        var signature = new byte[Ed25519.SignatureSize];
        key.Sign(Ed25519.Algorithm.Ed25519, ctx: null, text, 0, text.Length, signature, 0);
        return [.. signature];
    }

    /// <inheritdoc/>
    public bool Verify(byte[] text, ReadOnlySpan<byte> signature) =>
        signature.Length == Ed25519.SignatureSize
        && publicKey.Verify(Ed25519.Algorithm.Ed25519, ctx: null, text, 0, text.Length, signature.ToArray(), 0);
}

using System.Collections.Immutable;
using PoPipeline.Ledger;

namespace PoPipeline.InToto.Keys;

/// <summary>A public key that layouts, links and attestations are verified with.</summary>
public sealed class VerificationKey
{
    private readonly IVerifying verifying;

    internal VerificationKey(string type, string scheme, string material, ImmutableArray<string> keyIds, IVerifying verifying)
    {
        this.verifying = verifying;
        Type = type;
        Scheme = scheme;
        Material = material;
        KeyIds = keyIds;
    }

    /// <summary>The type of the key: <c>rsa</c>, <c>ecdsa</c>, <c>ed25519</c>.</summary>
    public string Type { get; }

    /// <summary>How it signs: <c>rsassa-pss-sha256</c>.</summary>
    public string Scheme { get; }

    /// <summary>The SHA-256 of the key itself: two keys are one where it is equal, whatever ids they have.</summary>
    public string Material { get; }

    /// <summary>The ids that tools give the key, the one of the specification first. An id is a hint where to look, and proves nothing.</summary>
    public ImmutableArray<string> KeyIds { get; }

    /// <summary>The id of the specification.</summary>
    public string KeyId => KeyIds[0];

    /// <summary>Reads a key as people give it.</summary>
    /// <param name="text">A public key in PEM, or as JSON of securesystemslib, or 64 hexadecimal digits of Ed25519.</param>
    /// <returns>The key, or what is wrong, as a clause.</returns>
    public static Parsed<VerificationKey> Parse(string text) => KeyReader.Read(text);

    /// <summary>The key that a ledger is verified with.</summary>
    /// <param name="verifier">The key.</param>
    public static VerificationKey Of(NoteVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        var algorithm = verifier.Algorithm;
        var key = algorithm is Ed25519Algorithm
            ? KeyReader.OfEd25519([.. algorithm.PublicKey], stated: [])
            : KeyReader.OfDer([.. algorithm.PublicKey], written: null, scheme: null, stated: []);
        return key.IsValue(out var value, out var fault) ? value : throw new InvalidOperationException($"The key of a ledger cannot be used: {fault}.");
    }

    /// <summary>Whether tools call the key so.</summary>
    /// <param name="keyId">The id.</param>
    public bool Has(string keyId) => KeyIds.Contains(keyId, StringComparer.OrdinalIgnoreCase);

    internal int Cost => verifying.Cost;

    internal bool Verify(byte[] data, ImmutableArray<byte> signature) => verifying.Verify(data, [.. signature]);
}

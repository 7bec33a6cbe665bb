using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PoPipeline.Ledger;

/// <summary>A key that signatures of notes are verified with: Ed25519, or ECDSA on P-256 with SHA-256.</summary>
public sealed class NoteVerifier
{
    /// <summary>The name of a key that has no other.</summary>
    public const string DefaultName = "popipeline";

    private const byte Ed25519Type = 0x01;
    private const byte EcdsaType = 0x02;
    private const string PublicLabel = "PUBLIC KEY";

    private readonly ISignatureAlgorithm algorithm;
    private readonly ImmutableArray<byte> encoded;

    private NoteVerifier(string name, ISignatureAlgorithm algorithm)
    {
        this.algorithm = algorithm;
        Name = name;
        encoded = [algorithm is Ed25519Algorithm ? Ed25519Type : EcdsaType, .. algorithm.PublicKey];

        // The id of an ECDSA key is that of the key alone, as the specification notes.
        var hash = SHA256.HashData(algorithm is Ed25519Algorithm ? [.. Encoding.UTF8.GetBytes(name), (byte)'\n', .. encoded] : algorithm.PublicKey.ToArray());
        KeyId = BinaryPrimitives.ReadUInt32BigEndian(hash);
    }

    /// <summary>The name of the key.</summary>
    public string Name { get; }

    /// <summary>The id of the key, which is the beginning of a hash.</summary>
    public uint KeyId { get; }

    internal ISignatureAlgorithm Algorithm => algorithm;

    /// <summary>Reads a key as <c>name+hash+base64</c>, which is how transparency logs write it.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The key, or what is wrong, as a clause.</returns>
    public static Parsed<NoteVerifier> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split('+', 3) is not [var name, { Length: 8 } id, var key] || !SignedNote.IsKeyName(name))
        {
            return new("it is not of the form 'name+hash+key'");
        }

        ISignatureAlgorithm? taken = SignedNote.Base64Of(key) switch
        {
            [Ed25519Type, .. var bytes] => Ed25519Algorithm.OfPublic(bytes),
            [EcdsaType, .. var bytes] => EcdsaAlgorithm.OfPublic(bytes),
            _ => null,
        };
        return taken is null ? new("its key is neither Ed25519 nor ECDSA on P-256")
            : new NoteVerifier(name, taken) is var verifier && id == verifier.KeyId.ToString("x8", CultureInfo.InvariantCulture) ? new(verifier)
            : new("its hash is not that of its name and key");
    }

    /// <summary>Reads a public key in PEM, as <c>openssl pkey -pubout</c> writes it.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="name">The name of the key.</param>
    /// <returns>The key, or what is wrong, as a clause.</returns>
    public static Parsed<NoteVerifier> OfPem(string pem, string name = DefaultName)
    {
        ArgumentNullException.ThrowIfNull(pem);
        ArgumentNullException.ThrowIfNull(name);
        if (!SignedNote.IsKeyName(name))
        {
            return new("the name of the key is empty, or has a space or '+' in it");
        }

        if (PemText.HasSeveral(pem))
        {
            return new(PemText.Several);
        }

        if (PemText.Read(pem, PublicLabel) is not { } der)
        {
            return new("it holds no public key in PEM");
        }

        ISignatureAlgorithm? taken = KeyContainer.AlgorithmOf(der, isPrivate: false) switch
        {
            KeyContainer.Ed25519 => Ed25519Algorithm.OfPublic(KeyContainer.PublicKeyOf(der) ?? []),
            KeyContainer.Ecdsa => EcdsaAlgorithm.OfPublic(der),
            _ => null,
        };
        return taken is null ? new("its key is neither Ed25519 nor ECDSA on P-256") : new(new NoteVerifier(name, taken));
    }

    /// <summary>Whether a signature of this key is good.</summary>
    /// <param name="text">The text that was signed.</param>
    /// <param name="signature">The signature.</param>
    public bool Verify(string text, ReadOnlySpan<byte> signature) => algorithm.Verify(Encoding.UTF8.GetBytes(text), signature);

    /// <summary>Whether a signature line says that it is of this key.</summary>
    /// <param name="signature">The signature line.</param>
    public bool Made(NoteSignature signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return signature.KeyId == KeyId && signature.KeyName == Name;
    }

    /// <summary>The key as <c>name+hash+base64</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}+{KeyId:x8}+{Convert.ToBase64String(encoded.AsSpan())}");

    internal static NoteVerifier Of(string name, ISignatureAlgorithm algorithm) => new(name, algorithm);
}

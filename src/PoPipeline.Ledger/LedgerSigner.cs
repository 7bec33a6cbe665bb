using System.Security.Cryptography;
using System.Text;

namespace PoPipeline.Ledger;

/// <summary>Signs checkpoints with a private key, which is held in memory only and shown nowhere.</summary>
public sealed class LedgerSigner
{
    /// <summary>The environment variable that holds a private key in PEM.</summary>
    public const string KeyVariable = "POPIPELINE_LEDGER_KEY";

    /// <summary>The environment variable that names a file with a private key in PEM.</summary>
    public const string KeyFileVariable = "POPIPELINE_LEDGER_KEY_FILE";

    private const string PrivateLabel = "PRIVATE KEY";
    private const int MaximumLength = 1 << 16;

    private readonly ISignatureAlgorithm algorithm;

    private LedgerSigner(string name, ISignatureAlgorithm algorithm)
    {
        this.algorithm = algorithm;
        Verifier = NoteVerifier.Of(name, algorithm);
    }

    /// <summary>The public part of the key.</summary>
    public NoteVerifier Verifier { get; }

    /// <summary>Takes a private key: Ed25519, or ECDSA on P-256.</summary>
    /// <param name="pem">PKCS #8 in PEM, as <c>openssl genpkey</c> writes it, or that in Base64 on one line, for settings that take no value with line breaks or blanks.</param>
    /// <param name="name">The name of the key.</param>
    /// <exception cref="LedgerException">It is no such key. The message shows nothing of it.</exception>
    public static LedgerSigner OfPem(string pem, string name = NoteVerifier.DefaultName)
    {
        ArgumentNullException.ThrowIfNull(pem);
        ArgumentNullException.ThrowIfNull(name);
        if (!SignedNote.IsKeyName(name))
        {
            throw new LedgerException("The name of the ledger's key is empty, or has a space or '+' in it.");
        }

        if (PemText.HasSeveral(pem))
        {
            throw new LedgerException($"The ledger's key cannot be used: {PemText.Several}.");
        }

        if ((PemText.Read(pem, PrivateLabel) ?? OfOneLine(pem)) is not { } der)
        {
            throw new LedgerException("The ledger's key is not a private key in PEM (PKCS #8, not encrypted), nor one in Base64 on one line. Make one with 'openssl genpkey -algorithm ed25519'.");
        }

        try
        {
            ISignatureAlgorithm? taken = KeyContainer.AlgorithmOf(der, isPrivate: true) switch
            {
                KeyContainer.Ed25519 => Ed25519Algorithm.OfPrivate(KeyContainer.SeedOf(der) ?? []),
                KeyContainer.Ecdsa => EcdsaAlgorithm.OfPrivate(der),
                _ => null,
            };
            return new LedgerSigner(name, taken ?? throw new LedgerException("The ledger's key is neither Ed25519 nor ECDSA on P-256."));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    }

    /// <summary>Takes the private key that the environment names; null where it names none.</summary>
    /// <param name="variable">Gives the value of an environment variable.</param>
    /// <param name="name">The name of the key.</param>
    /// <exception cref="LedgerException">What is named is no key, or cannot be read.</exception>
    public static LedgerSigner? OfEnvironment(Func<string, string?> variable, string name = NoteVerifier.DefaultName)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return (variable(KeyVariable), variable(KeyFileVariable)) switch
        {
            (null or "", null or "") => null,
            ({ } pem, null or "") => OfPem(pem, name),
            (null or "", { } file) => OfPem(ReadKey(file), name),
            _ => throw new LedgerException($"{KeyVariable} and {KeyFileVariable} are both set; one of them names the ledger's key."),
        };
    }

    internal SignedNote Sign(string text) =>
        new(text, [new NoteSignature(Verifier.Name, Verifier.KeyId, algorithm.Sign(Encoding.UTF8.GetBytes(text)))]);

    internal byte[] Sign(byte[] data) => [.. algorithm.Sign(data)];

    private static byte[]? OfOneLine(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var bytes = new byte[trimmed.Length];
        if (trimmed.IsEmpty || trimmed.ContainsAny('\n', ' ') || !Convert.TryFromBase64Chars(trimmed, bytes, out var length))
        {
            return null;
        }

        try
        {
            return PemText.Read(Encoding.UTF8.GetString(bytes, 0, length), PrivateLabel);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static string ReadKey(string file)
    {
        try
        {
            return KeyFile.Read(file, MaximumLength) ?? throw new LedgerException($"The file '{file}' that {KeyFileVariable} names is too long for a key.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new LedgerException($"The file '{file}' that {KeyFileVariable} names cannot be read: {Refusal.Of(exception)}. Name the file with the key.", exception);
        }
    }
}

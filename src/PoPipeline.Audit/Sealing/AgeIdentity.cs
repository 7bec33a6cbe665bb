using Org.BouncyCastle.Crypto.Parameters;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Sealing;

/// <summary>The private key of somebody who may read, as <c>age-keygen</c> writes it: <c>AGE-SECRET-KEY-1…</c>. It is shown nowhere.</summary>
public sealed class AgeIdentity
{
    private const string Prefix = "age-secret-key-";

    private readonly X25519PrivateKeyParameters key;

    private AgeIdentity(X25519PrivateKeyParameters key)
    {
        this.key = key;
        Recipient = new AgeRecipient([.. key.GeneratePublicKey().GetEncoded()]);
    }

    /// <summary>The public part of the key.</summary>
    public AgeRecipient Recipient { get; }

    /// <summary>Reads a private key, also from a file of <c>age-keygen</c> with lines that begin with <c>#</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The key, or what is wrong, as a clause that shows nothing of it.</returns>
    public static Parsed<AgeIdentity> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')).ToList();
        return lines is [var line] && Bech32.Decode(Prefix, line) is { Length: AgeRecipient.KeySize } bytes
            ? new(new AgeIdentity(new X25519PrivateKeyParameters(bytes)))
            : new("it is not one private key of age, 'AGE-SECRET-KEY-1…'");
    }

    internal byte[]? Agree(ReadOnlySpan<byte> point)
    {
        try
        {
            var secret = new byte[X25519PrivateKeyParameters.SecretSize];
            key.GenerateSecret(new X25519PublicKeyParameters(point.ToArray()), secret, 0);
            return secret;
        }
        catch (InvalidOperationException)
        {
            // A point of small order.
            return null;
        }
    }
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;

namespace PoPipeline.Audit.Sealing;

/// <summary>Encrypts a short secret for several people, by https://age-encryption.org/v1 with recipients of X25519, so that <c>age -d</c> opens it too.</summary>
internal static class AgeFile
{
    /// <summary>The most bytes of a secret: one chunk of the format.</summary>
    public const int MaximumLength = 1 << 16;

    private const string Version = "age-encryption.org/v1\n";
    private const string Mac = "---";
    private const string StanzaPrefix = "-> ";
    private const string Info = "age-encryption.org/v1/X25519";
    private const int FileKeySize = 16;
    private const int NonceSize = 16;

    /// <summary>Encrypts.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="recipients">Who may read it, at least one.</param>
    public static byte[] Encrypt(ReadOnlySpan<byte> secret, ImmutableArray<AgeRecipient> recipients)
    {
        if (secret.Length > MaximumLength || recipients.IsDefaultOrEmpty)
        {
            throw new ArgumentException("The secret is too long, or nobody could read it.", nameof(secret));
        }

        var fileKey = RandomNumberGenerator.GetBytes(FileKeySize);
        var header = new StringBuilder(Version);
        foreach (var recipient in recipients)
        {
            var ephemeral = new X25519PrivateKeyParameters(RandomNumberGenerator.GetBytes(AgeRecipient.KeySize));
            var share = ephemeral.GeneratePublicKey().GetEncoded();
            var secretPoint = new byte[X25519PrivateKeyParameters.SecretSize];
            ephemeral.GenerateSecret(new X25519PublicKeyParameters(recipient.Key.ToArray()), secretPoint, 0);
            var body = ChaCha.Seal(WrapKey(secretPoint, share, recipient), new byte[ChaCha.NonceSize], fileKey, []);
            header.Append(StanzaPrefix).Append("X25519 ").Append(Base64(share)).Append('\n').Append(Base64(body)).Append('\n');
        }

        header.Append(Mac);
        var mac = MacOf(fileKey, header.ToString());
        header.Append(' ').Append(Base64(mac)).Append('\n');
        var nonce = RandomNumberGenerator.GetBytes(NonceSize);
        return [.. Encoding.ASCII.GetBytes(header.ToString()), .. nonce, .. ChaCha.Seal(PayloadKey(fileKey, nonce), LastChunk(), secret, [])];
    }

    /// <summary>Decrypts; null where the identity is of nobody whom it was encrypted for, or it was changed.</summary>
    /// <param name="file">What was encrypted.</param>
    /// <param name="identity">Who reads.</param>
    public static byte[]? Decrypt(ReadOnlySpan<byte> file, AgeIdentity identity)
    {
        if (FileKey(file, identity, out var payload) is not { } fileKey || payload.Length < NonceSize)
        {
            return null;
        }

        return ChaCha.Open(PayloadKey(fileKey, payload[..NonceSize].ToArray()), LastChunk(), payload[NonceSize..], []);
    }

    /// <summary>The key of a file; null where the identity does not give it, or the header was changed.</summary>
    /// <param name="file">What was encrypted.</param>
    /// <param name="identity">Who reads.</param>
    /// <param name="payload">What follows the header.</param>
    internal static byte[]? FileKey(ReadOnlySpan<byte> file, AgeIdentity identity, out ReadOnlySpan<byte> payload)
    {
        payload = [];
        var end = file.IndexOf("\n--- "u8);
        if (end < 0 || file[(end + 1)..].IndexOf((byte)'\n') is not (> 0 and var length) || !file.StartsWith(Encoding.ASCII.GetBytes(Version)))
        {
            return null;
        }

        payload = file[(end + 1 + length + 1)..];
        var header = Encoding.ASCII.GetString(file[..(end + 1)]) + Mac;
        var mac = Bytes(Encoding.ASCII.GetString(file.Slice(end + 1 + Mac.Length + 1, length - Mac.Length - 1)));
        var lines = header.Split('\n');
        for (var line = 1; line + 1 < lines.Length; line++)
        {
            if (lines[line].Split(' ') is ["->", "X25519", var encoded]
                && Bytes(encoded) is { Length: AgeRecipient.KeySize } share
                && Bytes(lines[line + 1]) is { Length: FileKeySize + ChaCha.TagSize } body
                && identity.Agree(share) is { } secret
                && ChaCha.Open(WrapKey(secret, share, identity.Recipient), new byte[ChaCha.NonceSize], body, []) is { } fileKey)
            {
                return mac is not null && CryptographicOperations.FixedTimeEquals(MacOf(fileKey, header), mac) ? fileKey : null;
            }
        }

        return null;
    }

    private static byte[] WrapKey(byte[] secret, byte[] share, AgeRecipient recipient) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, ChaCha.KeySize, [.. share, .. recipient.Key], Encoding.ASCII.GetBytes(Info));

    private static byte[] MacOf(byte[] fileKey, string header) =>
        HMACSHA256.HashData(HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey, ChaCha.KeySize, [], "header"u8.ToArray()), Encoding.ASCII.GetBytes(header));

    private static byte[] PayloadKey(byte[] fileKey, byte[] nonce) => HKDF.DeriveKey(HashAlgorithmName.SHA256, fileKey, ChaCha.KeySize, nonce, "payload"u8.ToArray());

    // The counter of the first chunk, and the mark that it is the last.
    private static byte[] LastChunk() => [.. new byte[ChaCha.NonceSize - 1], 1];

    private static string Base64(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[]? Bytes(string text)
    {
        var padded = text + (text.Length % 4) switch { 2 => "==", 3 => "=", _ => "" };
        var bytes = new byte[padded.Length];
        return !text.Contains('=', StringComparison.Ordinal) && Convert.TryFromBase64String(padded, bytes, out var length) && Base64(bytes.AsSpan(0, length)) == text ? bytes[..length] : null;
    }
}

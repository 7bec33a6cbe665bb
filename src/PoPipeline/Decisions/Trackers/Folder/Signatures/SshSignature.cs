using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace PoPipeline.Decisions.Trackers.Folder.Signatures;

/// <summary>A signature as <c>ssh-keygen -Y sign</c> makes it; the form is OpenSSH's PROTOCOL.sshsig.</summary>
internal sealed class SshSignature
{
    private const string Begin = "-----BEGIN SSH SIGNATURE-----";
    private const string End = "-----END SSH SIGNATURE-----";
    private const int MaximumLength = 16 * 1024;

    private readonly byte[] signature;
    private readonly string hash;

    private SshSignature(ImmutableArray<byte> key, string purpose, string hash, byte[] signature)
    {
        Key = key;
        Purpose = purpose;
        this.hash = hash;
        this.signature = signature;
    }

    private static ReadOnlySpan<byte> Magic => "SSHSIG"u8;

    /// <summary>The key that it says to be of.</summary>
    public ImmutableArray<byte> Key { get; }

    /// <summary>What it was made for, its namespace: <c>git</c>.</summary>
    public string Purpose { get; }

    /// <summary>Whether a text is one of these signatures rather than one of OpenPGP or X.509.</summary>
    /// <param name="armoured">The text.</param>
    public static bool IsOne(string armoured) => armoured.TrimStart().StartsWith(Begin, StringComparison.Ordinal);

    /// <summary>Reads one.</summary>
    /// <param name="armoured">The text. Text of others.</param>
    /// <exception cref="FormatException">It is damaged, or of a version that is not known.</exception>
    public static SshSignature Read(string armoured)
    {
        var text = armoured.Trim();
        if (text.Length > MaximumLength || !text.StartsWith(Begin, StringComparison.Ordinal) || !text.EndsWith(End, StringComparison.Ordinal) || text.Length < Begin.Length + End.Length)
        {
            throw new FormatException("It is damaged");
        }

        var reader = new SshReader(Convert.FromBase64String(text[Begin.Length..^End.Length]));
        if (!reader.Take(Magic.Length).SequenceEqual(Magic) || reader.Number() != 1)
        {
            throw new FormatException("It is of a version that is not known");
        }

        var key = reader.Bytes();
        var purpose = reader.Text();
        _ = reader.Bytes();
        var read = new SshSignature([.. key], purpose, reader.Text(), reader.Bytes().ToArray());
        return reader.IsAtEnd ? read : throw new FormatException("It is damaged");
    }

    /// <summary>Whether the key has signed a text.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">It is damaged, or of a kind that is not known.</exception>
    public bool Covers(ReadOnlySpan<byte> text)
    {
        var digest = hash switch
        {
            "sha256" => SHA256.HashData(text),
            "sha512" => SHA512.HashData(text),
            _ => throw new FormatException("It is of a hash that is not known"),
        };
        using var signed = new MemoryStream();
        signed.Write(Magic);
        Write(signed, Encoding.ASCII.GetBytes(Purpose));
        Write(signed, []);
        Write(signed, Encoding.ASCII.GetBytes(hash));
        Write(signed, digest);
        return SshKey.Read(Key.AsSpan()).Verify(signed.ToArray(), signature);
    }

    private static void Write(MemoryStream stream, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)bytes.Length);
        stream.Write(length);
        stream.Write(bytes);
    }
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;

namespace PoPipeline.Ledger;

/// <summary>
/// A text with the signatures that vouch for it, by https://c2sp.org/signed-note. A note without a signature is one too; nothing
/// vouches for it.
/// </summary>
/// <param name="Text">The text, which ends with a line feed.</param>
/// <param name="Signatures">The signatures, in the order of the note.</param>
public sealed record SignedNote(string Text, ImmutableArray<NoteSignature> Signatures)
{
    /// <summary>The most bytes that a note may have.</summary>
    public const int MaximumLength = 1 << 16;

    private const int MaximumSignatures = 64;
    private const int KeyIdLength = sizeof(uint);
    private const string LinePrefix = "— ";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The note as it is stored.</summary>
    public byte[] ToBytes() => StrictUtf8.GetBytes(ToString());

    /// <inheritdoc/>
    public override string ToString() => string.Concat([Text, "\n", .. Signatures.Select(Line)]);

    /// <summary>Reads a note. What it accepts, <see cref="ToBytes"/> gives again byte by byte.</summary>
    /// <param name="bytes">The note as it is stored.</param>
    /// <returns>The note, or what is wrong, as a clause.</returns>
    public static Parsed<SignedNote> Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaximumLength)
        {
            return new($"it is longer than {MaximumLength} bytes");
        }

        string note;
        try
        {
            note = StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return new("it is not UTF-8");
        }

        if (note.Any(character => character < ' ' && character != '\n'))
        {
            return new("it has control characters");
        }

        var end = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return new("it has no blank line between text and signatures");
        }

        var lines = note[(end + 2)..].Split('\n');
        if (lines[^1].Length > 0)
        {
            return new("it does not end with a line feed");
        }

        if (lines.Length - 1 > MaximumSignatures)
        {
            return new($"it has more than {MaximumSignatures} signatures");
        }

        var signatures = lines.SkipLast(1).Select(ReadLine).ToList();
        return signatures.Contains(null)
            ? new("a signature line is malformed")
            : new(new SignedNote(note[..(end + 1)], [.. signatures.OfType<NoteSignature>()]));
    }

    /// <summary>Whether a name may be that of a key.</summary>
    /// <param name="name">The name.</param>
    public static bool IsKeyName(string name) =>
        name.Length > 0 && !name.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character is '+' || char.IsSurrogate(character));

    /// <summary>Decodes base64 that is written the one way that it is encoded to; null for anything else.</summary>
    /// <param name="text">The text.</param>
    internal static byte[]? Base64Of(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Convert.TryFromBase64Chars(text, bytes, out var length) && text.SequenceEqual(Convert.ToBase64String(bytes, 0, length))
            ? bytes[..length]
            : null;
    }

    private static NoteSignature? ReadLine(string line)
    {
        if (!line.StartsWith(LinePrefix, StringComparison.Ordinal) || line[LinePrefix.Length..].Split(' ') is not [var name, var encoded])
        {
            return null;
        }

        return IsKeyName(name) && Base64Of(encoded) is { Length: > KeyIdLength } bytes
            ? new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), [.. bytes.AsSpan(KeyIdLength)])
            : null;
    }

    private static string Line(NoteSignature signature)
    {
        var bytes = new byte[KeyIdLength + signature.Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, signature.KeyId);
        signature.Bytes.CopyTo(bytes, KeyIdLength);
        return $"{LinePrefix}{signature.KeyName} {Convert.ToBase64String(bytes)}\n";
    }
}

/// <summary>A signature line of a note.</summary>
/// <param name="KeyName">The name of the key.</param>
/// <param name="KeyId">The id of the key, which is the beginning of a hash.</param>
/// <param name="Bytes">The signature itself.</param>
public sealed record NoteSignature(string KeyName, uint KeyId, ImmutableArray<byte> Bytes);

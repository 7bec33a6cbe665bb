using System.Security.Cryptography;

namespace PoPipeline.Ledger;

/// <summary>Reads PEM.</summary>
internal static class PemText
{
    /// <summary>What is wrong with a text that holds several blocks, as a clause.</summary>
    public const string Several = "it holds more than one block of PEM, of which only one could be taken; give each key by itself";

    // Every block begins so, one that is not sound as well; what stands in a block has no blanks.
    private const string Begin = "-----BEGIN ";

    /// <summary>Whether more than one block begins in a text. Whoever takes one of them leaves the others out, and those who gave them believe that they count.</summary>
    /// <param name="text">The text.</param>
    public static bool HasSeveral(ReadOnlySpan<char> text) => text.Count(Begin) > 1;

    /// <summary>The bytes of the one block of a text; null where it has another label, is not sound, or is not the only one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="label">The label.</param>
    public static byte[]? Read(ReadOnlySpan<char> text, string label)
    {
        if (HasSeveral(text) || !PemEncoding.TryFind(text, out var fields) || !text[fields.Label].SequenceEqual(label))
        {
            return null;
        }

        var bytes = new byte[fields.DecodedDataLength];
        return Convert.TryFromBase64Chars(text[fields.Base64Data], bytes, out var length) && length == bytes.Length ? bytes : null;
    }
}

using System.Security.Cryptography;

namespace PoPipeline.Ledger;

/// <summary>Reads PEM.</summary>
internal static class PemText
{
    /// <summary>The bytes of the first block with a label; null where there is none that is sound.</summary>
    /// <param name="text">The text.</param>
    /// <param name="label">The label.</param>
    public static byte[]? Read(ReadOnlySpan<char> text, string label)
    {
        while (PemEncoding.TryFind(text, out var fields))
        {
            if (text[fields.Label].SequenceEqual(label))
            {
                var bytes = new byte[fields.DecodedDataLength];
                return Convert.TryFromBase64Chars(text[fields.Base64Data], bytes, out var length) && length == bytes.Length ? bytes : null;
            }

            text = text[fields.Location.End..];
        }

        return null;
    }
}

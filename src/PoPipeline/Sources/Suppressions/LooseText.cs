using System.Text;

namespace PoPipeline.Sources.Suppressions;

/// <summary>
/// Reads the text of a file in whatever encoding, since tools do so, too: one byte that is no UTF-8 hides no comment from them. What is no
/// text becomes a replacement character, one for each byte that cannot be read, so that lines stay what they are.
/// </summary>
internal static class LooseText
{
    // Where no mark says so, the zeros between the letters of its start tell UTF-16.
    private const int Start = 1024;

    private static readonly Encoding Utf32BigEndian = new UTF32Encoding(bigEndian: true, byteOrderMark: true);

    /// <summary>The encoding that a file seems to be in; UTF-8 where nothing speaks for another.</summary>
    /// <param name="bytes">The start of the file, or all of it.</param>
    public static Encoding EncodingOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Encoding.UTF32.Preamble) ? Encoding.UTF32
        : bytes.StartsWith(Utf32BigEndian.Preamble) ? Utf32BigEndian
        : bytes.StartsWith(Encoding.Unicode.Preamble) ? Encoding.Unicode
        : bytes.StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.BigEndianUnicode
        : OfZeros(bytes[..Math.Min(bytes.Length, Start)]);

    /// <summary>The text of a file, without a byte order mark.</summary>
    /// <param name="bytes">The file.</param>
    public static string Of(ReadOnlySpan<byte> bytes) => EncodingOf(bytes).GetString(bytes).TrimStart('\uFEFF');

    private static Encoding OfZeros(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.Contains((byte)0))
        {
            return Encoding.UTF8;
        }

        var first = 0;
        var second = 0;
        for (var index = 0; index + 1 < bytes.Length; index += 2)
        {
            first += bytes[index] == 0 ? 1 : 0;
            second += bytes[index + 1] == 0 ? 1 : 0;
        }

        var half = bytes.Length / 4;
        return second > half && first <= second / 10 ? Encoding.Unicode
            : first > half && second <= first / 10 ? Encoding.BigEndianUnicode
            : Encoding.UTF8;
    }
}

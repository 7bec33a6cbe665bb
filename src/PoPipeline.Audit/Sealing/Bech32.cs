using System.Text;

namespace PoPipeline.Audit.Sealing;

/// <summary>The encoding of BIP 173 that keys of age are written in.</summary>
internal static class Bech32
{
    private const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const int ChecksumLength = 6;

    private static readonly uint[] Generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

    /// <summary>Writes bytes.</summary>
    /// <param name="prefix">What they are.</param>
    /// <param name="bytes">The bytes.</param>
    public static string Encode(string prefix, ReadOnlySpan<byte> bytes)
    {
        List<byte> digits = [.. Convert(bytes.ToArray(), 8, 5, pad: true) ?? []];
        var check = Polymod([.. Expand(prefix), .. digits, .. new byte[ChecksumLength]]) ^ 1;
        var text = new StringBuilder(prefix).Append('1');
        foreach (var digit in digits)
        {
            text.Append(Alphabet[digit]);
        }

        for (var index = 0; index < ChecksumLength; index++)
        {
            text.Append(Alphabet[(int)((check >> (5 * (5 - index))) & 31)]);
        }

        return text.ToString();
    }

    /// <summary>Reads bytes; null where the text is not such.</summary>
    /// <param name="prefix">What they have to be, in lower case.</param>
    /// <param name="text">The text, all in lower case or all in upper case.</param>
    public static byte[]? Decode(string prefix, string text)
    {
        var lower = text.ToLowerInvariant();
        if (text.Length > 128 || (text.Any(char.IsUpper) && text.Any(char.IsLower)) || !lower.StartsWith(prefix + "1", StringComparison.Ordinal))
        {
            return null;
        }

        var digits = lower[(prefix.Length + 1)..].Select(character => Alphabet.IndexOf(character, StringComparison.Ordinal)).ToArray();
        if (digits.Length < ChecksumLength || digits.Contains(-1) || Polymod([.. Expand(prefix), .. digits.Select(digit => (byte)digit)]) != 1)
        {
            return null;
        }

        return Convert([.. digits.SkipLast(ChecksumLength).Select(digit => (byte)digit)], 5, 8, pad: false);
    }

    private static IEnumerable<byte> Expand(string prefix) => [.. prefix.Select(character => (byte)(character >> 5)), 0, .. prefix.Select(character => (byte)(character & 31))];

    private static uint Polymod(IEnumerable<byte> values)
    {
        var check = 1u;
        foreach (var value in values)
        {
            var top = check >> 25;
            check = ((check & 0x1ffffff) << 5) ^ value;
            for (var bit = 0; bit < Generator.Length; bit++)
            {
                check ^= ((top >> bit) & 1) == 1 ? Generator[bit] : 0;
            }
        }

        return check;
    }

    private static byte[]? Convert(byte[] values, int from, int to, bool pad)
    {
        var (pending, bits, mask) = (0, 0, (1 << to) - 1);
        var result = new List<byte>();
        foreach (var value in values)
        {
            pending = ((pending << from) | value) & 0xFFFF;
            for (bits += from; bits >= to;)
            {
                bits -= to;
                result.Add((byte)((pending >> bits) & mask));
            }
        }

        if (pad && bits > 0)
        {
            result.Add((byte)((pending << (to - bits)) & mask));
        }

        return !pad && (bits >= from || ((pending << (to - bits)) & mask) != 0) ? null : [.. result];
    }
}

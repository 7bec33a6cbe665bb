namespace PoPipeline.Rules.Data;

/// <summary>Tests that tell a credential from a text that only looks like one.</summary>
internal static class Checksum
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const uint Polynomial = 0xEDB88320;
    private const int CheckLength = 6;

    /// <summary>
    /// Whether the last six characters are the CRC-32 of those before them, in base 62: so do tokens of GitHub end
    /// (https://github.blog/engineering/behind-githubs-new-authentication-token-formats/).
    /// </summary>
    public static bool EndsWithCrc32(ReadOnlySpan<char> tail)
    {
        var crc = Crc32(tail[..^CheckLength]);
        Span<char> expected = stackalloc char[CheckLength];
        for (var index = CheckLength - 1; index >= 0; index--)
        {
            expected[index] = Digits[(int)(crc % Digits.Length)];
            crc /= (uint)Digits.Length;
        }

        return tail[^CheckLength..].SequenceEqual(expected);
    }

    /// <summary>Whether it is not the key of Azure's storage emulator, which everybody knows.</summary>
    public static bool IsNotAzureEmulator(ReadOnlySpan<char> tail) => !tail.StartsWith("Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1", StringComparison.Ordinal);

    /// <summary>Shannon's entropy, in bits a character.</summary>
    public static double Entropy(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[128];
        foreach (var character in text)
        {
            counts[character & 127]++;
        }

        var entropy = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var share = (double)count / text.Length;
                entropy -= share * Math.Log2(share);
            }
        }

        return entropy;
    }

    private static uint Crc32(ReadOnlySpan<char> text)
    {
        var crc = uint.MaxValue;
        foreach (var character in text)
        {
            crc ^= (byte)character;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ Polynomial;
            }
        }

        return ~crc;
    }
}

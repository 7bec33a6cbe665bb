using System.Numerics;
using System.Security.Cryptography;

namespace PoPipeline.InToto.Keys;

/// <summary>Finds out how long the salt of a PSS signature is (RFC 8017, 9.1.2), which no library here does by itself.</summary>
internal static class PssSalt
{
    private const byte Trailer = 0xBC;
    private const byte Separator = 0x01;

    /// <summary>The length of the salt; null where the signature is none of this key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="hash">What hashes the data, and masks.</param>
    public static int? LengthOf(RSAParameters key, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
    {
        var modulus = new BigInteger(key.Modulus, isUnsigned: true, isBigEndian: true);
        var number = new BigInteger(signature, isUnsigned: true, isBigEndian: true);
        if (number >= modulus)
        {
            return null;
        }

        var bits = (int)modulus.GetBitLength() - 1;
        var encoded = BigInteger.ModPow(number, new BigInteger(key.Exponent, isUnsigned: true, isBigEndian: true), modulus).ToByteArray(isUnsigned: true, isBigEndian: true);
        var length = (bits + 7) / 8;
        var hashed = CryptographicOperations.HashData(hash, []).Length;
        if (encoded.Length > length || length < hashed + 2 || encoded[^1] is not Trailer)
        {
            return null;
        }

        var message = new byte[length];
        encoded.CopyTo(message, length - encoded.Length);
        var block = message.AsSpan(0, length - hashed - 1);
        Unmask(block, message.AsSpan(block.Length, hashed), hash);
        block[0] &= (byte)(0xFF >> ((8 * length) - bits));
        var separator = block.IndexOfAnyExcept((byte)0);
        return separator >= 0 && block[separator] is Separator ? block.Length - separator - 1 : null;
    }

    private static void Unmask(Span<byte> block, ReadOnlySpan<byte> seed, HashAlgorithmName hash)
    {
        byte[] counted = [.. seed, 0, 0, 0, 0];
        for (var start = 0; start < block.Length; start += seed.Length)
        {
            var mask = CryptographicOperations.HashData(hash, counted);
            for (var index = 0; index < seed.Length && start + index < block.Length; index++)
            {
                block[start + index] ^= mask[index];
            }

            counted[^1]++;
        }
    }
}

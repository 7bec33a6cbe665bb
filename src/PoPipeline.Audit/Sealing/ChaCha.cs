using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;

namespace PoPipeline.Audit.Sealing;

/// <summary>ChaCha20-Poly1305 of RFC 8439. The framework's own needs a library of the system that not every one has.</summary>
internal static class ChaCha
{
    /// <summary>The length of a key.</summary>
    public const int KeySize = 32;

    /// <summary>The length of a nonce.</summary>
    public const int NonceSize = 12;

    /// <summary>The bytes that sealing adds.</summary>
    public const int TagSize = 16;

    /// <summary>Seals.</summary>
    /// <param name="key">The key.</param>
    /// <param name="nonce">The nonce, which is never used twice with the key.</param>
    /// <param name="plain">What to seal.</param>
    /// <param name="context">What has to be the same when it is opened.</param>
    public static byte[] Seal(byte[] key, byte[] nonce, ReadOnlySpan<byte> plain, byte[] context) => Run(true, key, nonce, plain, context);

    /// <summary>Opens; null where it was not sealed so.</summary>
    /// <param name="key">The key.</param>
    /// <param name="nonce">The nonce.</param>
    /// <param name="sealedBytes">What was sealed.</param>
    /// <param name="context">What was given when it was sealed.</param>
    public static byte[]? Open(byte[] key, byte[] nonce, ReadOnlySpan<byte> sealedBytes, byte[] context)
    {
        try
        {
            return sealedBytes.Length < TagSize ? null : Run(false, key, nonce, sealedBytes, context);
        }
        catch (InvalidCipherTextException)
        {
            return null;
        }
    }

    private static byte[] Run(bool seal, byte[] key, byte[] nonce, ReadOnlySpan<byte> input, byte[] context)
    {
        var cipher = new Org.BouncyCastle.Crypto.Modes.ChaCha20Poly1305();
        cipher.Init(seal, new AeadParameters(new KeyParameter(key), TagSize * 8, nonce, context));
        var output = new byte[cipher.GetOutputSize(input.Length)];
        var length = cipher.ProcessBytes(input, output);
        cipher.DoFinal(output.AsSpan(length));
        return output;
    }
}

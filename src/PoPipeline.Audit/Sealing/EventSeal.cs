using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace PoPipeline.Audit.Sealing;

/// <summary>
/// A key that the payloads of one run are sealed with. It is encrypted once for all who may read, and kept so in the ledger; whoever verifies needs none of it,
/// since what is hashed is what was sealed.
/// </summary>
internal sealed class EventSeal
{
    private readonly byte[] key;
    private long next;

    private EventSeal(string id, byte[] key)
    {
        Id = id;
        this.key = key;
    }

    /// <summary>Which seal it is.</summary>
    public string Id { get; }

    /// <summary>Makes a new one.</summary>
    /// <param name="recipients">Who may read.</param>
    /// <param name="wrapped">The key, encrypted for them.</param>
    public static EventSeal Make(ImmutableArray<AgeRecipient> recipients, out byte[] wrapped)
    {
        var fresh = RandomNumberGenerator.GetBytes(ChaCha.KeySize);
        wrapped = AgeFile.Encrypt(fresh, recipients);
        return new EventSeal(Convert.ToHexStringLower(SHA256.HashData(wrapped).AsSpan(0, 8)), fresh);
    }

    /// <summary>Opens one; null where the identity may not.</summary>
    /// <param name="id">Which seal it is.</param>
    /// <param name="wrapped">The key, encrypted.</param>
    /// <param name="identity">Who reads.</param>
    public static EventSeal? Open(string id, byte[] wrapped, AgeIdentity identity) =>
        AgeFile.Decrypt(wrapped, identity) is { Length: ChaCha.KeySize } wrappedKey ? new EventSeal(id, wrappedKey) : null;

    /// <summary>Seals a payload.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="context">What it belongs to.</param>
    /// <returns>The number of the payload under this seal, and what was sealed.</returns>
    public (long Number, byte[] Sealed) Seal(ReadOnlySpan<byte> payload, byte[] context)
    {
        var number = next++;
        return (number, ChaCha.Seal(key, Nonce(number), payload, context));
    }

    /// <summary>Opens a payload; null where it was not sealed so.</summary>
    /// <param name="number">The number of the payload under this seal.</param>
    /// <param name="sealedPayload">What was sealed.</param>
    /// <param name="context">What it belongs to.</param>
    public byte[]? Open(long number, ReadOnlySpan<byte> sealedPayload, byte[] context) => ChaCha.Open(key, Nonce(number), sealedPayload, context);

    private static byte[] Nonce(long number)
    {
        var nonce = new byte[ChaCha.NonceSize];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(ChaCha.NonceSize - sizeof(long)), number);
        return nonce;
    }
}

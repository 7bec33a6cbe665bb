using System.Collections.Immutable;
using PoPipeline.Ledger;

namespace PoPipeline.Audit.Sealing;

/// <summary>The public key of somebody who may read, as <c>age-keygen</c> shows it: <c>age1…</c>.</summary>
/// <param name="Key">The point of X25519.</param>
public sealed record AgeRecipient(ImmutableArray<byte> Key)
{
    internal const int KeySize = 32;

    private const string Prefix = "age";

    /// <summary>Reads a public key.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The key, or what is wrong, as a clause.</returns>
    public static Parsed<AgeRecipient> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Bech32.Decode(Prefix, text.Trim()) is { Length: KeySize } key
            ? new(new AgeRecipient([.. key]))
            : new("it is not a public key of age, 'age1…'");
    }

    /// <inheritdoc/>
    public bool Equals(AgeRecipient? other) => other is not null && Key.AsSpan().SequenceEqual(other.Key.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(Key.AsSpan());

    /// <inheritdoc/>
    public override string ToString() => Bech32.Encode(Prefix, Key.AsSpan());
}

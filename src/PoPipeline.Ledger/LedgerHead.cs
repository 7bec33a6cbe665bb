using System.Collections.Immutable;

namespace PoPipeline.Ledger;

/// <summary>Reads and judges the checkpoint of a ledger.</summary>
internal static class LedgerHead
{
    private const string OriginPrefix = "popipeline/ledger/";
    private const int OriginHashLength = 16;

    /// <summary>
    /// The origin of a ledger. It is made of the first entry, so that it is another one for every ledger and cannot be changed
    /// without being noticed.
    /// </summary>
    /// <param name="firstLeaf">The hash of the first entry.</param>
    public static string OriginOf(ReadOnlySpan<byte> firstLeaf) => OriginPrefix + Convert.ToHexStringLower(firstLeaf[..OriginHashLength]);

    /// <summary>Whether a text could be the origin of a ledger.</summary>
    /// <param name="origin">The text.</param>
    public static bool IsOrigin(string origin) =>
        origin.StartsWith(OriginPrefix, StringComparison.Ordinal)
        && origin.Length == OriginPrefix.Length + (2 * OriginHashLength)
        && origin.Skip(OriginPrefix.Length).All(char.IsAsciiHexDigitLower);

    /// <summary>Reads a checkpoint as a ledger stores it.</summary>
    /// <param name="bytes">The file.</param>
    public static Parsed<SignedCheckpoint> Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("<<<<<<< "u8) || bytes.IndexOf("\n<<<<<<< "u8) >= 0)
        {
            return new("git left a conflict in it; take the ledger of one side, 'git rm -r -q -f' and 'git checkout HEAD --' with its folder, and run 'po records sync' after the merge, which adds what it lacks");
        }

        if (!SignedNote.Parse(bytes).IsValue(out var note, out var fault) || !Checkpoint.Parse(note.Text).IsValue(out var checkpoint, out fault))
        {
            return new(fault);
        }

        return IsOrigin(checkpoint.Origin) ? new(new SignedCheckpoint(checkpoint, note)) : new("its origin is not that of a ledger");
    }

    /// <summary>Whether a key says that it signed a checkpoint, whatever that is worth.</summary>
    /// <param name="note">The note.</param>
    /// <param name="key">The key.</param>
    public static bool IsSaidToBeOf(SignedNote note, NoteVerifier key) => note.Signatures.Any(key.Made);

    /// <summary>What speaks against the signatures of a checkpoint, as a clause; null where nothing does.</summary>
    /// <param name="note">The note.</param>
    /// <param name="known">The keys to verify with; with none, nothing is verified.</param>
    public static string? SignatureFault(SignedNote note, ImmutableArray<NoteVerifier> known)
    {
        var made = note.Signatures.SelectMany(signature => known.Where(key => key.Made(signature)).Select(key => (Key: key, Signature: signature))).ToList();
        return known.IsEmpty ? null
            : made.Find(pair => !pair.Key.Verify(note.Text, pair.Signature.Bytes.AsSpan())) is { Key: { } wrong } ? $"its signature by the key '{wrong.Name}' is not good"
            : made.Count > 0 ? null
            : note.Signatures.IsEmpty ? "it has no signature"
            : "none of its signatures is by a known key";
    }
}

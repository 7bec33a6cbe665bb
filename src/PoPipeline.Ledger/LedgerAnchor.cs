using System.Collections.Immutable;

namespace PoPipeline.Ledger;

/// <summary>A checkpoint of a ledger that was kept elsewhere, out of reach of whoever can change the ledger.</summary>
/// <param name="Name">What to call it, such as the file that it was read from.</param>
/// <param name="Checkpoint">The checkpoint.</param>
/// <param name="Note">The note that it was read from.</param>
public sealed record LedgerAnchor(string Name, Checkpoint Checkpoint, SignedNote Note)
{
    /// <summary>What speaks against its signatures, as a clause; null where nothing does.</summary>
    /// <param name="keys">The keys that may have signed it, at least one of which has to; with none, nothing is verified.</param>
    public string? SignatureFault(ImmutableArray<NoteVerifier> keys) => LedgerHead.SignatureFault(Note, keys.IsDefault ? [] : keys);

    /// <summary>Reads an anchor.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="bytes">A copy of the file <c>checkpoint</c> of a ledger.</param>
    /// <returns>The anchor, or what is wrong, as a clause.</returns>
    public static Parsed<LedgerAnchor> Parse(string name, ReadOnlySpan<byte> bytes) =>
        SignedNote.Parse(bytes).IsValue(out var note, out var fault) && Checkpoint.Parse(note.Text, extended: true).IsValue(out var checkpoint, out fault)
            ? new(new LedgerAnchor(name, checkpoint, note))
            : new(fault);
}

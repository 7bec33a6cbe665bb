namespace PoPipeline.Ledger;

/// <summary>A checkpoint with the note that it was read from.</summary>
/// <param name="Checkpoint">The checkpoint.</param>
/// <param name="Note">The note.</param>
internal sealed record SignedCheckpoint(Checkpoint Checkpoint, SignedNote Note);

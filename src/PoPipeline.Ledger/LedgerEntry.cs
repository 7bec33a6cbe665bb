namespace PoPipeline.Ledger;

/// <summary>An entry of a ledger.</summary>
/// <param name="Index">Its index, from 0.</param>
/// <param name="Data">Its bytes.</param>
public sealed record LedgerEntry(long Index, ReadOnlyMemory<byte> Data);

namespace PoPipeline.Ledger;

/// <summary>What a ledger says itself that it was once.</summary>
/// <param name="Entry">The entry that says it.</param>
/// <param name="Size">The number of entries that it had.</param>
/// <param name="RootHash">The root hash that it had, in base64.</param>
internal sealed record RecordedState(long Entry, long Size, string RootHash);

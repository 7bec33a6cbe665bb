namespace PoPipeline.Ledger;

/// <summary>Something in a ledger that is not as it was recorded.</summary>
/// <param name="Condition">What it makes of the ledger.</param>
/// <param name="File">The file, relative to the folder of the ledger; of an anchor, its name.</param>
/// <param name="Entry">The index of the first entry that it is about; null where it is about no one.</param>
/// <param name="Message">What is wrong and what that means, in a sentence.</param>
public sealed record LedgerProblem(LedgerCondition Condition, string File, long? Entry, string Message);

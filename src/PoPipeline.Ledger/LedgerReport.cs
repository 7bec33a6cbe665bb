using System.Collections.Immutable;

namespace PoPipeline.Ledger;

/// <summary>What came of verifying a ledger.</summary>
/// <param name="Condition">What the ledger is found to be: the gravest of the problems.</param>
/// <param name="Size">The number of entries that its checkpoint counts.</param>
/// <param name="RootHash">The root hash that its checkpoint records, in base64; null where it has no checkpoint.</param>
/// <param name="Problems">What is wrong; of very many, the first ones.</param>
/// <param name="Notes">What is not wrong and worth to know, in sentences: above all, what was not verified.</param>
public sealed record LedgerReport(
    LedgerCondition Condition,
    long Size,
    string? RootHash,
    ImmutableArray<LedgerProblem> Problems,
    ImmutableArray<string> Notes)
{
    /// <summary>The keys whose signature on the checkpoint is good, as <c>name+hash+key</c>; none where nothing vouches for it.</summary>
    public ImmutableArray<string> VouchedBy { get; init; } = [];
}

/// <summary>Something in a ledger that is not as it was recorded.</summary>
/// <param name="Condition">What it makes of the ledger.</param>
/// <param name="File">The file, relative to the folder of the ledger; of an anchor, its name.</param>
/// <param name="Entry">The index of the first entry that it is about; null where it is about no one.</param>
/// <param name="Message">What is wrong and what that means, in a sentence.</param>
public sealed record LedgerProblem(LedgerCondition Condition, string File, long? Entry, string Message)
{
    /// <summary>What is wrong, where a change of bytes is of a kind with a name of its own.</summary>
    internal LedgerFault Fault { get; init; }
}

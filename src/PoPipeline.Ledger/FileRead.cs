namespace PoPipeline.Ledger;

/// <summary>What came of reading a file.</summary>
/// <param name="Length">How many bytes were read.</param>
/// <param name="Fault">Why none were, as the end of a sentence that starts with the file; null where some were.</param>
/// <param name="Condition">What that makes of the ledger.</param>
internal readonly record struct FileRead(int Length, string? Fault = null, LedgerCondition Condition = LedgerCondition.Valid)
{
    /// <summary>There is no such file.</summary>
    public static FileRead Missing { get; } = new(0, "is missing", LedgerCondition.Missing);
}

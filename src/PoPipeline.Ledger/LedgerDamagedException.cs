namespace PoPipeline.Ledger;

/// <summary>The files of a ledger are not what was recorded. <c>po ledger verify</c> shows everything that is wrong.</summary>
/// <param name="condition">What the ledger is found to be.</param>
/// <param name="message">What is wrong, and what to do, in sentences.</param>
public sealed class LedgerDamagedException(LedgerCondition condition, string message) : LedgerException(message)
{
    /// <summary>What the ledger is found to be.</summary>
    public LedgerCondition Condition { get; } = condition;
}

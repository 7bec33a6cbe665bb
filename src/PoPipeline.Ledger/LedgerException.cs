namespace PoPipeline.Ledger;

/// <summary>A ledger cannot be read or written as it is.</summary>
/// <param name="message">Why, and what to do, in sentences.</param>
/// <param name="inner">What it came of; null for nothing.</param>
public class LedgerException(string message, Exception? inner = null) : Exception(message, inner);

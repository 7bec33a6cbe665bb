namespace PoPipeline.Ledger;

/// <summary>Something is not read or written, for a reason that is said in our own words and can be shown as it is.</summary>
/// <param name="message">What, why, and what to do.</param>
/// <param name="inner">What it came of; null for nothing.</param>
public class RefusedException(string message, Exception? inner = null) : IOException(message, inner);

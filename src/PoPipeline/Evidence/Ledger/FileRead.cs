namespace PoPipeline.Evidence.Ledger;

/// <summary>What came of reading a file.</summary>
/// <param name="Length">How many bytes were read.</param>
/// <param name="Fault">Why none were, as the end of a sentence that starts with the file; null where some were.</param>
/// <param name="IsMissing">Whether there is no such file.</param>
internal readonly record struct FileRead(int Length, string? Fault, bool IsMissing = false)
{
    /// <summary>There is no such file.</summary>
    public static FileRead Missing { get; } = new(0, "is missing", IsMissing: true);
}

namespace PoPipeline.InToto.Verifying;

/// <summary>What one verification may still do. It is spent over all its layouts together.</summary>
/// <param name="files">How many files it may read.</param>
/// <param name="comparisons">How many comparisons it may make.</param>
internal sealed class WorkBudget(int files = Limits.Files, long comparisons = Limits.Work)
{
    private long bytes = Limits.Bytes;
    private long comparisons = comparisons;
    private int files = files;

    /// <summary>Spends the reading of a file.</summary>
    /// <param name="length">Its length.</param>
    /// <returns>Whether it may be read.</returns>
    public bool TryRead(long length) => --files >= 0 && (bytes -= length) >= 0;

    /// <summary>Spends comparisons.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="WorkExhaustedException">There are none left.</exception>
    public void Compare(int count)
    {
        comparisons -= count;
        if (comparisons < 0)
        {
            throw new WorkExhaustedException();
        }
    }
}

/// <summary>The rules of a layout take more work than is done.</summary>
internal sealed class WorkExhaustedException() : Exception("The work is exhausted.");

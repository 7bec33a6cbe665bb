namespace PoPipeline.InToto.Verifying;

/// <summary>What one verification may still do. It is spent over all its layouts together.</summary>
/// <param name="files">How many files it may read.</param>
/// <param name="comparisons">How many comparisons it may make.</param>
/// <param name="tries">How many signatures it may try.</param>
internal sealed class WorkBudget(int files = Limits.Files, long comparisons = Limits.Work, int tries = Limits.Tries)
{
    private long bytes = Limits.Bytes;
    private long comparisons = comparisons;
    private int files = files;
    private int lookups = Limits.Lookups;
    private int tries = tries;

    /// <summary>Spends the reading of a file.</summary>
    /// <param name="length">Its length.</param>
    /// <returns>Whether it may be read.</returns>
    public bool TryRead(long length) => --files >= 0 && (bytes -= length) >= 0;

    /// <summary>Spends looking for a file.</summary>
    /// <returns>Whether it may be looked for.</returns>
    public bool TryLook() => --lookups >= 0;

    /// <summary>Spends the trying of a signature.</summary>
    /// <param name="cost">What it costs.</param>
    /// <exception cref="WorkExhaustedException">There is nothing left.</exception>
    public void Try(int cost)
    {
        tries -= cost;
        if (tries < 0)
        {
            throw new WorkExhaustedException("Its envelopes carry more signatures than are tried.");
        }
    }

    /// <summary>Spends comparisons.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="WorkExhaustedException">There are none left.</exception>
    public void Compare(int count)
    {
        comparisons -= count;
        if (comparisons < 0)
        {
            throw new WorkExhaustedException("The patterns of its rules take more comparisons than are made. Use fewer '*' and shorter rules.");
        }
    }
}

/// <summary>A layout takes more work than is done.</summary>
/// <param name="message">What takes it, in sentences.</param>
internal sealed class WorkExhaustedException(string message) : Exception(message);

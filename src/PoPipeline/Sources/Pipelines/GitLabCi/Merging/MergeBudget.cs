namespace PoPipeline.Sources.Pipelines.GitLabCi.Merging;

/// <summary>How much merging may take in all: a short file can ask for any amount, by names that extend names.</summary>
/// <param name="most">How many entries and items may be put together.</param>
/// <param name="whole">That of the repository, which every configuration takes a part of; null for the repository's own.</param>
internal sealed class MergeBudget(int most, MergeBudget? whole = null)
{
    /// <summary>How much one configuration may take: a large one of thousands of jobs takes a tenth of it.</summary>
    public const int Most = 2_000_000;

    /// <summary>How much all configurations of a repository may take: files of a few bytes may all include the same large ones.</summary>
    public const int MostOfRepository = 10_000_000;

    /// <summary>So many characters of a text take as long to read as an entry does to be put together.</summary>
    public const int CharactersOfAnEntry = 16;

    private int left = most;

    /// <summary>Whether it is used up, so that what is merged is not all that GitLab merges.</summary>
    public bool IsSpent => left < 0 || whole?.IsSpent is true;

    /// <summary>How much was taken, for tests: work is counted, not timed.</summary>
    public int Taken { get; private set; }

    /// <summary>Takes a part of it.</summary>
    /// <param name="count">How many entries or items are put together.</param>
    /// <returns>Whether there was as much left.</returns>
    public bool Take(int count)
    {
        if (IsSpent)
        {
            return false;
        }

        Taken += count + 1;
        left -= count + 1;
        return whole?.Take(count) is not false && left >= 0;
    }
}

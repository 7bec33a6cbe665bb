namespace PoPipeline.Sources.Pipelines.GitLabCi.Merging;

/// <summary>How much merging a configuration may take in all: a short file can ask for any amount, by names that extend names.</summary>
internal sealed class MergeBudget
{
    /// <summary>How many entries and items may be put together for one configuration: a large one of thousands of jobs takes a tenth of it.</summary>
    public const int Most = 2_000_000;

    private int left = Most;

    /// <summary>Whether it is used up, so that what is merged is not all that GitLab merges.</summary>
    public bool IsSpent => left < 0;

    /// <summary>Takes a part of it.</summary>
    /// <param name="count">How many entries or items are put together.</param>
    /// <returns>Whether there was as much left.</returns>
    public bool Take(int count)
    {
        if (left >= 0)
        {
            left -= count + 1;
        }

        return left >= 0;
    }
}

namespace PoPipeline.Rules.Calls;

/// <summary>How many commands of one pipeline are followed once for each run of a matrix, or once more for what stands around them, so that a file of many steps does not take the product of both.</summary>
/// <param name="pipelines">How many pipelines the repository has.</param>
internal sealed class VariantBudget(int pipelines)
{
    private const int Most = 20_000;

    private int left = Most;
    private int again = Most;

    /// <summary>The files of commands as they are where variables of them are set.</summary>
    public FileReadings Readings { get; } = new(pipelines);

    /// <summary>Takes from it, where that much is left.</summary>
    /// <param name="commands">How many commands.</param>
    public bool Take(long commands)
    {
        if (commands > left)
        {
            return false;
        }

        left -= (int)commands;
        return true;
    }

    /// <summary>Takes from what may be followed once more since something else stands around it, where that much is left.</summary>
    /// <param name="commands">How many commands.</param>
    public bool TakeAgain(int commands)
    {
        if (commands > again)
        {
            return false;
        }

        again -= commands;
        return true;
    }
}

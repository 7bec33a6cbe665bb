namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>How much of one file is taken apart: commands that call commands make very much of a few lines.</summary>
internal sealed class ReadingBudget
{
    /// <summary>How many steps.</summary>
    public const int MostSteps = 10_000;

    /// <summary>How many characters the scripts of all of them may have.</summary>
    public const int MostCharacters = 4 * 1024 * 1024;

    private int steps;
    private long characters;

    /// <summary>Whether there was more than is taken apart.</summary>
    public bool IsSpent => steps > MostSteps || characters > MostCharacters;

    /// <summary>Takes up one more step, or what may be one.</summary>
    /// <returns>Whether there is still room.</returns>
    public bool Step() => ++steps <= MostSteps && !IsSpent;

    /// <summary>Takes up one more script.</summary>
    /// <param name="length">How long it is.</param>
    /// <returns>Whether there is still room.</returns>
    public bool Script(int length)
    {
        characters += length;
        return !IsSpent;
    }
}

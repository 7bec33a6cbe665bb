namespace PoPipeline.Sources.Pipelines;

/// <summary>Writes lists of names into messages.</summary>
internal static class Names
{
    // More than that nobody reads.
    private const int Few = 6;

    /// <summary>What is accepted, as a clause.</summary>
    public static string OneOf(IEnumerable<string> words)
    {
        var quoted = words.Order(StringComparer.Ordinal).Select(word => $"'{word}'").ToList();
        return quoted.Count switch
        {
            0 => "it has none",
            1 => $"it is {quoted[0]}",
            _ => $"it is one of {string.Join(", ", quoted)}",
        };
    }

    /// <summary>What was most likely meant, as a clause behind "'x' is not …", with a semicolon before it: the nearest name, or all where they are few; empty where neither helps.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="words">What is accepted.</param>
    public static string Meant(string word, IReadOnlyCollection<string> words) =>
        NearestName.Of(word, words) is { } near ? $"; '{near}' is"
        : words.Count <= Few ? $"; {OneOf(words)}"
        : "";
}

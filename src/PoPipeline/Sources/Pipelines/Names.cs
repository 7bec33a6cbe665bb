namespace PoPipeline.Sources.Pipelines;

/// <summary>Writes lists of names into messages.</summary>
internal static class Names
{
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
}

namespace PoPipeline.Sources.Yaml;

/// <summary>Keeps one copy of a short text that stands in many places, such as a key: the files of a tree say the same words over and over.</summary>
internal static class SharedTexts
{
    private const int Longest = 48;

    // A power of two. Another text in the same slot takes it over, so what is kept stays bounded, whatever the files hold.
    private const int Slots = 8192;

    private static readonly string?[] Kept = new string?[Slots];

    /// <summary>The text, as the copy that others have of it where there is one.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text)
    {
        if (text.Length > Longest)
        {
            return text;
        }

        // Threads may overwrite each other's text here; all that is lost is a copy saved.
        ref var kept = ref Kept[text.GetHashCode(StringComparison.Ordinal) & (Slots - 1)];
        return kept is { } known && string.Equals(known, text, StringComparison.Ordinal) ? known : kept = text;
    }
}

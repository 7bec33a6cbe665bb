namespace PoPipeline.InToto;

/// <summary>Shortens what stands in files for messages. What is shown is escaped where it leaves PoPipeline.</summary>
internal static class Shown
{
    private const int Most = 200;

    /// <summary>A text, cut where it is long.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text) => text.Length <= Most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most), "…");

    /// <summary>Names, in quotes and in order, as many as a message can bear.</summary>
    /// <param name="names">The names.</param>
    public static string Names(IReadOnlyCollection<string> names)
    {
        var shown = string.Join(", ", names.Order(StringComparer.Ordinal).Take(Limits.Shown).Select(name => $"'{Of(name)}'"));
        return names.Count <= Limits.Shown ? shown : $"{shown} and {names.Count - Limits.Shown} more";
    }
}

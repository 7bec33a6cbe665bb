namespace PoPipeline.Tool;

/// <summary>Makes text of others harmless to a terminal.</summary>
internal static class Printable
{
    /// <summary>The text, control characters but line breaks shown as <c>\u001B</c> rather than sent.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text) =>
        text.Any(IsHarmful) ? string.Concat(text.Select(character => IsHarmful(character) ? $"\\u{(int)character:X4}" : character.ToString())) : text;

    private static bool IsHarmful(char character) => char.IsControl(character) && character is not ('\n' or '\t');
}

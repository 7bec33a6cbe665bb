using System.Text.RegularExpressions;

namespace PoPipeline.Frosting.Tests;

/// <summary>What programs write between the words for a terminal.</summary>
internal static partial class Ansi
{
    /// <summary>A text without its colours.</summary>
    public static string Strip(string text) => Colour().Replace(text, "");

    [GeneratedRegex("\u001b\\[[0-9;]{0,20}m")]
    private static partial Regex Colour();
}

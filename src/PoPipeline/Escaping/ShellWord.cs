
namespace PoPipeline.Escaping;

/// <summary>Words of a command that somebody copies into a shell.</summary>
internal static class ShellWord
{
    /// <summary>A word as a shell reads it as one. Nearly anything may be the name of a branch or a folder.</summary>
    /// <param name="word">The word. Text of others.</param>
    public static string Of(string word) =>
        word.Length > 0 && word[0] is not '#' && word.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '/' or '@' or '+' or '-' or ':' or '#')
            ? word
            : Quoted(word);

    /// <summary>A word between quotes, also where it needs none: it is one that may be replaced by another.</summary>
    /// <param name="word">The word. Text of others.</param>
    public static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

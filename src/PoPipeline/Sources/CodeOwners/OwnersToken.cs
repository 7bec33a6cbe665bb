using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.CodeOwners;

/// <summary>A word of a line.</summary>
/// <param name="Text">The word as written.</param>
/// <param name="Span">Where.</param>
internal sealed record OwnersToken(string Text, Place Span)
{
    /// <summary>The word's words: a line is cut at spaces; in its first word a backslash keeps the space after it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">The line, without its end.</param>
    /// <param name="number">The number of the line, from 1.</param>
    /// <param name="start">Where to begin, from 0.</param>
    /// <param name="escapes">Whether the first word may hold escaped spaces.</param>
    public static List<OwnersToken> Read(string path, string line, int number, int start = 0, bool escapes = true)
    {
        var tokens = new List<OwnersToken>();
        var at = start;
        while (true)
        {
            while (at < line.Length && IsSpace(line[at]))
            {
                at++;
            }

            if (at == line.Length)
            {
                return tokens;
            }

            var first = at;
            while (at < line.Length && !IsSpace(line[at]))
            {
                at += escapes && tokens.Count == 0 && line[at] is '\\' && at + 1 < line.Length ? 2 : 1;
            }

            tokens.Add(new OwnersToken(line[first..at], new Place(path, new Region(number, first + 1, number, at + 1))));
        }
    }

    /// <summary>The first characters of the word.</summary>
    public OwnersToken Cut(int length) => new(Text[..length], Span with { Region = Span.Region with { EndColumn = Span.Region.StartColumn + length } });

    /// <summary>The word without its first characters.</summary>
    public OwnersToken Skip(int length) => new(Text[length..], Span with { Region = Span.Region with { StartColumn = Span.Region.StartColumn + length } });

    /// <summary>Whether the forges take a character for a space.</summary>
    public static bool IsSpace(char character) => character is ' ' or '\t' or '\r' or '\v' or '\f';
}

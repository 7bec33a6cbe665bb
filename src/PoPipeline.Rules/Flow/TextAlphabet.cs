using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Flow;

/// <summary>What texts of a few characters can do: the classes that patterns, and programs that delete characters, are written with.</summary>
internal static class TextAlphabet
{
    private const string Words = "._-";
    private const string Harmless = "/:@+=,%^ ";

    /// <summary>How free a text is that is made of such characters alone.</summary>
    /// <param name="characters">The characters, as in brackets: <c>a-z0-9_.-</c>, <c>[:alnum:]</c>; not negated.</param>
    public static Charset Of(ReadOnlySpan<char> characters)
    {
        var charset = Charset.Fixed;
        for (var index = 0; index < characters.Length; index++)
        {
            if (characters[index..].StartsWith("[:"))
            {
                var close = characters[index..].IndexOf(":]");
                if (close < 0)
                {
                    return Charset.Free;
                }

                charset = Worse(charset, characters[(index + 2)..(index + close)] switch
                {
                    "alnum" or "alpha" or "digit" or "lower" or "upper" or "xdigit" => Charset.Fixed,
                    "blank" => Charset.Limited,
                    _ => Charset.Free,
                });
                index += close + 1;
            }
            else if (characters[index] == '\\' && index + 1 < characters.Length)
            {
                index++;
                charset = Worse(charset, Escaped(characters[index]));
            }
            else if (index + 2 < characters.Length && characters[index + 1] == '-' && characters[index + 2] is not ']' and not '\\')
            {
                charset = Worse(charset, OfRange(characters[index], characters[index + 2]));
                index += 2;
            }
            else
            {
                charset = Worse(charset, Of(characters[index]));
            }
        }

        return charset;
    }

    /// <summary>How free a text of one such character is.</summary>
    public static Charset Of(char character) =>
        char.IsAsciiLetterOrDigit(character) || Words.Contains(character) ? Charset.Fixed
        : Harmless.Contains(character) ? Charset.Limited
        : character is '\n' or '\r' ? Charset.Free
        : Charset.Line;

    /// <summary>How free a text is that is made of what a letter behind a backslash stands for.</summary>
    public static Charset Escaped(char letter) => letter switch
    {
        'd' or 'w' or 'b' => Charset.Fixed,
        'D' or 'W' or 'S' or 's' or 'n' or 'r' => Charset.Free,
        't' => Charset.Limited,
        _ => Of(letter),
    };

    /// <summary>The freer of the two.</summary>
    public static Charset Worse(Charset left, Charset right) => left > right ? left : right;

    private static Charset OfRange(char first, char last)
    {
        var charset = Charset.Fixed;
        for (var character = first; character <= last && charset < Charset.Line; character++)
        {
            charset = Worse(charset, Of(character));
        }

        return charset;
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace PoPipeline.Escaping;

/// <summary>Makes text of others harmless where it leaves PoPipeline. Each method is for one kind of reader.</summary>
internal static class Untrusted
{
    /// <summary>
    /// The characters that a person does not see, or that put others where they are not, as far as they lie above the blank: controls,
    /// separators of lines, marks of direction, what has no shape, private ones, and halves of pairs.
    /// </summary>
    public static SearchValues<char> Unseen { get; } = SearchValues.Create(AllUnseen());

    /// <summary>
    /// For a person: one line, in which control characters, characters that turn the direction of writing or have no width, and halves
    /// of surrogate pairs are shown as <c>\u001B</c> rather than sent. What makes a symbol before it a picture stays.
    /// </summary>
    public static string Plain(string text)
    {
        if (!Misleads(text))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                var rune = new Rune(character, text[++i]);
                _ = Misleads(rune) ? plain.Append($"\\U{rune.Value:X8}") : plain.Append(character).Append(text[i]);
            }
            else
            {
                _ = Misleads(character) && !IsOfPicture(text, i) ? plain.Append($"\\u{(int)character:X4}") : plain.Append(character);
            }
        }

        return plain.ToString();
    }

    /// <summary>
    /// For a Markdown renderer, HTML included: every character that could start markup, a link or a mention is taken as text. Names that
    /// the text quotes, <c>'like this'</c>, become code, which is where a reader looks for them and where no mention is made.
    /// </summary>
    public static string Markdown(string text)
    {
        var plain = Plain(text);
        var quotes = new Quotes(plain);
        var markdown = new StringBuilder(plain.Length + 16);
        for (var i = 0; i < plain.Length; i++)
        {
            var end = quotes.EndOf(i);
            if (end > 0)
            {
                _ = markdown.Append(MarkdownCode(plain[(i + 1)..end]));
                i = end;
            }
            else
            {
                _ = AppendText(markdown, plain, i);
            }
        }

        return markdown.ToString();
    }

    /// <summary>For a Markdown renderer, as code in a line, which is shown as it is written.</summary>
    public static string MarkdownCode(string text)
    {
        var plain = Plain(text);
        var fence = new string('`', LongestRun(plain, '`') + 1);
        var pad = plain.StartsWith('`') || plain.EndsWith('`') ? " " : "";

        // A pipe ends the cell of a table even in code; there a backslash holds it back.
        return $"{fence}{pad}{plain.Replace("|", "\\|", StringComparison.Ordinal)}{pad}{fence}";
    }

    /// <summary>For a message of SARIF: brackets would be a link, and a backslash is what keeps them from it.</summary>
    public static string SarifMessage(string text) =>
        Plain(text)
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal)
            .Replace("]", "\\]", StringComparison.Ordinal);

    /// <summary>For the address of a file in a link: everything but letters, digits, <c>-._~/</c> is escaped.</summary>
    public static string UriPath(string path) => string.Join('/', path.Split('/').Select(Segment));

    /// <summary>At most <paramref name="length"/> UTF-16 code units, an ellipsis at the end where something was cut.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = length - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }

    private static StringBuilder AppendText(StringBuilder markdown, string text, int index) => text[index] switch
    {
        '&' => markdown.Append("&amp;"),
        '<' => markdown.Append("&lt;"),
        '>' => markdown.Append("&gt;"),
        '@' => markdown.Append("&#64;"),
        '#' => markdown.Append("&#35;"),

        // An address becomes a link and :word: a picture; before a blank a colon does nothing.
        ':' when index + 1 < text.Length && text[index + 1] is not ' ' => markdown.Append("&#58;"),
        '.' when index > 2 && text.AsSpan(index - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase) => markdown.Append("&#46;"),
        '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' or '$' => markdown.Append('\\').Append(text[index]),
        _ => markdown.Append(text[index]),
    };

    // "." and ".." would be taken for steps in a path.
    private static string Segment(string segment) => segment switch
    {
        "." => "%2E",
        ".." => "%2E%2E",
        _ => Uri.EscapeDataString(WellFormed(segment)),
    };

    private static string WellFormed(string text) => text.Any(char.IsSurrogate) ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;

    // Asked of each text that is written.
    private static bool Misleads(string text)
    {
        foreach (var character in text)
        {
            if (Misleads(character))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Misleads(char character) => character is < ' ' || Unseen.Contains(character);

    private static string AllUnseen()
    {
        var all = new StringBuilder();
        for (int code = ' '; code <= char.MaxValue; code++)
        {
            _ = IsUnseen((char)code) ? all.Append((char)code) : all;
        }

        return all.ToString();
    }

    private static bool IsUnseen(char character) => Ignorables.Has(character) || char.GetUnicodeCategory(character)
        is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control;

    // Half of a pair is looked at with its other half.
    private static bool Misleads(Rune rune) => Ignorables.Has(rune.Value)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    // People write a warning sign with one, which only says that it is a picture. Behind anything else, or behind another one, it hides something.
    private static bool IsOfPicture(string text, int index) => text[index] is '\uFE0E' or '\uFE0F'
        && Rune.DecodeLastFromUtf16(text.AsSpan(0, index), out var before, out _) is OperationStatus.Done
        && Rune.GetUnicodeCategory(before) is UnicodeCategory.OtherSymbol
        && !Misleads(before);

    private static int LongestRun(string text, char character)
    {
        var longest = 0;
        var run = 0;
        foreach (var candidate in text)
        {
            run = candidate == character ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}

namespace PoPipeline.Sources.Commands;

/// <summary>The arguments of a call in Python, as far as they are texts.</summary>
/// <param name="Positional">Those without a name; what is computed is <see cref="AnchoredTexts.Unknown"/>.</param>
/// <param name="Named">The texts of those with a name; null where it is something else.</param>
/// <param name="End">The offset behind the call.</param>
internal sealed record PythonCall(List<AnchoredText> Positional, Dictionary<string, string?> Named, int End)
{
    // Longer than the arguments of any call that a person writes.
    private const int Longest = 8 * 1024;

    private const string Quotes = "\"'";

    /// <summary>Reads a call.</summary>
    /// <param name="text">The file.</param>
    /// <param name="open">The offset of the bracket that opens the arguments, or a list.</param>
    public static PythonCall Of(LinedText text, int open)
    {
        var call = new PythonCall([], new Dictionary<string, string?>(StringComparer.Ordinal), open + 1);
        var limit = Math.Min(text.Text.Length, open + Longest);
        var at = open + 1;
        while (at < limit && text.Text[at] is not (')' or ']'))
        {
            var start = at;
            at = EndOfArgument(text.Text, at, limit);
            call.Take(text, start, at);
            at += at < limit && text.Text[at] is ',' ? 1 : 0;
        }

        return call with { End = Math.Min(text.Text.Length, at + 1) };
    }

    /// <summary>The offset behind what starts at one: a text, a comment, or one character.</summary>
    /// <param name="source">The file.</param>
    /// <param name="at">The offset.</param>
    /// <param name="limit">The offset behind which nothing is looked at.</param>
    public static int Behind(string source, int at, int limit)
    {
        if (source[at] is '#')
        {
            return source.IndexOf('\n', at, limit - at) is >= 0 and var line ? line : limit;
        }

        if (!Quotes.Contains(source[at], StringComparison.Ordinal))
        {
            return at + 1;
        }

        var quote = source.AsSpan(at).StartsWith("\"\"\"", StringComparison.Ordinal) || source.AsSpan(at).StartsWith("'''", StringComparison.Ordinal) ? source.Substring(at, 3) : source.Substring(at, 1);
        for (var end = at + quote.Length; end < limit; end++)
        {
            if (source[end] is '\\')
            {
                end++;
            }
            else if (source[end] is '\n' && quote.Length == 1)
            {
                return end;
            }
            else if (source.AsSpan(end).StartsWith(quote, StringComparison.Ordinal))
            {
                return Math.Min(limit, end + quote.Length);
            }
        }

        return limit;
    }

    private static int EndOfArgument(string source, int at, int limit)
    {
        for (var nested = 0; at < limit; at = Behind(source, at, limit))
        {
            if (nested == 0 && source[at] is ',' or ')' or ']')
            {
                return at;
            }

            nested += source[at] is '(' or '[' or '{' ? 1 : source[at] is ')' or ']' or '}' ? -1 : 0;
        }

        return limit;
    }

    private void Take(LinedText text, int start, int end)
    {
        // Comments and blanks stand before an argument.
        while (start < end && (char.IsWhiteSpace(text.Text[start]) || text.Text[start] is '#'))
        {
            start = text.Text[start] is '#' ? Behind(text.Text, start, end) : start + 1;
        }

        while (end > start && char.IsWhiteSpace(text.Text[end - 1]))
        {
            end--;
        }

        if (start == end)
        {
            return;
        }

        var name = start;
        while (name < end && (char.IsAsciiLetterOrDigit(text.Text[name]) || text.Text[name] is '_'))
        {
            name++;
        }

        var equals = name;
        while (equals < end && text.Text[equals] is ' ')
        {
            equals++;
        }

        if (name > start && equals + 1 < end && text.Text[equals] is '=' && text.Text[equals + 1] is not '=')
        {
            var from = equals + 1;
            while (from < end && char.IsWhiteSpace(text.Text[from]))
            {
                from++;
            }

            Named[text.Text[start..name]] = Literal(text, from, end)?.Text ?? (text.Text.AsSpan(from, end - from) is "False" ? "False" : null);
            return;
        }

        Positional.Add(Literal(text, start, end) ?? AnchoredTexts.At(AnchoredTexts.Unknown, text.PlaceOf(start, end)));
    }

    // "…", f"…{x}…"; null for everything else.
    private static AnchoredText? Literal(LinedText text, int start, int end)
    {
        var quote = start;
        while (quote < end && char.IsAsciiLetter(text.Text[quote]))
        {
            quote++;
        }

        if (quote - start > 2 || quote >= end || !Quotes.Contains(text.Text[quote], StringComparison.Ordinal) || Behind(text.Text, quote, end) != end)
        {
            return null;
        }

        var prefix = text.Text[start..quote].ToUpperInvariant();
        var width = end - quote >= 6 && text.Text[quote + 1] == text.Text[quote] && text.Text[quote + 2] == text.Text[quote] ? 3 : 1;
        var (first, last) = (quote + width, Math.Max(quote + width, end - width));
        var inner = text.Text.AsSpan(first, last - first);
        if (inner.Contains('\\') && !prefix.Contains('R', StringComparison.Ordinal))
        {
            return null;
        }

        return prefix.Contains('F', StringComparison.Ordinal) && inner.Contains('{') ? Formatted(text, first, last) : text.Stretch(first, last);
    }

    private static AnchoredText Formatted(LinedText text, int start, int end)
    {
        var built = new AnchoredTextBuilder(text);
        while (start < end)
        {
            var rest = text.Text.AsSpan(start, end - start);
            var open = rest.IndexOf('{');
            var close = open < 0 ? -1 : rest[open..].IndexOf('}');
            if (close < 0)
            {
                built.Copy(start, end);
                break;
            }

            built.Copy(start, start + open).Put(AnchoredTexts.Unknown, start + open, start + open + close + 1);
            start += open + close + 1;
        }

        return built.Build();
    }
}

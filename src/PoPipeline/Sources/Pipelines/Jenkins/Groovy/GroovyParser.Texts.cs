using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace PoPipeline.Sources.Pipelines.Jenkins.Groovy;

/// <content>Texts, and what is pasted into them.</content>
internal sealed partial class GroovyParser
{
    private GroovyText ParseText()
    {
        var start = pieces[at].Token;
        var quote = GroovyQuotes.Of(text.AsSpan(start.Start, start.Length));
        var end = matches[at] < 0 ? limit : Math.Min(matches[at], limit);
        var parts = ImmutableArray.CreateBuilder<GroovyPiece>();
        at++;
        while (at < end)
        {
            var token = pieces[at].Token;
            switch (token.Kind)
            {
                case GroovyTokenKind.TextPart:
                    parts.Add(Decoded(token, quote));
                    at++;
                    break;
                case GroovyTokenKind.PastedName:
                    parts.Add(new GroovyPiece(token.Start, token.End, TextOf(at), PastedName(token)));
                    at++;
                    break;
                case GroovyTokenKind.PasteStart:
                    var closing = matches[at];
                    var frame = Enter(closing, joins: false);
                    at++;
                    _ = Take("->");
                    var body = ParseStatements();
                    Leave(frame, closing);
                    var stop = closing < 0 ? LastEnd : pieces[closing].Token.End;
                    parts.Add(new GroovyPiece(token.Start, stop, text[token.Start..stop], body is [var only] ? only : new GroovyBlock(token.End, stop, body)));
                    break;
                default:
                    at++;
                    break;
            }
        }

        at = Math.Min(end + 1, limit);
        return new GroovyText(start.Start, LastEnd, quote, parts.ToImmutable());
    }

    private GroovyNode PastedName(GroovyToken token)
    {
        GroovyNode? node = null;
        var start = token.Start + 1;
        foreach (var name in text.AsSpan(start, token.End - start).ToString().Split('.'))
        {
            node = node is null ? new GroovyName(start, start + name.Length, name) : Bounded(new GroovyProperty(node.Start, start + name.Length, node, name, Computed: null, start));
            start += name.Length + 1;
        }

        return node!;
    }

    private GroovyPiece Decoded(GroovyToken token, GroovyQuote quote)
    {
        var written = text.AsSpan(token.Start, token.Length);
        if (written.IndexOfAny('\\', '$', '\r') < 0)
        {
            return new GroovyPiece(token.Start, token.End, written.ToString(), Pasted: null) { Steps = [(0, token.Start)] };
        }

        var value = new StringBuilder(written.Length);
        var steps = ImmutableArray.CreateBuilder<(int, int)>();
        steps.Add((0, token.Start));
        for (var index = 0; index < written.Length;)
        {
            var (length, character) = Escape(written[index..], quote);
            if (character is { } decoded)
            {
                _ = value.Append(decoded);
            }

            index += length;
            if (length != 1 || character is null)
            {
                steps.Add((value.Length, token.Start + index));
            }
        }

        return new GroovyPiece(token.Start, token.End, value.ToString(), Pasted: null) { Steps = steps.ToImmutable() };
    }

    // How many characters stand for how many: one, or none for a break of lines that is left out.
    private static (int Length, char? Character) Escape(ReadOnlySpan<char> rest, GroovyQuote quote)
    {
        switch (rest)
        {
            case ['\r', '\n', ..]:
                return (2, '\n');
            case ['\r', ..]:
                return (1, '\n');
            case ['\\', 'u', ..] when HexadecimalAt(rest[2..]) is { } code:
                return (6, code);
        }

        return quote switch
        {
            GroovyQuote.DollarSlashy => rest switch
            {
                ['$', '/', '$', ..] => (2, '/'),
                ['$', '/', ..] => (2, '/'),
                ['$', '$', ..] => (2, '$'),
                _ => (1, rest[0]),
            },
            GroovyQuote.Slashy => rest is ['\\', '/', ..] ? (2, '/') : (1, rest[0]),
            _ => rest switch
            {
                ['\\', '\r', '\n', ..] => (3, null),
                ['\\', '\n' or '\r', ..] => (2, null),
                ['\\', 'n', ..] => (2, '\n'),
                ['\\', 't', ..] => (2, '\t'),
                ['\\', 'r', ..] => (2, '\r'),
                ['\\', 'b', ..] => (2, '\b'),
                ['\\', 'f', ..] => (2, '\f'),
                ['\\', >= '0' and <= '3', >= '0' and <= '7', >= '0' and <= '7', ..] => (4, (char)(((rest[1] - '0') * 64) + ((rest[2] - '0') * 8) + rest[3] - '0')),
                ['\\', >= '0' and <= '7', >= '0' and <= '7', ..] => (3, (char)(((rest[1] - '0') * 8) + rest[2] - '0')),
                ['\\', >= '0' and <= '7', ..] => (2, (char)(rest[1] - '0')),
                ['\\', var escaped, ..] => (2, escaped),
                _ => (1, rest[0]),
            },
        };
    }

    private static char? HexadecimalAt(ReadOnlySpan<char> rest) =>
        rest.Length >= 4 && ushort.TryParse(rest[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? (char)code : null;
}

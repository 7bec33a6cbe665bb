using System.Globalization;
using System.Text;
using PoPipeline.Rules.Model;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Text;

namespace PoPipeline.Sources.Projects.Reading;

/// <summary>
/// Goes through TOML, whose headers are tables in tables. A large document is read in pieces, of which those that are plain are read here, and the others by Tomlyn,
/// which takes the whole of a text as characters before it begins, and knows all of TOML.
/// </summary>
/// <remarks>A list of tables that two pieces have a part of has its name in both of them.</remarks>
/// <param name="text">The text in UTF-8.</param>
/// <param name="leastPiece">How many bytes a piece has at least; as characters, these are no large object of the garbage collector.</param>
internal sealed class TomlCursor(ReadOnlyMemory<byte> text, int leastPiece = 32 * 1024) : DataCursor
{
    private readonly PlainToml plain = new();
    private TomlParser? parser;
    private string piece = "";
    private bool isStarted;
    private bool isOver;
    private int end;
    private int firstLine = 1;
    private int linesOfPiece;
    private int index = -1;
    private int depth;
    private int countedLine = -1;
    private int countedTo;
    private int countedColumn;
    private Region last = Region.Start;

    /// <inheritdoc/>
    protected override Token Read()
    {
        if (!isStarted)
        {
            isStarted = true;
            NextPiece();
            return Token.StartTable;
        }

        while (!isOver)
        {
            if ((parser is null ? ReadPlain() : ReadParsed()) is { } token)
            {
                return token;
            }

            if (end >= text.Length)
            {
                isOver = true;
                return Token.EndTable;
            }

            NextPiece();
        }

        return Token.End;
    }

    /// <inheritdoc/>
    protected override string? Text()
    {
        if (parser is null)
        {
            return index < 0 || index >= plain.Count ? null : TextOf(plain[index]);
        }

        return parser.Current.Kind switch
        {
            TomlParseEventKind.PropertyName => parser.GetPropertyName(),
            TomlParseEventKind.String => parser.GetString(),
            TomlParseEventKind.Integer => parser.Current.GetInt64().ToString(CultureInfo.InvariantCulture),
            TomlParseEventKind.Boolean => parser.Current.GetBoolean() ? "true" : "false",
            TomlParseEventKind.DateTime => parser.Current.GetTomlDateTime().ToString(),
            _ => null,
        };
    }

    // What a header opens has no place of its own; the header's name was the last that had one.
    /// <inheritdoc/>
    protected override Region Place()
    {
        if (parser is null)
        {
            if (index >= 0 && index < plain.Count && plain[index] is { Length: > 0 } token)
            {
                var column = ColumnOf(token);
                last = new Region(token.Line, column, token.Line, column + Encoding.UTF8.GetCharCount(text.Span.Slice(token.Start, token.Length)));
            }
        }
        else if (parser.Current.Span is { } span && parser.Current.Line > 0)
        {
            if (span.Start.Line != countedLine)
            {
                (countedLine, countedTo) = (span.Start.Line, span.Start.Offset == 0 ? 0 : piece.LastIndexOf('\n', span.Start.Offset - 1) + 1);
            }

            // Tomlyn counts what takes two code units as one column.
            var column = span.Start.Offset - countedTo + 1;
            last = new Region(firstLine + span.Start.Line, column, firstLine + span.End.Line, span.End.Line == span.Start.Line ? column + span.End.Offset - span.Start.Offset + 1 : span.End.Column + 2);
        }

        return last;
    }

    // No byte of a line is counted twice, however long it is.
    private int ColumnOf(in PlainTomlToken token)
    {
        if (token.Line != countedLine || token.Start < countedTo)
        {
            (countedLine, countedTo, countedColumn) = (token.Line, token.LineStart, 1);
        }

        countedColumn += Encoding.UTF8.GetCharCount(text.Span[countedTo..token.Start]);
        countedTo = token.Start;
        return countedColumn;
    }

    private void NextPiece()
    {
        var start = end;
        firstLine += linesOfPiece;
        end = TomlPieces.EndOf(text.Span, start, leastPiece);
        linesOfPiece = text.Span[start..end].Count((byte)'\n');
        (index, depth) = (-1, 0);
        countedLine = -1;
        var isPlain = plain.TryRead(text.Span, start, end, firstLine);
        piece = isPlain ? "" : Encoding.UTF8.GetString(text.Span[start..end]);
        parser = isPlain ? null : TomlParser.Create(piece, new TomlParserOptions());
    }

    private Token? ReadPlain() => ++index >= plain.Count ? null : plain[index].Kind switch
    {
        PlainTomlKind.Name => Token.Name,
        PlainTomlKind.StartTable => Token.StartTable,
        PlainTomlKind.EndTable => Token.EndTable,
        PlainTomlKind.StartList => Token.StartList,
        PlainTomlKind.EndList => Token.EndList,
        _ => Token.Scalar,
    };

    // Null at the end of the piece. The table of the root is one of the whole document.
    private Token? ReadParsed()
    {
        while (MoveNext())
        {
            switch (parser!.Current.Kind)
            {
                case TomlParseEventKind.PropertyName:
                    return Token.Name;
                case TomlParseEventKind.StartTable:
                    if (depth++ > 0)
                    {
                        return Token.StartTable;
                    }

                    break;
                case TomlParseEventKind.EndTable:
                    if (--depth > 0)
                    {
                        return Token.EndTable;
                    }

                    break;
                case TomlParseEventKind.StartArray:
                    return Token.StartList;
                case TomlParseEventKind.EndArray:
                    return Token.EndList;
                case TomlParseEventKind.StartDocument or TomlParseEventKind.EndDocument or TomlParseEventKind.None:
                    break;
                default:
                    return Token.Scalar;
            }
        }

        return null;
    }

    private bool MoveNext()
    {
        try
        {
            return parser!.MoveNext();
        }
        catch (TomlException exception) when (firstLine > 1 && exception.Span is { } span)
        {
            throw new TomlException(new TomlSourceSpan(span.SourceName, Below(span.Start), Below(span.End)), exception.Message, exception);
        }
    }

    private TomlTextPosition Below(TomlTextPosition position) => new(position.Offset, position.Line + firstLine - 1, position.Column);

    private string TextOf(in PlainTomlToken token)
    {
        var written = token.IsQuoted ? text.Span.Slice(token.Start + 1, token.Length - 2) : text.Span.Slice(token.Start, token.Length);
        return token.IsEscaped ? Unescaped(Encoding.UTF8.GetString(written)) : token.Kind is PlainTomlKind.Name ? Utf8Names.Of(written) : Encoding.UTF8.GetString(written);
    }

    private static string Unescaped(string written)
    {
        var plainText = new StringBuilder(written.Length);
        for (var at = 0; at < written.Length; at++)
        {
            at += written[at] is '\\' ? 1 : 0;
            plainText.Append(written[at]);
        }

        return plainText.ToString();
    }
}

using PoPipeline.Rules.Model;
using Tomlyn.Parsing;

namespace PoPipeline.Sources.Projects.Reading;

/// <summary>Goes through TOML, whose headers are tables in tables; Tomlyn parses.</summary>
internal sealed class TomlCursor : DataCursor
{
    private readonly StreamReader text;
    private readonly TomlParser parser;
    private Region last = Region.Start;

    /// <summary>Goes through a text.</summary>
    /// <param name="text">The text, which is given back when the cursor is.</param>
    public TomlCursor(StreamReader text)
    {
        this.text = text;
        parser = TomlParser.Create(text, new TomlParserOptions());
    }

    /// <inheritdoc/>
    protected override Token Read()
    {
        while (parser.MoveNext())
        {
            switch (parser.Current.Kind)
            {
                case TomlParseEventKind.PropertyName:
                    return Token.Name;
                case TomlParseEventKind.StartTable:
                    return Token.StartTable;
                case TomlParseEventKind.EndTable:
                    return Token.EndTable;
                case TomlParseEventKind.StartArray:
                    return Token.StartList;
                case TomlParseEventKind.EndArray:
                    return Token.EndList;
                case TomlParseEventKind.EndDocument:
                    return Token.End;
                case TomlParseEventKind.StartDocument or TomlParseEventKind.None:
                    break;
                default:
                    return Token.Scalar;
            }
        }

        return Token.End;
    }

    /// <inheritdoc/>
    protected override string? Text() => parser.Current.Kind switch
    {
        TomlParseEventKind.PropertyName => parser.GetPropertyName(),
        TomlParseEventKind.String => parser.GetString(),
        TomlParseEventKind.Integer => parser.Current.GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture),
        TomlParseEventKind.Boolean => parser.Current.GetBoolean() ? "true" : "false",
        TomlParseEventKind.DateTime => parser.Current.GetTomlDateTime().ToString(),
        _ => null,
    };

    // What a header opens has no place of its own; the header's name was the last that had one.
    /// <inheritdoc/>
    protected override Region Place()
    {
        if (parser.Current.Span is { } span && parser.Current.Line > 0)
        {
            last = new Region(span.Start.Line + 1, span.Start.Column + 1, span.End.Line + 1, span.End.Column + 2);
        }

        return last;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        text.Dispose();
        base.Dispose(disposing);
    }
}

using PoPipeline.Rules.Model;
using PoPipeline.Sources.Projects.Reading;
using Tomlyn.Parsing;

namespace PoPipeline.Tests.Sources.Projects;

/// <summary>Goes through TOML with Tomlyn alone, all of it at once.</summary>
/// <param name="text">The text.</param>
internal sealed class WholeTomlCursor(string text) : DataCursor
{
    private readonly TomlParser parser = TomlParser.Create(text, new TomlParserOptions());
    private Region last = Region.Start;

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

    protected override string? Text() => parser.Current.Kind switch
    {
        TomlParseEventKind.PropertyName => parser.GetPropertyName(),
        TomlParseEventKind.String => parser.GetString(),
        TomlParseEventKind.Integer => parser.Current.GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture),
        TomlParseEventKind.Boolean => parser.Current.GetBoolean() ? "true" : "false",
        TomlParseEventKind.DateTime => parser.Current.GetTomlDateTime().ToString(),
        _ => null,
    };

    protected override Region Place()
    {
        if (parser.Current.Span is { } span && parser.Current.Line > 0)
        {
            // In code units, as every place is, and Tomlyn's columns are not.
            var column = span.Start.Offset == 0 ? 1 : span.Start.Offset - text.LastIndexOf('\n', span.Start.Offset - 1);
            last = new Region(span.Start.Line + 1, column, span.End.Line + 1, span.End.Line == span.Start.Line ? column + span.End.Offset - span.Start.Offset + 1 : span.End.Column + 2);
        }

        return last;
    }
}

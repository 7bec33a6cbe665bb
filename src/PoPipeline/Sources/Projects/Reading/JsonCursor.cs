using System.Text;
using System.Text.Json;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Projects.Reading;

/// <summary>Goes through JSON. Lines and columns are counted along the way, no byte twice.</summary>
/// <param name="text">The text in UTF-8.</param>
/// <param name="isLenient">Whether comments, and commas behind the last item, are allowed.</param>
internal sealed class JsonCursor(ReadOnlyMemory<byte> text, bool isLenient = false) : DataCursor
{
    private JsonReaderState state = new(new JsonReaderOptions { CommentHandling = isLenient ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow, AllowTrailingCommas = isLenient });
    private int next;
    private int start;
    private int length;
    private bool isQuoted;
    private bool isName;
    private bool isEscaped;
    private bool isNull;
    private int counted;
    private int line = 1;
    private int column = 1;

    /// <inheritdoc/>
    protected override Token Read()
    {
        var reader = new Utf8JsonReader(text.Span[next..], isFinalBlock: true, state);
        if (!reader.Read())
        {
            return Token.End;
        }

        isQuoted = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
        isName = reader.TokenType is JsonTokenType.PropertyName;
        isEscaped = reader.ValueIsEscaped;
        isNull = reader.TokenType is JsonTokenType.Null;
        (start, length) = (next + (int)reader.TokenStartIndex, reader.ValueSpan.Length);
        next += (int)reader.BytesConsumed;
        state = reader.CurrentState;
        return reader.TokenType switch
        {
            JsonTokenType.PropertyName => Token.Name,
            JsonTokenType.StartObject => Token.StartTable,
            JsonTokenType.EndObject => Token.EndTable,
            JsonTokenType.StartArray => Token.StartList,
            JsonTokenType.EndArray => Token.EndList,
            _ => Token.Scalar,
        };
    }

    /// <inheritdoc/>
    protected override string? Text()
    {
        if (isNull)
        {
            return null;
        }

        var written = text.Span.Slice(isQuoted ? start + 1 : start, length);
        if (!isEscaped)
        {
            return isName ? Utf8Names.Of(written) : Encoding.UTF8.GetString(written);
        }

        var reader = new Utf8JsonReader(text.Span.Slice(start, length + 2));
        reader.Read();
        return reader.GetString();
    }

    /// <inheritdoc/>
    protected override Region Place()
    {
        Count(start);
        return new Region(line, column, line, column + Encoding.UTF8.GetCharCount(text.Span.Slice(start, Math.Max(1, length + (isQuoted ? 2 : 0)))));
    }

    private void Count(int offset)
    {
        if (offset <= counted)
        {
            return;
        }

        var between = text.Span[counted..offset];
        var lines = between.Count((byte)'\n');
        if (lines > 0)
        {
            line += lines;
            column = 1;
            between = between[(between.LastIndexOf((byte)'\n') + 1)..];
        }

        column += Encoding.UTF8.GetCharCount(between);
        counted = offset;
    }
}

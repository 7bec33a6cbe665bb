using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Expressions;

/// <summary>What <c>toJSON</c> and <c>fromJSON</c> do.</summary>
internal static class ExpressionJson
{
    /// <summary>Writes a value, indented by two blanks.</summary>
    public static string Write(ExpressionValue value)
    {
        var text = new StringBuilder();
        Write(text, value, "\n");
        return text.ToString();
    }

    /// <summary>Reads a value; null with the reason where the text is no JSON.</summary>
    public static ExpressionValue? Read(string text, out string error)
    {
        error = "";
        try
        {
            using var document = JsonDocument.Parse(text);
            return ValueOf(document.RootElement);
        }
        catch (JsonException exception)
        {
            error = $"The text given to 'fromJSON' is not JSON, at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}";
            return null;
        }
    }

    private static ExpressionValue ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new ObjectValue([.. element.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, ValueOf(property.Value)))]),
        JsonValueKind.Array => new ArrayValue([.. element.EnumerateArray().Select(ValueOf)]),
        JsonValueKind.String => new StringValue(element.GetString() ?? ""),
        JsonValueKind.Number => new NumberValue(element.GetDouble()),
        JsonValueKind.True => BooleanValue.True,
        JsonValueKind.False => BooleanValue.False,
        _ => NullValue.Instance,
    };

    private static void Write(StringBuilder text, ExpressionValue value, string line)
    {
        switch (value)
        {
            case NullValue:
                text.Append("null");
                break;
            case StringValue literal:
                text.Append('"').Append(JsonEncodedText.Encode(literal.Text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)).Append('"');
                break;
            case ArrayValue array:
                Write(text, '[', ']', array.Items, line, (item, inner) => Write(text, item, inner));
                break;
            case ObjectValue map:
                Write(text, '{', '}', map.Properties, line, (property, inner) =>
                {
                    Write(text, new StringValue(property.Key), inner);
                    text.Append(": ");
                    Write(text, property.Value, inner);
                });
                break;
            default:
                text.Append(value.AsText);
                break;
        }
    }

    private static void Write<T>(StringBuilder text, char open, char close, ImmutableArray<T> items, string line, Action<T, string> write)
    {
        text.Append(open);
        for (var index = 0; index < items.Length; index++)
        {
            text.Append(index > 0 ? "," : "").Append(line).Append("  ");
            write(items[index], line + "  ");
        }

        text.Append(items.IsEmpty ? "" : line).Append(close);
    }
}

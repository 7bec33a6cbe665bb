using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>Writes JSON byte for byte as the tools of other languages do that take a digest of it.</summary>
/// <remarks>Sources: https://docs.python.org/3/library/json.html#json.dumps, https://www.php.net/manual/en/function.json-encode.php.</remarks>
internal sealed class ForeignJson
{
    private readonly StringBuilder text = new();
    private readonly bool isOfPhp;
    private readonly string comma;
    private readonly string colon;
    private bool isKnown = true;

    private ForeignJson(bool isOfPhp, string comma, string colon) => (this.isOfPhp, this.comma, this.colon) = (isOfPhp, comma, colon);

    /// <summary>As Python's <c>json.dumps</c> writes it, names in order.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isCompact">Whether without blanks.</param>
    /// <returns>Null where it holds a number that the languages write in different ways.</returns>
    public static string? OfPython(JsonNode? value, bool isCompact) => new ForeignJson(isOfPhp: false, isCompact ? "," : ", ", isCompact ? ":" : ": ").Written(value);

    /// <summary>As PHP's <c>json_encode</c> writes what <c>json_decode</c> made lists and maps of.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Null where it holds a number that the languages write in different ways.</returns>
    public static string? OfPhp(JsonNode? value) => new ForeignJson(isOfPhp: true, ",", ":").Written(value);

    private string? Written(JsonNode? value)
    {
        Write(value);
        return isKnown ? text.ToString() : null;
    }

    // As deep as what read the value lets it be.
    private void Write(JsonNode? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject { Count: 0 } when isOfPhp:
                text.Append("[]");
                break;
            case JsonObject table when isOfPhp && table.Select((pair, at) => pair.Key == at.ToString(CultureInfo.InvariantCulture)).All(isNext => isNext):
                WriteAll('[', table, pair => Write(pair.Value), ']');
                break;
            case JsonObject table:
                WriteAll<KeyValuePair<string, JsonNode?>>('{', isOfPhp ? table : table.OrderBy(pair => pair.Key, StringComparer.Ordinal), pair =>
                {
                    WriteText(pair.Key);
                    text.Append(colon);
                    Write(pair.Value);
                }, '}');
                break;
            case JsonArray list:
                WriteAll('[', list, Write, ']');
                break;
            default:
                WriteScalar(value);
                break;
        }
    }

    private void WriteAll<T>(char start, IEnumerable<T> items, Action<T> write, char end)
    {
        text.Append(start);
        var isFirst = true;
        foreach (var item in items)
        {
            text.Append(isFirst ? "" : comma);
            isFirst = false;
            write(item);
        }

        text.Append(end);
    }

    private void WriteScalar(JsonNode value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                WriteText(value.GetValue<string>());
                break;
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            default:
                var written = value.ToJsonString();
                isKnown &= long.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == written;
                text.Append(written);
                break;
        }
    }

    private void WriteText(string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '/' when isOfPhp => text.Append("\\/"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or > '~' and not '\u007f' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }
}

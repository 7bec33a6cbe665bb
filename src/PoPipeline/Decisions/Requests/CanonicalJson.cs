using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PoPipeline.Decisions.Requests;

/// <summary>
/// JSON in the one form of RFC 8785: no blanks, members in the order of their UTF-16 code units, the shortest escapes. Equal values are equal
/// bytes, so that a digest of them says something.
/// </summary>
/// <remarks>Numbers are whole and no larger than 2^53 in magnitude: nothing that PoPipeline signs needs another, and their form is not in doubt.</remarks>
public static class CanonicalJson
{
    private const long LargestNumber = 1L << 53;
    private const int MaximumDepth = 32;

    /// <summary>Writes a value.</summary>
    /// <param name="node">The value.</param>
    /// <returns>UTF-8.</returns>
    /// <exception cref="FormatException">The value holds a number that is not whole or too large, or half a surrogate pair, or is nested too deeply.</exception>
    public static byte[] Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node, 0);
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetBytes(text.ToString());
        }
        catch (EncoderFallbackException exception)
        {
            throw new FormatException("A text holds half a surrogate pair.", exception);
        }
    }

    /// <summary>Reads a value that must already be in this form.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <returns>The value; null where the bytes are not JSON in this form, which names a member twice in no object.</returns>
    public static JsonNode? ReadStrict(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var node = JsonNode.Parse(utf8, documentOptions: new JsonDocumentOptions { MaxDepth = MaximumDepth, AllowDuplicateProperties = false });
            return utf8.SequenceEqual(Write(node)) ? node : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Append(StringBuilder text, JsonNode? node, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new FormatException($"A value is nested more than {MaximumDepth} deep.");
        }

        switch (node)
        {
            case null:
                _ = text.Append("null");
                break;
            case JsonObject members:
                Append(text, members, depth);
                break;
            case JsonArray items:
                _ = text.Append('[');
                for (var i = 0; i < items.Count; i++)
                {
                    _ = i > 0 ? text.Append(',') : text;
                    Append(text, items[i], depth + 1);
                }

                _ = text.Append(']');
                break;
            default:
                Append(text, node.AsValue());
                break;
        }
    }

    private static void Append(StringBuilder text, JsonObject members, int depth)
    {
        _ = text.Append('{');
        var first = true;
        foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            _ = first ? text : text.Append(',');
            first = false;
            AppendText(text, name);
            _ = text.Append(':');
            Append(text, value, depth + 1);
        }

        _ = text.Append('}');
    }

    private static void Append(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                AppendText(text, value.GetValue<string>());
                break;
            case JsonValueKind.True:
                _ = text.Append("true");
                break;
            case JsonValueKind.False:
                _ = text.Append("false");
                break;
            case JsonValueKind.Number when long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                                           && number is >= -LargestNumber and <= LargestNumber:
                _ = text.Append(CultureInfo.InvariantCulture, $"{number}");
                break;
            default:
                throw new FormatException($"'{value.ToJsonString()}' is no whole number that is small enough.");
        }
    }

    private static void AppendText(StringBuilder text, string value)
    {
        _ = text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }

        _ = text.Append('"');
    }
}

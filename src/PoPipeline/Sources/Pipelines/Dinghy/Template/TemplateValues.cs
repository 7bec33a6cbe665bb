using System.Globalization;
using System.Text;

namespace PoPipeline.Sources.Pipelines.Dinghy.Template;

/// <summary>What values of templates are: nothing, truth values, whole and broken numbers, texts, lists and objects, and what no file tells.</summary>
internal static class TemplateValues
{
    /// <summary>The longest text that a function makes.</summary>
    public const int LongestText = 200_000;

    /// <summary>Whether Go takes a value for true.</summary>
    /// <param name="value">The value.</param>
    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool truth => truth,
        long number => number != 0,
        double number => number is not 0,
        TemplateText text => text.Value.Length > 0,
        List<object?> list => list.Count > 0,
        Dictionary<string, object?> entries => entries.Count > 0,
        _ => true,
    };

    /// <summary>A value as Go prints it.</summary>
    /// <param name="value">The value.</param>
    public static string Print(object? value) => value switch
    {
        null => "<no value>",
        bool truth => truth ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        TemplateText text => text.Value,
        List<object?> or Dictionary<string, object?> => Nested(value),
        _ => value.ToString() ?? "",
    };

    /// <summary>A value as JSON.</summary>
    /// <param name="value">The value.</param>
    public static string Json(object? value)
    {
        var text = new StringBuilder();
        Json(value, text, 0);
        return text.ToString();
    }

    /// <summary>Whether two values are the same.</summary>
    public static bool AreSame(object? one, object? other) => AreSame(one, other, 0);

    // Lists of lists may be far larger than what makes them.
    private static bool AreSame(object? one, object? other, int depth) => (one, other) switch
    {
        _ when ReferenceEquals(one, other) => true,
        (TemplateText first, TemplateText second) => first.Value == second.Value,
        (long first, double second) => first == second,
        (double first, long second) => first == second,
        (List<object?> first, List<object?> second) => depth < 8 && first.Count == second.Count && first.Zip(second).All(pair => AreSame(pair.First, pair.Second, depth + 1)),
        _ => Equals(one, other),
    };

    private static string Nested(object? value)
    {
        var text = new StringBuilder();
        Print(value, text, 0);
        return text.ToString();
    }

    private static void Print(object? value, StringBuilder text, int depth)
    {
        if (depth > 30 || text.Length > LongestText)
        {
            return;
        }

        switch (value)
        {
            case List<object?> list:
                _ = text.Append('[');
                for (var index = 0; index < list.Count && text.Length <= LongestText; index++)
                {
                    _ = text.Append(index > 0 ? " " : "");
                    Print(list[index], text, depth + 1);
                }

                _ = text.Append(']');
                break;
            case Dictionary<string, object?> entries:
                _ = text.Append("map[");
                foreach (var (index, entry) in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Index())
                {
                    _ = text.Append(index > 0 ? " " : "").Append(entry.Key).Append(':');
                    Print(entry.Value, text, depth + 1);
                }

                _ = text.Append(']');
                break;
            default:
                _ = text.Append(Print(value));
                break;
        }
    }

    private static void Json(object? value, StringBuilder text, int depth)
    {
        if (depth > 30 || text.Length > LongestText)
        {
            _ = text.Append("null");
            return;
        }

        switch (value)
        {
            case TemplateText written:
                _ = text.Append('"').Append(System.Text.Json.JsonEncodedText.Encode(written.Value, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString()).Append('"');
                break;
            case List<object?> list:
                _ = text.Append('[');
                for (var index = 0; index < list.Count && text.Length <= LongestText; index++)
                {
                    _ = text.Append(index > 0 ? "," : "");
                    Json(list[index], text, depth + 1);
                }

                _ = text.Append(']');
                break;
            case Dictionary<string, object?> entries:
                _ = text.Append('{');
                var isFirst = true;
                foreach (var entry in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    _ = text.Append(isFirst ? "" : ",");
                    Json(new TemplateText(entry.Key), text, depth + 1);
                    _ = text.Append(':');
                    Json(entry.Value, text, depth + 1);
                    isFirst = false;
                }

                _ = text.Append('}');
                break;
            case null:
                _ = text.Append("null");
                break;
            default:
                _ = text.Append(Print(value));
                break;
        }
    }
}

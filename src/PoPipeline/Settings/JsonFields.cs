using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PoPipeline.Settings;

/// <summary>Reads answers of a forge field by field. What is missing, null or of another kind than documented is null: one wrong field leaves the others known.</summary>
internal static class JsonFields
{
    /// <summary>A member, of a kind that is undefined where there is none.</summary>
    public static JsonElement Object(this JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    /// <summary>A text.</summary>
    public static string? Text(this JsonElement json, string name) => json.Object(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>Yes or no.</summary>
    public static bool? Flag(this JsonElement json, string name) => json.Object(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A whole number.</summary>
    public static long? Number(this JsonElement json, string name) => json.Object(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    /// <summary>A moment.</summary>
    public static DateTimeOffset? Moment(this JsonElement json, string name) =>
        DateTimeOffset.TryParse(json.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.ToUniversalTime() : null;

    /// <summary>The entries of a list; none where there is none.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement json, string name) => json.Object(name).Items();

    /// <summary>The entries of a list; none where it is none.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement json) => json.ValueKind is JsonValueKind.Array ? json.EnumerateArray() : [];

    /// <summary>Whether a member is there and is a list.</summary>
    public static bool HasItems(this JsonElement json, string name) => json.Object(name).ValueKind is JsonValueKind.Array;
}

/// <summary>Writes lists of what was read.</summary>
[JsonSerializable(typeof(List<JsonElement>))]
internal sealed partial class JsonElementList : JsonSerializerContext;

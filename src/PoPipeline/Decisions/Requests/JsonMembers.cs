using System.Globalization;
using System.Text.Json.Nodes;

namespace PoPipeline.Decisions.Requests;

/// <summary>Members of JSON that must be there and of a kind; anything else is a <see cref="FormatException"/>.</summary>
internal static class JsonMembers
{
    private const string Day = "yyyy-MM-dd";
    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static JsonObject Members(this JsonObject owner, string name) => owner[name] as JsonObject ?? throw Wrong(name);

    public static JsonArray Items(this JsonObject owner, string name) => owner[name] as JsonArray ?? throw Wrong(name);

    public static IEnumerable<JsonObject> Objects(this JsonObject owner, string name) => owner.Items(name).Select(item => item as JsonObject ?? throw Wrong(name));

    public static IEnumerable<string> Texts(this JsonObject owner, string name) =>
        owner.Items(name).Select(item => item is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Wrong(name));

    public static string Text(this JsonObject owner, string name) => owner.TextOrNull(name) ?? throw Wrong(name);

    public static string? TextOrNull(this JsonObject owner, string name) => owner[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw Wrong(name),
    };

    public static int Number(this JsonObject owner, string name) => owner[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : throw Wrong(name);

    public static bool Flag(this JsonObject owner, string name) => owner[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : throw Wrong(name);

    public static T Word<T>(this JsonObject owner, string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(owner.Text(name), ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : throw Wrong(name);

    public static DateOnly? DayOrNull(this JsonObject owner, string name) =>
        owner.TextOrNull(name) is not { } text ? null
        : DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw Wrong(name);

    public static DateTimeOffset Time(this JsonObject owner, string name) =>
        DateTimeOffset.TryParseExact(owner.Text(name), Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : throw Wrong(name);

    public static string Json(this DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);

    public static string Json(this DateTimeOffset time) => time.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture);

    public static string Json<T>(this T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static JsonArray Json(this IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static FormatException Wrong(string name) => new($"The member '{name}' is missing, or of another kind.");
}

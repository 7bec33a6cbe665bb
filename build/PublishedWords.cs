using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PoPipeline.Build;

/// <summary>Makes the file of the words that GitHub publishes for workflows and actions, out of the packages that <c>tests/components</c> locks.</summary>
internal static partial class PublishedWords
{
    /// <summary>The file that is made, relative to the root.</summary>
    public const string Target = "src/PoPipeline/Sources/Pipelines/GitHubActions/Schemas/published.json";

    /// <summary>Where the packages are installed, relative to the root.</summary>
    public const string Packages = "tests/components/node_modules";

    private const string Parser = "@actions/workflow-parser";
    private const string Service = "@actions/languageservice";
    private const string Zones = "tzdata";

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of the file.</summary>
    /// <param name="packages">Where the packages are installed.</param>
    public static string Of(string packages)
    {
        var text = new StringBuilder("{\n");
        text.Append("  \"about\": \"What GitHub publishes for its editor, and the names of time zones. Made by `dotnet run --project build -- --target Words --fix`; not to be edited.\",\n");
        text.Append(CultureInfo.InvariantCulture, $"  \"from\": {Object(new[] { Parser, Service, Zones }.Select(name => (name, VersionOf(packages, name))))},\n");
        text.Append(CultureInfo.InvariantCulture, $"  \"labels\": {List(Labels(packages))},\n");
        text.Append(CultureInfo.InvariantCulture, $"  \"zones\": {List(ZonesOf(packages))},\n");
        text.Append(CultureInfo.InvariantCulture, $"  \"workflow\": {Definitions(packages, "workflow", "workflow-root-strict")},\n");
        text.Append(CultureInfo.InvariantCulture, $"  \"action\": {Definitions(packages, "action", "action-root-strict")}\n");
        return text.Append("}\n").ToString();
    }

    private static string VersionOf(string packages, string name)
    {
        using var package = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(packages, name, "package.json")));
        return package.RootElement.GetProperty("version").GetString()!;
    }

    // The labels stand in code, as a list of texts.
    private static IEnumerable<string> Labels(string packages)
    {
        var list = LabelList().Match(File.ReadAllText(Path.Combine(packages, Service, "dist", "value-providers", "default.js")));
        return list.Success
            ? Quoted().Matches(list.Groups["list"].Value).Select(match => match.Groups["text"].Value)
            : throw new InvalidOperationException($"'{Service}' no longer lists the labels of runners where they stood.");
    }

    private static IEnumerable<string> ZonesOf(string packages)
    {
        using var data = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(packages, Zones, "timezone-data.json")));
        return [.. data.RootElement.GetProperty("zones").EnumerateObject().Select(zone => zone.Name).Order(StringComparer.Ordinal)];
    }

    // Those that the strict root leads to, each on a line, without what is written for people.
    private static string Definitions(string packages, string schema, string root)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(packages, Parser, "dist", $"{schema}-v1.0.min.json")));
        using var bare = JsonDocument.Parse(Bare(document.RootElement.GetProperty("definitions")));
        var all = bare.RootElement;
        var reached = new SortedSet<string>(StringComparer.Ordinal) { root };
        var open = new Stack<string>([root]);
        while (open.TryPop(out var name))
        {
            foreach (var word in Texts(all.GetProperty(name)).Where(word => all.TryGetProperty(word, out _) && reached.Add(word)))
            {
                open.Push(word);
            }
        }

        return "{\n" + string.Join(",\n", reached.Select(name => $"    {Quote(name)}: {all.GetProperty(name).GetRawText()}")) + "\n  }";
    }

    // Every text may name a definition; one that does not has none of that name.
    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };

    private static ReadOnlyMemory<byte> Bare(JsonElement element)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Plain))
        {
            Write(writer, element, isProperties: true);
        }

        return stream.ToArray();
    }

    // A key may itself be called 'description': among the keys of a mapping it stays.
    private static void Write(Utf8JsonWriter writer, JsonElement element, bool isProperties)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().Where(member => isProperties || member.Name is not "description"))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value, !isProperties && member.Name is "properties");
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item, isProperties: false);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static string Object(IEnumerable<(string Name, string Value)> members) => "{ " + string.Join(", ", members.Select(member => $"{Quote(member.Name)}: {Quote(member.Value)}")) + " }";

    private static string List(IEnumerable<string> texts) => "[\n" + string.Join(",\n", texts.Select(text => $"    {Quote(text)}")) + "\n  ]";

    private static string Quote(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    [GeneratedRegex(@"\bDEFAULT_RUNNER_LABELS = \[(?<list>[^\]]*)\]", RegexOptions.NonBacktracking)]
    private static partial Regex LabelList();

    [GeneratedRegex("\"(?<text>[^\"]*)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}

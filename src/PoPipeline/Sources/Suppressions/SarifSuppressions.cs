using System.Text;
using System.Text.Json;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Suppressions;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Reads results with suppressions of SARIF files that are kept in the repository, whatever tool wrote them: dismissed alerts of CodeQL, for one.</summary>
/// <remarks>Source: SARIF 2.1.0, 3.27.23 and 3.35. A suppression that is rejected or under review silences nothing.</remarks>
internal sealed class SarifSuppressions : SuppressionReader
{
    private const int Depth = 64;

    /// <inheritdoc/>
    public override string Tool => "SARIF";

    /// <inheritdoc/>
    public override bool IsConfiguration(string path) =>
        path.EndsWith(".sarif", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".sarif.json", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override IEnumerable<ForeignSuppression> ReadFile(SourceFile file, out string? fault)
    {
        fault = null;
        try
        {
            var bytes = Encoding.UTF8.GetBytes(file.Text);
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = Depth });
            return Suppressions(file, document.RootElement, Places(file.Path, bytes));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            fault = "it is not JSON";
            return [];
        }
    }

    private List<ForeignSuppression> Suppressions(SourceFile file, JsonElement root, Queue<Place> places)
    {
        var found = new List<ForeignSuppression>();
        foreach (var run in Items(root, "runs"))
        {
            var tool = Text(Child(Child(run, "tool"), "driver"), "name");
            foreach (var result in Items(run, "results").Where(result => Child(result, "suppressions").ValueKind is JsonValueKind.Array))
            {
                var place = places.TryDequeue(out var written) ? written : Place.StartOf(file.Path);
                var accepted = Items(result, "suppressions").Where(suppression => Text(suppression, "status") is "" or "accepted").ToList();
                if (accepted.Count > 0 && tool != Product.Name)
                {
                    found.Add(Of(place, Text(result, "ruleId")) with
                    {
                        Tool = tool.Length == 0 ? Tool : Short(tool),
                        Target = Short(Target(result)),
                        Reason = Short(accepted.Select(suppression => Text(suppression, "justification")).FirstOrDefault(reason => reason.Length > 0) ?? ""),
                    });
                }
            }
        }

        return found;
    }

    private static string Target(JsonElement result) =>
        Items(result, "locations").Select(location => Text(Child(Child(location, "physicalLocation"), "artifactLocation"), "uri")).FirstOrDefault() ?? "";

    // Where 'suppressions' is written in each result; the document itself no longer knows.
    private static Queue<Place> Places(string path, byte[] json)
    {
        var places = new Queue<Place>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Depth });
        var names = new string[Depth + 1];
        var lines = new LineCounter(path, json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName)
            {
                names[reader.CurrentDepth] = reader.GetString() ?? "";
                if (reader.CurrentDepth == 5 && reader.ValueTextEquals("suppressions") && names[3] is "results" && names[1] is "runs")
                {
                    places.Enqueue(lines.PlaceOf((int)reader.TokenStartIndex, "\"suppressions\"".Length));
                }
            }
        }

        return places;
    }

    private static JsonElement Child(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var child) ? child : default;

    private static JsonElement[] Items(JsonElement element, string name) =>
        Child(element, name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    private static string Text(JsonElement element, string name) =>
        Child(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() ?? "" : "";
}

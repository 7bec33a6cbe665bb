using System.Text.Json;

namespace PoPipeline.Sources.Pipelines.GitHubActions.Schemas;

/// <summary>
/// What GitHub publishes of the shape of workflows, or of actions: definitions that name each other. The file is made from GitHub's packages; what these do
/// not say yet, and its documents do, stands in a second file.
/// </summary>
internal sealed class PublishedSchema
{
    private static readonly Lazy<JsonDocument> Published = new(() => Read("published"));
    private static readonly Lazy<JsonDocument> Supplement = new(() => Read("supplement"));
    private static readonly Lazy<PublishedSchema> OfWorkflows = new(() => new PublishedSchema("workflow"));
    private static readonly Lazy<PublishedSchema> OfActions = new(() => new PublishedSchema("action"));

    private readonly Dictionary<string, SchemaDefinition> definitions = new(StringComparer.Ordinal);

    private PublishedSchema(string name)
    {
        foreach (var definition in Published.Value.RootElement.GetProperty(name).EnumerateObject())
        {
            definitions.Add(definition.Name, new SchemaDefinition(definition.Value));
        }

        foreach (var entry in Supplement.Value.RootElement.GetProperty("entries").EnumerateArray())
        {
            if (entry.GetProperty("schema").ValueEquals(name))
            {
                definitions[entry.GetProperty("name").GetString()!] = new SchemaDefinition(entry.GetProperty("definition"));
            }
        }
    }

    /// <summary>The schema of workflows.</summary>
    public static PublishedSchema Workflow => OfWorkflows.Value;

    /// <summary>The schema of actions.</summary>
    public static PublishedSchema Action => OfActions.Value;

    /// <summary>The labels of the machines that GitHub keeps.</summary>
    public static IEnumerable<string> Labels => TextsOf("labels");

    /// <summary>The time zones, with the names that they had before.</summary>
    public static IEnumerable<string> Zones => TextsOf("zones");

    /// <summary>The definition of this name.</summary>
    public SchemaDefinition this[string name] => definitions[name];

    /// <summary>The definition of this name; null for what every schema knows: <c>string</c>, <c>boolean</c>.</summary>
    public SchemaDefinition? Find(string name) => definitions.GetValueOrDefault(name);

    /// <summary>The words that a definition accepts, itself or by those among which it lets choose.</summary>
    public IEnumerable<string> WordsOf(string name) =>
        Find(name) is { } definition ? definition.Words.Concat(definition.Choices.SelectMany(WordsOf)) : [];

    /// <summary>The mapping that a definition is, or lets choose; null where it has none.</summary>
    public SchemaDefinition? MappingOf(string name)
    {
        var definition = Find(name);
        return definition is null or { IsMapping: true } ? definition : definition.Choices.Select(MappingOf).FirstOrDefault(choice => choice is not null);
    }

    private static IEnumerable<string> TextsOf(string member)
    {
        foreach (var text in Published.Value.RootElement.GetProperty(member).EnumerateArray())
        {
            yield return text.GetString()!;
        }
    }

    private static JsonDocument Read(string file)
    {
        using var stream = typeof(PublishedSchema).Assembly.GetManifestResourceStream($"schemas/{file}.json")
            ?? throw new InvalidOperationException($"The file '{file}.json' is not part of the engine.");
        return JsonDocument.Parse(stream);
    }
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>The keywords of a configuration with what may stand under each, as GitLab documents them.</summary>
internal sealed class Keywords
{
    private static readonly Lazy<Keywords> Read = new(() => new Keywords(EmbeddedData.Read("keywords")));

    private readonly JsonElement types;
    private readonly JsonElement words;
    private readonly Dictionary<string, CiShape?> shapes = new(StringComparer.Ordinal);

    private Keywords(JsonDocument document)
    {
        var root = document.RootElement;
        types = root.GetProperty("types");
        words = root.GetProperty("words");
        Reserved = TextsOf(root.GetProperty("reserved")).ToFrozenSet(StringComparer.Ordinal);
        TriggerJobKeys = TextsOf(root.GetProperty("triggerJobKeys")).ToFrozenSet(StringComparer.Ordinal);
        DefaultStages = TextsOf(root.GetProperty("defaultStages"));
        OwnStages = [.. TextsOf(root.GetProperty("edgeStages")), .. TextsOf(root.GetProperty("policyStages"))];
        foreach (var type in types.EnumerateObject())
        {
            TypeOf(type.Name);
        }
    }

    /// <summary>The keywords that GitLab documents.</summary>
    public static Keywords Known => Read.Value;

    /// <summary>The document that holds jobs.</summary>
    public CiShape Configuration => this["configuration"];

    /// <summary>The document before it.</summary>
    public CiShape Header => this["header"];

    /// <summary>A job.</summary>
    public CiShape Job => this["job"];

    /// <summary>What every job has that says nothing else.</summary>
    public CiShape Default => this["default"];

    /// <summary>Names that no job can have.</summary>
    public FrozenSet<string> Reserved { get; }

    /// <summary>The keywords of a job that starts another pipeline.</summary>
    public FrozenSet<string> TriggerJobKeys { get; }

    /// <summary>The stages where none are listed.</summary>
    public ImmutableArray<string> DefaultStages { get; }

    /// <summary>The stages that are there without being listed.</summary>
    public ImmutableArray<string> OwnStages { get; }

    /// <summary>The shape of this name.</summary>
    public CiShape this[string name] => shapes[name]!;

    private CiShape TypeOf(string name)
    {
        if (shapes.TryGetValue(name, out var known))
        {
            return known ?? throw new InvalidOperationException($"The type '{name}' is made of itself.");
        }

        shapes.Add(name, null);
        var shape = ShapeOf(types.GetProperty(name));
        shapes[name] = shape;
        return shape;
    }

    private CiShape ShapeOf(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.String)
        {
            return TypeOf(element.GetString()!);
        }

        var shape = new CiShape();
        foreach (var property in element.EnumerateObject())
        {
            var value = property.Value;
            shape = property.Name switch
            {
                "any" => CiShape.Anything,
                "scalar" => shape with { Scalar = Enum.Parse<ScalarKind>(value.GetString()!, ignoreCase: true) },
                "words" => shape with { Words = TextsOf(value.ValueKind is JsonValueKind.String ? words.GetProperty(value.GetString()!) : value) },
                "tolerated" => shape with { Tolerated = TextsOf(words.GetProperty(value.GetString()!)) },
                "expands" => shape with { Expands = value.GetBoolean() },
                "minimum" => shape with { Minimum = value.GetInt32() },
                "maximum" => shape with { Maximum = value.GetInt32() },
                "list" => shape with { Item = ShapeOf(value) },
                "one" => shape with { AllowsOne = value.GetBoolean() },
                "nested" => shape with { IsNested = value.GetBoolean() },
                "least" => shape with { Least = value.GetInt32() },
                "most" => shape with { Most = value.GetInt32() },
                "of" => shape with { Section = value.GetString()! },
                "map" => shape with { Keys = value.EnumerateObject().ToFrozenDictionary(key => key.Name, key => ShapeOf(key.Value), StringComparer.Ordinal) },
                "required" => shape with { Required = TextsOf(value) },
                "others" => shape with { Others = ShapeOf(value) },
                _ => throw new InvalidOperationException($"The file of keywords says '{property.Name}', which nothing reads."),
            };
        }

        return shape;
    }

    private static ImmutableArray<string> TextsOf(JsonElement array) => [.. array.EnumerateArray().Select(text => text.GetString()!)];
}

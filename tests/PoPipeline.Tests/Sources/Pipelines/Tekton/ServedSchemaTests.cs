using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PoPipeline.Sources.Pipelines.Tekton.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Sources.Pipelines.Tekton;

/// <summary>Makes the schema of Tekton's resources from the definitions that a cluster is given, and holds the engine's copy to it.</summary>
public sealed class ServedSchemaTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What stands where another kind is spelled out has no schema of its own.
    private static readonly (string Kind, string Field, string Spelled)[] Spelled =
    [
        ("Pipeline", "taskSpec", "EmbeddedTask"), ("Pipeline", "pipelineSpec", "Pipeline"), ("PipelineRun", "pipelineSpec", "Pipeline"), ("TaskRun", "taskSpec", "Task"),
    ];

    private readonly List<string> types = [];
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YamlMapping> specs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> kinds = new(StringComparer.Ordinal);

    [Fact]
    public void The_schema_is_that_of_the_published_definitions()
    {
        var folder = Path.Combine(TestPaths.RequireCorpora(), "tekton", "crds", "config", "300-crds");
        Assert.SkipUnless(Directory.Exists(folder), "The corpora on this machine lack 'tekton/crds'.");
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            Define(file);
        }

        foreach (var name in specs.Keys.Order(StringComparer.Ordinal))
        {
            _ = KindOf(name);
        }

        Approved.Text(Path.Combine(TestPaths.Repository, "src", "PoPipeline", "Sources", "Pipelines", "Tekton", "Data", "schema.json"), Written());
    }

    [Fact]
    public void Every_type_is_found_by_its_number()
    {
        var schema = ServedSchema.Default;
        var task = schema.Find("tekton.dev/v1", "Task");

        Assert.NotNull(task);
        var steps = schema[task.Fields["steps"]];
        Assert.Equal(FieldKind.List, steps.Kind);
        Assert.Contains("script", schema[steps.Item].Fields.Keys);
        Assert.Null(schema.Find("tekton.dev/v1alpha1", "Task"));
        Assert.Equal(["tekton.dev/v1", "tekton.dev/v1beta1"], schema.VersionsOf("tekton.dev", "Task"));
    }

    private void Define(string file)
    {
        var document = YamlReader.ReadAll(Path.GetFileName(file), File.ReadAllText(file));
        Assert.Null(document.Error);
        foreach (var root in document.Roots.OfType<YamlMapping>())
        {
            var spec = (YamlMapping)root["spec"]!;
            var kind = Text(((YamlMapping)spec["names"]!)["kind"]);
            if (kind is "ResolutionRequest" or "VerificationPolicy")
            {
                continue;
            }

            foreach (var version in ((YamlSequence)spec["versions"]!).Items.Cast<YamlMapping>())
            {
                var schema = (YamlMapping)((YamlMapping)version["schema"]!)["openAPIV3Schema"]!;
                specs.Add($"{Text(spec["group"])}/{Text(version["name"])} {kind}", (YamlMapping)((YamlMapping)schema["properties"]!)["spec"]!);
            }
        }
    }

    private int KindOf(string name)
    {
        if (kinds.TryGetValue(name, out var index))
        {
            return index;
        }

        // A pipeline may hold a pipeline, whose number is needed before it is written.
        index = types.Count;
        types.Add("");
        kinds.Add(name, index);
        types[index] = name.EndsWith(" EmbeddedTask", StringComparison.Ordinal)
            ? Fields(specs[name.Replace("EmbeddedTask", "Task", StringComparison.Ordinal)], name, [("apiVersion", "\"text\""), ("kind", "\"text\""), ("metadata", "\"any\""), ("spec", "\"any\"")])
            : Fields(specs[name], name, []);
        return index;
    }

    private int Number(string type)
    {
        if (!known.TryGetValue(type, out var index))
        {
            index = types.Count;
            types.Add(type);
            known.Add(type, index);
        }

        return index;
    }

    private int TypeOf(YamlMapping schema, string field, string kind)
    {
        var spelled = Spelled.FirstOrDefault(one => one.Kind == kind[(kind.IndexOf(' ', StringComparison.Ordinal) + 1)..] && one.Field == field).Spelled;
        if (spelled is not null)
        {
            return KindOf(kind[..(kind.IndexOf(' ', StringComparison.Ordinal) + 1)] + spelled);
        }

        return Number(schema switch
        {
            _ when schema["x-kubernetes-int-or-string"] is not null => "\"quantity\"",
            _ when schema["x-kubernetes-preserve-unknown-fields"] is not null => "\"any\"",
            _ when schema["enum"] is YamlSequence words => $"{{\"words\":{Json(words.Items.Select(Text))}}}",
            _ when schema["additionalProperties"] is YamlMapping values => $"{{\"map\":{TypeOf(values, "", kind)}}}",
            _ => Text(schema["type"]) switch
            {
                "string" => "\"text\"",
                "integer" => "\"integer\"",
                "number" => "\"number\"",
                "boolean" => "\"truth\"",
                "array" => $"{{\"list\":{TypeOf((YamlMapping)schema["items"]!, "", kind)}}}",
                "object" when schema["properties"] is not null => Fields(schema, kind, []),
                _ => "\"any\"",
            },
        });
    }

    private string Fields(YamlMapping schema, string kind, (string Name, string Type)[] more)
    {
        var fields = (schema["properties"] as YamlMapping)?.Entries.Select(entry => (Name: entry.Key.Value, Type: TypeOf((YamlMapping)entry.Value, entry.Key.Value, kind))) ?? [];
        var all = fields.Concat(more.Select(field => (field.Name, Type: Number(field.Type)))).OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => $"{Json(field.Name)}:{field.Type}");
        var needs = schema["required"] is YamlSequence required ? $",\"needs\":{Json(required.Items.Select(Text))}" : "";
        return $"{{\"fields\":{{{string.Join(',', all)}}}{needs}}}";
    }

    private string Written()
    {
        var text = new StringBuilder();
        text.Append("{\n  \"about\": \"What Tekton publishes of the fields of its resources. Made by the test ServedSchemaTests with POPIPELINE_ACCEPT=1; not to be edited.\",\n");
        text.Append("  \"from\": \"https://github.com/tektoncd/pipeline/tree/3ee1745ae/config/300-crds\",\n  \"kinds\": {\n");
        text.AppendJoin(",\n", kinds.Where(kind => !kind.Key.EndsWith(" EmbeddedTask", StringComparison.Ordinal)).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"    {Json(kind.Key)}: {kind.Value}"));
        text.Append("\n  },\n  \"types\": [\n").AppendJoin(",\n", types.Select(type => $"    {type}")).Append("\n  ]\n}\n");
        return text.ToString();
    }

    private static string Json(object value) => JsonSerializer.Serialize(value, Plain);

    private static string Text(YamlNode? node) => ((YamlScalar)node!).Value;
}

using System.Text.Json;
using System.Text.Json.Nodes;
using PoPipeline.Escaping;

namespace PoPipeline.Configuration;

/// <summary>The JSON Schema of <c>.popipeline.yml</c>, made from what the parser itself follows.</summary>
public static class PolicySchema
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JsonText.Encoder,
    };

    /// <summary>The schema, as indented JSON that ends with a line break.</summary>
    public static string Json { get; } = Write();

    private static string Write()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["$id"] = "https://github.com/popipeline/popipeline/blob/main/docs/popipeline.schema.json",
            ["title"] = "The policy of PoPipeline",
        };
        foreach (var (key, value) in PolicyShape.Root.Schema())
        {
            schema[key] = value?.DeepClone();
        }

        // An empty file is a policy too.
        schema["type"] = new JsonArray("object", "null");
        return schema.ToJsonString(Options) + "\n";
    }
}

using System.Text.Json.Nodes;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>Yes or no.</summary>
internal sealed class BooleanShape : Shape<bool>
{
    /// <inheritdoc/>
    public override bool Read(YamlNode node, bool current, PolicyFile file)
    {
        if (node is YamlScalar { Tag: null } scalar && PlainValue.IsBoolean(scalar))
        {
            return scalar.Value[0] is 't' or 'T';
        }

        file.Reject(node, "This must be true or false.");
        return current;
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => new() { ["type"] = "boolean" };

    /// <inheritdoc/>
    public override JsonNode? Json(bool value) => value;
}

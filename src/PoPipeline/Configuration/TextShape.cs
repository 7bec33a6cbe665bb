using System.Text.Json.Nodes;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>A text that is not empty.</summary>
internal sealed class TextShape : Shape<string>
{
    private const int MaximumLength = 1000;

    /// <inheritdoc/>
    public override string Read(YamlNode node, string current, PolicyFile file)
    {
        if (node is not YamlScalar { Tag: null } scalar)
        {
            file.Reject(node, "This must be a text.");
        }
        else if (PlainValue.IsNull(scalar))
        {
            file.Reject(node, "This must be a text; nothing is written.");
        }
        else if (PlainValue.IsBoolean(scalar) || PlainValue.IsNumber(scalar))
        {
            file.Reject(node, $"This must be a text; write '{scalar.Value}' in quotes.");
        }
        else if (scalar.Value.Length is 0 or > MaximumLength)
        {
            file.Reject(node, $"This must have 1 to {MaximumLength} characters.");
        }
        else
        {
            return scalar.Value;
        }

        return current;
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = MaximumLength };

    /// <inheritdoc/>
    public override JsonNode? Json(string value) => value;
}

using System.Text.Json.Nodes;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>A text that something else reads, and may refuse.</summary>
/// <param name="what">What it should be, as a noun with what makes it one: <c>public key that can be used</c>.</param>
/// <param name="faultOf">Why a text is none, as a clause; null where it is one.</param>
internal sealed class CheckedTextShape(string what, Func<string, string?> faultOf) : Shape<string>
{
    private static readonly TextShape Text = new();

    /// <inheritdoc/>
    public override string Read(YamlNode node, string current, PolicyFile file)
    {
        var text = Text.Read(node, current, file);
        if (text.Length > 0 && faultOf(text) is { } fault)
        {
            file.Reject(node, $"This is no {what}: {fault}.");
            return current;
        }

        return text;
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => Text.Schema();

    /// <inheritdoc/>
    public override JsonNode? Json(string value) => Text.Json(value);
}

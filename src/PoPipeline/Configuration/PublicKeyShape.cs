using System.Text.Json.Nodes;
using PoPipeline.InToto.Keys;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>A public key that can be used.</summary>
internal sealed class PublicKeyShape : Shape<string>
{
    private static readonly TextShape Text = new();

    /// <inheritdoc/>
    public override string Read(YamlNode node, string current, PolicyFile file)
    {
        var text = Text.Read(node, current, file);
        if (text.Length > 0 && FaultOf(text) is { } fault)
        {
            file.Reject(node, $"This is no public key that can be used: {fault}.");
            return current;
        }

        return text;
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => Text.Schema();

    /// <inheritdoc/>
    public override JsonNode? Json(string value) => Text.Json(value);

    private static string? FaultOf(string text) => VerificationKey.Parse(text).IsValue(out _, out var fault) ? null : fault;
}

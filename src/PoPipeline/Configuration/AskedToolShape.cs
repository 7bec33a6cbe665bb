using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>The name of a type of tools, and where it is written.</summary>
internal sealed class AskedToolShape : Shape<AskedTool>
{
    // As others call the types; who writes one is told ours.
    private static readonly Dictionary<string, ToolType> OtherWords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["static-analysis"] = ToolType.StaticAnalysis,
        ["code-scanning"] = ToolType.StaticAnalysis,
        ["dependency-scan"] = ToolType.DependencyScan,
        ["dependency-scanning"] = ToolType.DependencyScan,
        ["secret-detection"] = ToolType.SecretScan,
        ["secret-scanning"] = ToolType.SecretScan,
        ["secrets"] = ToolType.SecretScan,
        ["iac"] = ToolType.InfrastructureScan,
        ["infrastructure-scan"] = ToolType.InfrastructureScan,
        ["container"] = ToolType.ContainerScan,
        ["container-scanning"] = ToolType.ContainerScan,
        ["image-scan"] = ToolType.ContainerScan,
        ["fuzz"] = ToolType.Fuzzing,
        ["license"] = ToolType.LicenceScan,
        ["license-scan"] = ToolType.LicenceScan,
        ["bom"] = ToolType.BillOfMaterials,
        ["sign"] = ToolType.Signing,
        ["signature"] = ToolType.Signing,
        ["slsa"] = ToolType.Provenance,
        ["attestation"] = ToolType.Provenance,
        ["scorecard"] = ToolType.Posture,
    };

    private static readonly ImmutableArray<string> Words = [.. ToolTypes.All.Select(ToolTypes.WordOf)];

    /// <inheritdoc/>
    public override AskedTool Read(YamlNode node, AskedTool current, PolicyFile file)
    {
        if (node is not YamlScalar { Tag: null, IsNull: false } scalar)
        {
            file.Reject(node, "This must be the name of a type of tools.");
            return current;
        }

        var index = Words.IndexOf(scalar.Value);
        if (index >= 0)
        {
            return new AskedTool(ToolTypes.All[index], scalar.Span);
        }

        var hint = OtherWords.TryGetValue(scalar.Value, out var type) ? $" Did you mean '{ToolTypes.WordOf(type)}'?" : NearestName.Hint(scalar.Value, Words);
        file.Reject(node, $"There is no type of tools '{scalar.Value}'.{(hint.Length > 0 ? hint : $" It is one of {string.Join(", ", Words.Select(word => $"'{word}'"))}.")}");
        return current;
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => new() { ["type"] = "string", ["enum"] = new JsonArray([.. Words.Select(word => (JsonNode)word)]) };

    /// <inheritdoc/>
    public override JsonNode? Written(AskedTool value) => ToolTypes.WordOf(value.Type);
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>A version of a component: numbers with full stops between them.</summary>
internal sealed partial class VersionShape : Shape<string>
{
    private static readonly TextShape Text = new();

    /// <inheritdoc/>
    public override string Read(YamlNode node, string current, PolicyFile file)
    {
        var version = Text.Read(node, current, file);
        if (version.Length > 0 && !Version().IsMatch(version))
        {
            file.Reject(node, $"'{version}' is no version; write its numbers, such as '4.1.3'.");
            return current;
        }

        return version;
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => Text.Schema();

    [GeneratedRegex(@"^v?[0-9]{1,6}(?:\.[0-9]{1,6}){0,5}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Version();
}

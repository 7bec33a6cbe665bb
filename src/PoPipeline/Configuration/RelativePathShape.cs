using System.Text.Json.Nodes;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>A path below the root, with forward slashes.</summary>
internal sealed class RelativePathShape : Shape<string>
{
    private static readonly TextShape Text = new();

    /// <inheritdoc/>
    public override string Read(YamlNode node, string current, PolicyFile file)
    {
        var path = Text.Read(node, current, file);
        if (Path.IsPathRooted(path) || path.Any(character => char.IsControl(character) || character is '\\' or ':') || path.Split('/').Any(part => part is ".." or "." or "" or ".git"))
        {
            file.Reject(node, "This must be a path below the root, such as 'docs/records', with forward slashes and without '..'.");
            return current;
        }

        return path;
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => Text.Schema();

    /// <inheritdoc/>
    public override JsonNode? Json(string value) => Text.Json(value);
}

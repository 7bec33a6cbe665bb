using System.Text.Json.Nodes;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>The whole name of a commit.</summary>
internal sealed class CommitShape : Shape<string>
{
    private const int Length = 40;

    private static readonly TextShape Text = new();

    /// <inheritdoc/>
    public override string Read(YamlNode node, string current, PolicyFile file)
    {
        var commit = Text.Read(node, current, file);
        if (commit.Length > 0 && (commit.Length != Length || !commit.All(char.IsAsciiHexDigit)))
        {
            file.Reject(node, $"'{commit}' is no commit; write all of its {Counted.Of(Length, "digit")}.");
            return current;
        }

        return commit;
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => Text.Schema();
}

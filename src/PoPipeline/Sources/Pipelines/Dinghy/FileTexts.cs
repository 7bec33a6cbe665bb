using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Dinghy;

/// <summary>Looks through every text of a file for credentials, whatever it is for.</summary>
/// <param name="texts">Keeps them.</param>
internal sealed class FileTexts(DinghyTexts texts)
{
    private const int Deepest = 100;

    // Names that people see, and references of others to what is here.
    private static readonly string[] Names = ["id", "name", "displayName", "refId", "type", "description", "label", "instructions", "pipeline", "application"];

    /// <summary>Those so far.</summary>
    public ImmutableArray<Credential> Credentials => texts.Credentials;

    /// <summary>Looks through a value.</summary>
    /// <param name="node">The value.</param>
    /// <param name="subject">The logical place, for fingerprints.</param>
    public void Read(YamlNode? node, string subject) => Read(node, key: null, subject, 0);

    private void Read(YamlNode? node, YamlScalar? key, string subject, int depth)
    {
        if (depth > Deepest)
        {
            return;
        }

        switch (node)
        {
            case YamlMapping mapping:
                // A variable whose name and value stand side by side.
                var named = Nodes.Text(mapping["name"]) is { } name && Nodes.Text(mapping["value"]) is not null ? name : null;
                foreach (var entry in mapping.Entries)
                {
                    Read(entry.Value, named is not null && entry.Key.Value is "value" ? named : entry.Key, $"{subject}/{entry.Key.Value}", depth + 1);
                }

                break;
            case YamlSequence list:
                foreach (var item in list.Items)
                {
                    Read(item, key: null, subject, depth + 1);
                }

                break;
            case YamlScalar { IsNull: false, Value.Length: > 0 } text when key is null || Array.IndexOf(Names, key.Value) < 0:
                _ = texts.Masked(text, key?.Value, subject);
                break;
        }
    }
}

using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>Every text of a resource, and which parameter or variable it is the value of.</summary>
internal static class WrittenTexts
{
    /// <summary>The texts, each once.</summary>
    /// <param name="root">The resource.</param>
    public static IEnumerable<(string? Name, YamlScalar Text)> In(YamlNode root)
    {
        // Anchors share nodes, and a few lines of them can mean very many.
        var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(YamlNode Node, string? Name)>([(root, null)]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next.Node))
            {
                continue;
            }

            switch (next.Node)
            {
                case YamlScalar text:
                    yield return (next.Name, text);
                    break;
                case YamlSequence sequence:
                    foreach (var item in sequence.Items.Reverse())
                    {
                        open.Push((item, next.Name));
                    }

                    break;
                case YamlMapping mapping:
                    var name = (mapping["name"] as YamlScalar)?.Value;
                    foreach (var entry in mapping.Entries.Reverse())
                    {
                        open.Push((entry.Value, entry.Key.Value is "value" or "default" ? name : null));
                    }

                    break;
            }
        }
    }
}

using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Backstage;

/// <summary>Finds keys that stand twice in one mapping, which the catalogue's reader of YAML refuses anywhere.</summary>
internal static class DoubledKeys
{
    /// <summary>The second ones, in no order.</summary>
    /// <param name="root">The document.</param>
    public static IEnumerable<YamlScalar> In(YamlNode root)
    {
        var open = new Stack<YamlNode>();
        open.Push(root);
        while (open.TryPop(out var node))
        {
            switch (node)
            {
                case YamlSequence list:
                    foreach (var item in list.Items)
                    {
                        open.Push(item);
                    }

                    break;
                case YamlMapping mapping:
                    var seen = new HashSet<string>(StringComparer.Ordinal);
                    foreach (var entry in mapping.Entries)
                    {
                        if (!seen.Add(entry.Key.Value))
                        {
                            yield return entry.Key;
                        }

                        open.Push(entry.Value);
                    }

                    break;
            }
        }
    }
}

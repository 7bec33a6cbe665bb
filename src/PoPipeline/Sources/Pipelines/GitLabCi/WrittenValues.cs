using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Every text of a file, and which variable or input it is the value of: under <c>rules</c>, in a matrix, in a hidden job that nothing extends.</summary>
internal static class WrittenValues
{
    // What stands below the name of a variable or an input, and is its value.
    private static readonly string[] ValueKeys = ["value", "default"];

    /// <summary>The texts, each once.</summary>
    /// <param name="root">The file.</param>
    public static IEnumerable<(string? Name, YamlScalar Text)> In(YamlNode root)
    {
        // Anchors share nodes, and a few lines of them can mean very many.
        var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(YamlNode Node, string? Name, bool AreNames)>([(root, null, false)]);
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
                        open.Push((item, next.Name, next.AreNames));
                    }

                    break;
                case YamlMapping mapping:
                    foreach (var entry in mapping.Entries.Reverse())
                    {
                        var key = entry.Key.Value;
                        open.Push((entry.Value, next.AreNames ? key : ValueKeys.Contains(key) ? next.Name : null, !next.AreNames && key is "variables" or "inputs" or "matrix"));
                    }

                    break;
            }
        }
    }
}

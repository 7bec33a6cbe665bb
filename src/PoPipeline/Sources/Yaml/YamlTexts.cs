namespace PoPipeline.Sources.Yaml;

/// <summary>Every text below a node, with what its place says of it.</summary>
internal static class YamlTexts
{
    /// <summary>The texts, each once, in the order of the file.</summary>
    /// <typeparam name="T">What a place says of a text.</typeparam>
    /// <param name="root">The node.</param>
    /// <param name="start">What is said of it.</param>
    /// <param name="below">What is said of the value of an entry, from what is said of its mapping.</param>
    /// <param name="within">What is said of the items of a list, from what is said of it.</param>
    public static IEnumerable<(T Said, YamlScalar Text)> In<T>(YamlNode root, T start, Func<T, YamlMapping, YamlEntry, T> below, Func<T, T> within) => In([(root, start)], below, within);

    /// <summary>The texts of several nodes, each once, whichever of them share it.</summary>
    /// <typeparam name="T">What a place says of a text.</typeparam>
    /// <param name="roots">The nodes, each with what is said of it.</param>
    /// <param name="below">What is said of the value of an entry, from what is said of its mapping.</param>
    /// <param name="within">What is said of the items of a list, from what is said of it.</param>
    public static IEnumerable<(T Said, YamlScalar Text)> In<T>(IEnumerable<(YamlNode Node, T Said)> roots, Func<T, YamlMapping, YamlEntry, T> below, Func<T, T> within)
    {
        // Anchors share nodes, and a few lines of them can mean very many.
        var seen = new HashSet<YamlNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<(YamlNode Node, T Said)>(roots.Reverse());
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next.Node))
            {
                continue;
            }

            switch (next.Node)
            {
                case YamlScalar text:
                    yield return (next.Said, text);
                    break;
                case YamlSequence sequence:
                    foreach (var item in sequence.Items.Reverse())
                    {
                        open.Push((item, within(next.Said)));
                    }

                    break;
                case YamlMapping mapping:
                    foreach (var entry in mapping.Entries.Reverse())
                    {
                        open.Push((entry.Value, below(next.Said, mapping, entry)));
                    }

                    break;
            }
        }
    }
}

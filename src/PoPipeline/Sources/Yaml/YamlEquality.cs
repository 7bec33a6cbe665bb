namespace PoPipeline.Sources.Yaml;

/// <summary>Whether two nodes say the same, wherever they stand.</summary>
internal static class YamlEquality
{
    // Aliases may make a small document a large tree.
    private const int MostCompared = 10_000;

    /// <summary>Whether two nodes are sure to say the same; false as well where they are too large to tell.</summary>
    /// <param name="left">One of them.</param>
    /// <param name="right">The other.</param>
    public static bool AreEqual(YamlNode left, YamlNode right)
    {
        var open = new Stack<(YamlNode Left, YamlNode Right)>([(left, right)]);
        for (var compared = 0; open.TryPop(out var pair); compared++)
        {
            if (ReferenceEquals(pair.Left, pair.Right))
            {
                continue;
            }

            if (compared >= MostCompared || !AreAlike(pair.Left, pair.Right, open))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreAlike(YamlNode left, YamlNode right, Stack<(YamlNode Left, YamlNode Right)> open)
    {
        switch (left, right)
        {
            case (YamlScalar one, YamlScalar other):
                // What stands in quotes is a text, whatever it looks like.
                return one.Value == other.Value && one.IsPlain == other.IsPlain && one.Tag == other.Tag;
            case (YamlSequence one, YamlSequence other) when one.Items.Length == other.Items.Length && one.Tag == other.Tag && one.Items.Length <= MostCompared:
                for (var at = 0; at < one.Items.Length; at++)
                {
                    open.Push((one.Items[at], other.Items[at]));
                }

                return true;
            case (YamlMapping one, YamlMapping other) when one.Entries.Length == other.Entries.Length && one.Entries.Length <= MostCompared:
                for (var at = 0; at < one.Entries.Length; at++)
                {
                    open.Push((one.Entries[at].Key, other.Entries[at].Key));
                    open.Push((one.Entries[at].Value, other.Entries[at].Value));
                }

                return true;
            default:
                return false;
        }
    }
}

using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Merging;

/// <summary>How much there is to read once everything is in its place: what is written once and taken by thousands of jobs is read thousands of times.</summary>
/// <param name="budget">What it may take.</param>
internal sealed class JobWeights(MergeBudget budget)
{
    private readonly Dictionary<YamlNode, int> known = new(ReferenceEqualityComparer.Instance);

    /// <summary>Takes a part of the budget for a node and all that is in it.</summary>
    /// <param name="node">The node.</param>
    /// <returns>Whether there was as much left.</returns>
    public bool Take(YamlNode node) => budget.Take(Of(node));

    // Each node is weighed once, and none is heavier than what is left in any case.
    private int Of(YamlNode node)
    {
        if (node is YamlScalar scalar)
        {
            return 1 + (scalar.Value.Length / MergeBudget.CharactersOfAnEntry);
        }

        if (known.TryGetValue(node, out var weight))
        {
            return weight;
        }

        var sum = 1L;
        switch (node)
        {
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    sum += Of(entry.Value) + 1;
                }

                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    sum += Of(item);
                }

                break;
        }

        return known[node] = (int)Math.Min(sum, MergeBudget.MostOfRepository);
    }
}

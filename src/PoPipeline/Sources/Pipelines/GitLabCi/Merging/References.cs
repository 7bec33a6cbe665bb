using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Merging;

/// <summary>Puts in what <c>!reference</c> names, after <c>extends</c> is followed.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/yaml_optimization/#reference-tags: up to ten levels.</remarks>
/// <param name="root">All that the files say.</param>
/// <param name="isComplete">Whether all files were read, so that a name that is not there is nowhere.</param>
/// <param name="budget">What it may take.</param>
internal sealed class References(YamlMapping root, bool isComplete, MergeBudget budget)
{
    /// <summary>The tag.</summary>
    public const string Tag = "!reference";

    /// <summary>How many references may lead to one another.</summary>
    public const int MostLevels = 10;

    private readonly HashSet<Place> told = [];
    private readonly Dictionary<YamlNode, bool> held = new(ReferenceEqualityComparer.Instance);
    private readonly ImmutableArray<Problem>.Builder problems = ImmutableArray.CreateBuilder<Problem>();

    /// <summary>What GitLab would reject.</summary>
    public ImmutableArray<Problem> Problems => problems.ToImmutable();

    /// <summary>All that the files say, with what is referred to in place.</summary>
    public YamlMapping All() => Holds(root) ? (YamlMapping)Of(root, level: 0)! : root;

    // Most jobs have none, and stay as they are.
    private bool Holds(YamlNode node)
    {
        if (node is YamlScalar or YamlSequence { Tag: Tag })
        {
            return node is YamlSequence;
        }

        // What many refer to is looked through once.
        if (!held.TryGetValue(node, out var holds))
        {
            holds = node switch
            {
                YamlSequence sequence => sequence.Items.Any(Holds),
                YamlMapping mapping => mapping.Entries.Any(entry => Holds(entry.Value)),
                _ => false,
            };
            held[node] = holds;
        }

        return holds;
    }

    private YamlNode? Of(YamlNode node, int level)
    {
        switch (node)
        {
            case YamlSequence { Tag: Tag } reference:
                return Named(reference, level);
            case YamlSequence sequence when Holds(sequence) && budget.Take(sequence.Items.Length):
                var items = ImmutableArray.CreateBuilder<YamlNode>(sequence.Items.Length);
                foreach (var item in sequence.Items)
                {
                    if (Of(item, level) is { } found)
                    {
                        items.Add(found);
                    }
                }

                return new YamlSequence(sequence.Span, items.DrainToImmutable(), sequence.IsFlow);
            case YamlMapping mapping when Holds(mapping) && budget.Take(mapping.Entries.Length):
                var entries = ImmutableArray.CreateBuilder<YamlEntry>(mapping.Entries.Length);
                foreach (var entry in mapping.Entries)
                {
                    // What cannot be found is left out, and not taken for an empty value.
                    if (Of(entry.Value, level) is { } value)
                    {
                        entries.Add(ReferenceEquals(value, entry.Value) ? entry : new YamlEntry(entry.Key, value));
                    }
                }

                return new YamlMapping(mapping.Span, entries.DrainToImmutable(), mapping.IsFlow);
            default:
                return node;
        }
    }

    private YamlNode? Named(YamlSequence reference, int level)
    {
        if (!budget.Take(1))
        {
            return null;
        }

        if (level >= MostLevels)
        {
            Add($"References may lead to one another in up to {MostLevels} levels", reference);
            return null;
        }

        YamlNode? found = root;
        foreach (var name in reference.Items)
        {
            found = name is YamlScalar key && found is YamlMapping mapping ? mapping[key.Value] : null;
        }

        if (found is null || reference.Items.IsEmpty)
        {
            if (isComplete)
            {
                Add($"'!reference [{string.Join(", ", reference.Items.OfType<YamlScalar>().Select(name => name.Value))}]' names nothing that is defined", reference);
            }

            return null;
        }

        return Of(found, level + 1);
    }

    private void Add(string message, YamlSequence at)
    {
        if (told.Add(at.Span))
        {
            problems.Add(new Problem(ProblemKind.Needs, message, at.Span) { Effect = ProblemEffect.Rejected, Text = string.Join('/', at.Items.OfType<YamlScalar>().Select(name => name.Value)) });
        }
    }
}

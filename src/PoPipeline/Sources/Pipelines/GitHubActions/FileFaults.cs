using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>What keeps GitHub from reading a file that is YAML all the same.</summary>
/// <remarks>Source: <c>YamlObjectReader</c> of the runner, which takes one document, and no tag but those of the core schema; of anchors kjanat/actionlint#114.</remarks>
internal static class FileFaults
{
    // Whoever writes more means to keep a reader busy.
    private const int Most = 100;

    /// <summary>The faults, in the order of the file.</summary>
    /// <param name="document">The file.</param>
    /// <param name="name">What it is meant to be, with its article.</param>
    public static ImmutableArray<Problem> Of(YamlDocument document, string name)
    {
        var found = new List<Problem>();
        if (document is { HasTags: false, Behind: null, OddAnchors.IsEmpty: true })
        {
            return [];
        }

        if (document is { HasTags: true, Root: { } root })
        {
            Tags(root, found, new HashSet<YamlNode>(ReferenceEqualityComparer.Instance));
        }

        found.AddRange(document.OddAnchors.Select(odd => new Problem(ProblemKind.Syntax, $"{odd.Message}; GitHub reads no such file", odd.Span)));
        if (document.Behind is { } behind)
        {
            found.Add(new Problem(ProblemKind.Syntax, $"{behind.Message}; {name} is one document, and GitHub reads nothing of a file with more", behind.Span));
        }

        return [.. found.OrderBy(problem => problem.Span.Region.StartLine).ThenBy(problem => problem.Span.Region.StartColumn).Take(Most).Select(problem => problem with { Text = LogicalPlace.Of(document.Root, problem.Span) })];
    }

    // A document nests only as deep as the reader lets it.
    private static void Tags(YamlNode node, List<Problem> found, HashSet<YamlNode> seen)
    {
        switch (node)
        {
            case YamlScalar scalar when CoreSchema.FaultOf(scalar) is { } fault && seen.Add(node):
                found.Add(new Problem(ProblemKind.Syntax, fault, scalar.Span));
                break;
            case YamlMapping mapping when seen.Add(node):
                foreach (var entry in mapping.Entries)
                {
                    Tags(entry.Key, found, seen);
                    Tags(entry.Value, found, seen);
                }

                break;
            case YamlSequence sequence when seen.Add(node):
                foreach (var item in sequence.Items)
                {
                    Tags(item, found, seen);
                }

                break;
        }
    }
}

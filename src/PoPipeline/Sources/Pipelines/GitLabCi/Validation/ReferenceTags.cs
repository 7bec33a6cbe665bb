using PoPipeline.Rules.Model;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Validation;

/// <summary>Tells which lists stand for something else, as <c>!reference [.setup, script]</c> does.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/yaml_optimization/#reference-tags.</remarks>
/// <param name="documents">The documents that the nodes are of.</param>
internal sealed class ReferenceTags(IEnumerable<YamlDocument> documents)
{
    private const string Tag = "!reference";

    private readonly Dictionary<string, (string Text, Lazy<List<int>> Lines)> sources = documents
        .DistinctBy(document => document.Path, StringComparer.Ordinal)
        .ToDictionary(document => document.Path, document => (document.Source, new Lazy<List<int>>(() => LinesOf(document.Source))), StringComparer.Ordinal);

    /// <summary>Whether a node is no list, but what its two or more words name.</summary>
    public bool Stands(YamlNode node) => node is YamlSequence && sources.TryGetValue(node.Span.Path, out var source) && IsTagged(source.Text, source.Lines.Value, node.Span.Region);

    // The tag may stand behind an anchor, and a list of one line starts with either.
    private static bool IsTagged(string text, List<int> lines, Region region)
    {
        if (region.StartLine > lines.Count)
        {
            return false;
        }

        var start = Math.Min(lines[region.StartLine - 1] + region.StartColumn - 1, text.Length);
        var rest = text.AsSpan(start);
        if (rest is ['&', ..])
        {
            var end = rest.IndexOfAny(' ', '\n');
            rest = end < 0 ? [] : rest[end..].TrimStart();
        }

        return rest.StartsWith(Tag, StringComparison.Ordinal);
    }

    private static List<int> LinesOf(string text)
    {
        var lines = new List<int> { 0 };
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            lines.Add(at + 1);
        }

        return lines;
    }
}

using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>The lines of a script, wherever they are written.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/yaml_optimization/#reference-tags: lists in lists are one list, up to ten deep.</remarks>
internal static class ScriptLines
{
    // GitLab takes ten; a bomb has more.
    private const int Deepest = 10;

    private const int Most = 10_000;

    /// <summary>The lines of <c>script</c>, <c>before_script</c> or <c>after_script</c>, in order.</summary>
    /// <param name="node">The value; null where there is none.</param>
    public static ImmutableArray<YamlScalar> Of(YamlNode? node)
    {
        var lines = ImmutableArray.CreateBuilder<YamlScalar>();
        Add(node, lines, Deepest);
        return lines.DrainToImmutable();
    }

    /// <summary>Whether there are more lines than are read of one program, or longer ones.</summary>
    /// <param name="lines">The lines.</param>
    public static bool AreTooLong(ImmutableArray<YamlScalar> lines) => lines.Length >= Most || lines.Sum(line => (long)line.Value.Length + 1) > YamlReader.MaximumScalar;

    private static void Add(YamlNode? node, ImmutableArray<YamlScalar>.Builder lines, int depth)
    {
        switch (node)
        {
            case YamlScalar { IsNull: false } line when lines.Count < Most:
                lines.Add(line);
                break;
            case YamlSequence sequence when depth > 0:
                foreach (var item in sequence.Items.TakeWhile(_ => lines.Count < Most))
                {
                    Add(item, lines, depth - 1);
                }

                break;
        }
    }
}

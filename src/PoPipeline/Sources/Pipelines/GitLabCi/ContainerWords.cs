using System.Collections.Immutable;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Reads <c>entrypoint</c> and <c>command</c> of an image or a service: what a container is started with.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/#imageentrypoint and https://docs.gitlab.com/ci/services/#available-settings-for-services: each word stands by itself.</remarks>
internal static class ContainerWords
{
    // Before a shell there may be what starts it.
    private const int MostBefore = 3;

    /// <summary>The words, in order; none where the image says itself what runs in it.</summary>
    /// <param name="node">The image or service.</param>
    public static ImmutableArray<YamlScalar> Of(YamlNode? node) => node is YamlMapping mapping
        ? [.. Words(mapping["entrypoint"]), .. Words(mapping["command"])]
        : [];

    /// <summary>The script that a shell among them is given; null where there is none.</summary>
    /// <param name="words">The words.</param>
    public static YamlScalar? ScriptIn(ImmutableArray<YamlScalar> words)
    {
        for (var index = 0; index < Math.Min(MostBefore, words.Length - 2); index++)
        {
            var program = words[index].Value;
            if (ShellReader.IsShell(program[(program.LastIndexOf('/') + 1)..]) && words[index + 1].Value is ['-', not '-', .., 'c'] or "-c")
            {
                return words[index + 2];
            }
        }

        return null;
    }

    private static IEnumerable<YamlScalar> Words(YamlNode? node) => node is YamlSequence words ? words.Items.OfType<YamlScalar>() : [];
}

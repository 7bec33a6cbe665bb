using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;
using YamlDotNet.Core;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Puts a tree of files together to the one that it is packed to: a folder is a key, and so is the name of a file in it.</summary>
/// <remarks>Source: https://circleci.com/docs/orbs/author/orb-author/#orb-source and https://github.com/CircleCI-Public/fyaml.</remarks>
internal static class PackedTree
{
    private const int Deepest = 4;

    /// <summary>The file that it is packed to.</summary>
    /// <param name="first">The file at its root.</param>
    /// <param name="files">The files of the repository.</param>
    /// <param name="read">Reads a file of it.</param>
    public static YamlMapping Pack(ConfigFile first, ImmutableArray<string> files, Func<string, ConfigFile> read)
    {
        var folder = first.Path[..(first.Path.LastIndexOf('/') + 1)];
        var parts = files.Where(file => file.StartsWith(folder, StringComparison.Ordinal) && file != first.Path && (file.EndsWith(".yml", StringComparison.Ordinal) || file.EndsWith(".yaml", StringComparison.Ordinal)))
            .Select(file => (Keys: file[folder.Length..].Split('/'), File: file)).Where(part => part.Keys.Length is > 1 and <= Deepest).ToList();
        return new YamlMapping(first.Root?.Span ?? Rules.Model.Place.StartOf(first.Path), [.. first.Root?.Entries ?? [], .. Below(parts, 0, read)], isFlow: false);
    }

    private static IEnumerable<YamlEntry> Below(List<(string[] Keys, string File)> parts, int depth, Func<string, ConfigFile> read)
    {
        foreach (var group in parts.GroupBy(part => part.Keys[depth], StringComparer.Ordinal))
        {
            var one = group.First();
            if (one.Keys.Length == depth + 1)
            {
                var file = read(one.File);
                if (file.Root is { } root)
                {
                    yield return new YamlEntry(KeyOf(group.Key[..group.Key.LastIndexOf('.')], one.File), root);
                }
            }
            else
            {
                var inner = Below([.. group.Where(part => part.Keys.Length > depth + 1)], depth + 1, read).ToImmutableArray();
                yield return new YamlEntry(KeyOf(group.Key, one.File), new YamlMapping(Rules.Model.Place.StartOf(one.File), inner, isFlow: false));
            }
        }
    }

    private static YamlScalar KeyOf(string name, string file) => new(Rules.Model.Place.StartOf(file), name, ScalarStyle.Plain, tag: null, "", 0, 0);
}

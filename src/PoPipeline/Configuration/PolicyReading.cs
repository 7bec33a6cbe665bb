using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Configuration;

/// <summary>A policy, and the files that it was read from.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Path">The file, for people; where it is looked for, where there is none.</param>
/// <param name="Documents">The file, then the one that it extends, and so on; none where there is no file.</param>
internal sealed record PolicyReading(Policy Policy, string Path, ImmutableArray<(string Path, YamlDocument Document)> Documents)
{
    /// <summary>Where a key is said; the beginning of the file where it is not.</summary>
    /// <param name="key">The key: <c>exceptions.approvers</c>.</param>
    public Place PlaceOf(string key)
    {
        var names = key.Split('.');
        foreach (var (_, document) in Documents)
        {
            var node = document.Root;
            YamlEntry? entry = null;
            foreach (var name in names)
            {
                entry = (node as YamlMapping)?.Entry(name);
                node = entry?.Value;
            }

            if (entry is not null)
            {
                return entry.Key.Span.To(entry.Value.Span);
            }
        }

        return Place.StartOf(Path);
    }
}

using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Yaml;

/// <summary>A mapping. Keys that are not scalars are left out and are a problem of the document.</summary>
internal sealed class YamlMapping(Place span, ImmutableArray<YamlEntry> entries, bool isFlow) : YamlNode(span)
{
    // A few are found sooner by looking at them than by what is kept for finding them.
    private const int MostLookedThrough = 32;

    private Dictionary<string, YamlEntry>? index;

    /// <summary>The entries in the order of the file, duplicates included.</summary>
    public ImmutableArray<YamlEntry> Entries { get; } = entries;

    /// <summary>The keys that repeat one before them, where a reader has left out what does not count of them.</summary>
    public ImmutableArray<YamlScalar> Repeated { get; init; } = [];

    /// <summary>Whether it is written in braces.</summary>
    public bool IsFlow { get; } = isFlow;

    /// <summary>The value of the first entry with this key; null where there is none.</summary>
    public YamlNode? this[string key] => Entry(key)?.Value;

    /// <summary>The first entry with this key; null where there is none.</summary>
    public YamlEntry? Entry(string key)
    {
        if (Entries.Length > MostLookedThrough)
        {
            return (index ??= Index()).GetValueOrDefault(key);
        }

        foreach (var entry in Entries)
        {
            if (string.Equals(entry.Key.Value, key, StringComparison.Ordinal))
            {
                return entry;
            }
        }

        return null;
    }

    private Dictionary<string, YamlEntry> Index()
    {
        var first = new Dictionary<string, YamlEntry>(Entries.Length, StringComparer.Ordinal);
        foreach (var entry in Entries)
        {
            _ = first.TryAdd(entry.Key.Value, entry);
        }

        return first;
    }
}

/// <summary>An entry of a mapping.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value; an empty plain scalar where none is written.</param>
internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);

using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Commands;

/// <summary>A section of a file of sections, keys and values.</summary>
/// <param name="name">What stands in its brackets.</param>
/// <param name="span">Where that is written.</param>
internal sealed class IniSection(string name, Place span)
{
    private readonly Dictionary<string, List<AnchoredText>> values = new(StringComparer.Ordinal);

    /// <summary>What stands in its brackets.</summary>
    public string Name { get; } = name;

    /// <summary>Where that is written.</summary>
    public Place Span { get; } = span;

    /// <summary>The lines of the value of a key, empty ones and comments left out; null where it has none.</summary>
    /// <param name="key">The key.</param>
    public IReadOnlyList<AnchoredText>? this[string key] => values.GetValueOrDefault(key);

    /// <summary>Sets a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="lines">The lines of its value.</param>
    public void Set(string key, List<AnchoredText> lines) => values[key] = lines;
}

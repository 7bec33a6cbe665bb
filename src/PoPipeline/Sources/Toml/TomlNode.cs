using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Toml;

/// <summary>A value of a TOML document with the place where it is written: one of a table, a list or a scalar.</summary>
/// <param name="span">Where it is written; of a table, its header.</param>
internal sealed class TomlNode(Place span)
{
    private readonly Dictionary<string, TomlNode> entries = new(StringComparer.Ordinal);
    private readonly List<TomlNode> items = [];

    /// <summary>Where it is written.</summary>
    public Place Span { get; } = span;

    /// <summary>The text of a string; null where it is something else.</summary>
    public string? Text { get; init; }

    /// <summary>Whether it is the boolean true.</summary>
    public bool IsTrue { get; init; }

    /// <summary>The day of a date, with or without a time; null where it is something else.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Where its name is written; null of a table that a header opens, and of an item.</summary>
    public Place? NameSpan { get; init; }

    /// <summary>The names of a table and their values, in the order of the file.</summary>
    public IEnumerable<KeyValuePair<string, TomlNode>> Entries => entries;

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<TomlNode> Items => items;

    /// <summary>The value of a key of a table; null where there is none.</summary>
    public TomlNode? this[string key] => entries.GetValueOrDefault(key);

    /// <summary>The tables below a key: the items of a list of tables, or the one table.</summary>
    public IEnumerable<TomlNode> Tables(string key) => this[key] is not { } node ? [] : node.items.Count > 0 ? node.items : [node];

    /// <summary>The texts of the list below a key, or its one text.</summary>
    public ImmutableArray<string> Texts(string key) =>
        this[key] is not { } node ? [] : node.Text is { } text ? [text] : [.. node.items.Select(item => item.Text).OfType<string>()];

    /// <summary>Puts a value below a key; the first one stays.</summary>
    public void Add(string key, TomlNode value) => entries.TryAdd(key, value);

    /// <summary>Puts an item behind the others.</summary>
    public void Add(TomlNode item) => items.Add(item);
}

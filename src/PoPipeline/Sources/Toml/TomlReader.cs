using PoPipeline.Rules.Model;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace PoPipeline.Sources.Toml;

/// <summary>Reads TOML; Tomlyn parses, and nests no deeper than its limit of 64.</summary>
internal sealed class TomlReader
{
    private static readonly TomlSerializerOptions Options = new();

    private readonly string path;

    private TomlReader(string path) => this.path = path;

    /// <summary>Reads a document.</summary>
    /// <param name="file">The file.</param>
    /// <param name="fault">Why it is not TOML, as a clause; null where it is.</param>
    public static TomlNode Read(SourceFile file, out string? fault)
    {
        var root = new TomlNode(Place.StartOf(file.Path));
        var reader = new TomlReader(file.Path);
        try
        {
            var document = SyntaxParser.Parse(file.Text, Options);
            fault = document.HasErrors ? $"it is not TOML, line {document.Diagnostics[0].Span.Start.Line + 1}" : null;
            reader.Fill(root, document.KeyValues);
            foreach (var table in document.Tables)
            {
                reader.Fill(reader.TableOf(root, table), table.Items);
            }
        }
        catch (Exception exception) when (exception is TomlException or ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            fault = "it is not TOML";
        }

        return root;
    }

    private TomlNode TableOf(TomlNode root, TableSyntaxBase table)
    {
        var place = PlaceOf(table.OpenBracket, table.CloseBracket);
        var keys = Keys(table.Name);
        var node = keys.Count == 0 ? root : keys.SkipLast(1).Aggregate(root, (parent, key) => Child(parent, key, place));
        if (keys.Count == 0 || table is not TableArraySyntax)
        {
            return keys.Count == 0 ? node : Child(node, keys[^1], place);
        }

        if (node[keys[^1]] is null)
        {
            node.Add(keys[^1], new TomlNode(place));
        }

        var item = new TomlNode(place);
        node[keys[^1]]?.Add(item);
        return item;
    }

    // A header below a list of tables means the last of them.
    private static TomlNode Child(TomlNode parent, string key, Place place)
    {
        if (parent[key] is null)
        {
            parent.Add(key, new TomlNode(place));
        }

        var child = parent[key] ?? parent;
        return child.Items.Count > 0 ? child.Items[^1] : child;
    }

    private void Fill(TomlNode table, SyntaxList<KeyValueSyntax> entries)
    {
        foreach (var entry in entries)
        {
            Fill(table, entry);
        }
    }

    private void Fill(TomlNode table, KeyValueSyntax entry)
    {
        var keys = Keys(entry.Key);
        if (keys.Count == 0 || entry.Value is null)
        {
            return;
        }

        var place = PlaceOf(entry, entry);
        keys.SkipLast(1).Aggregate(table, (parent, key) => Child(parent, key, place)).Add(keys[^1], Value(entry.Value, PlaceOf(entry.Key, entry.Key)));
    }

    private TomlNode Value(ValueSyntax value, Place? name = null)
    {
        var node = value switch
        {
            StringValueSyntax text => new TomlNode(PlaceOf(value, value)) { NameSpan = name, Text = text.Value ?? "" },
            BooleanValueSyntax boolean => new TomlNode(PlaceOf(value, value)) { NameSpan = name, IsTrue = boolean.Value },
            DateTimeValueSyntax date => new TomlNode(PlaceOf(value, value)) { NameSpan = name, Day = DayOf(date) },
            _ => new TomlNode(PlaceOf(value, value)) { NameSpan = name },
        };
        if (value is ArraySyntax list)
        {
            foreach (var item in list.Items.Where(item => item.Value is not null))
            {
                node.Add(Value(item.Value!));
            }
        }
        else if (value is InlineTableSyntax table)
        {
            foreach (var item in table.Items.Where(item => item.KeyValue is not null))
            {
                Fill(node, item.KeyValue!);
            }
        }

        return node;
    }

    private static DateOnly? DayOf(DateTimeValueSyntax date) =>
        date.Kind is SyntaxKind.LocalTime ? null : DateOnly.FromDateTime(date.Value.DateTime.DateTime);

    private static List<string> Keys(KeySyntax? key)
    {
        var keys = new List<string>();
        Add(key?.Key);
        foreach (var dotted in key?.DotKeys ?? [])
        {
            Add(dotted.Key);
        }

        return keys;

        void Add(BareKeyOrStringValueSyntax? part)
        {
            if ((part as BareKeySyntax)?.Key?.Text is { } bare)
            {
                keys.Add(bare);
            }
            else if ((part as StringValueSyntax)?.Value is { } quoted)
            {
                keys.Add(quoted);
            }
        }
    }

    // Lines and columns of Tomlyn start at 0, and the end is the last character itself.
    private Place PlaceOf(SyntaxNodeBase? start, SyntaxNodeBase? end)
    {
        var first = start?.Span.Start ?? default;
        var last = end?.Span.End ?? first;
        return new Place(path, new Region(first.Line + 1, first.Column + 1, last.Line + 1, last.Column + 2));
    }
}

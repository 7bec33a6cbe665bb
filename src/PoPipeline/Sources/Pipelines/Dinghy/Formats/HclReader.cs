using System.Collections.Immutable;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Dinghy.Formats;

/// <summary>Reads what dinghyfiles use of the first HCL: assignments, blocks, lists, objects, texts of several lines.</summary>
/// <remarks>Source: https://github.com/hashicorp/hcl/tree/hcl1#syntax.</remarks>
internal sealed class HclReader
{
    private const int Deepest = 100;

    private readonly TextCursor cursor;

    private HclReader(RenderedText rendered, DinghyTree tree) => cursor = new TextCursor(rendered, tree);

    /// <summary>Reads a text.</summary>
    /// <param name="rendered">The text.</param>
    public static DinghyTree Read(RenderedText rendered)
    {
        var tree = new DinghyTree();
        tree.Root = new HclReader(rendered, tree).Body('\0', 0, 0);
        return tree;
    }

    private YamlMapping Body(char close, int start, int depth)
    {
        var entries = new List<YamlEntry>();
        while (true)
        {
            Skip();
            if (cursor.IsAtEnd || (close is not '\0' && cursor.Current == close))
            {
                if (cursor.IsAtEnd && close is not '\0')
                {
                    cursor.Fault("The block is not closed by '}'", start);
                }

                cursor.At += cursor.IsAtEnd ? 0 : 1;
                return new YamlMapping(cursor.PlaceOf(start, cursor.At - start), [.. Joined(entries)], isFlow: true);
            }

            if (cursor.Unknown is not null || cursor.Current is ',')
            {
                cursor.At++;
                continue;
            }

            var before = cursor.At;
            if (Key() is { } key)
            {
                Entry(key, entries, depth);
            }
            else
            {
                cursor.Fault($"'{cursor.Current}' stands where a key is meant", before);
            }

            cursor.At = Math.Max(cursor.At, before + 1);
        }
    }

    private void Entry(YamlScalar key, List<YamlEntry> entries, int depth)
    {
        Skip();
        if (cursor.Current is '=' or ':')
        {
            cursor.At++;
            Skip();
            if (Value(depth + 1) is { } value)
            {
                entries.Add(new YamlEntry(key, value));
            }

            return;
        }

        if (cursor.Current is '{')
        {
            var start = cursor.At++;
            if (depth < Deepest)
            {
                entries.Add(new YamlEntry(key, Body('}', start, depth + 1)));
            }

            return;
        }

        // A block with a label: its own key within.
        if (cursor.Current is '"' && depth < Deepest && Key() is { } label)
        {
            var inner = new List<YamlEntry>();
            Entry(label, inner, depth + 1);
            entries.Add(new YamlEntry(key, new YamlMapping(key.Span, [.. inner], isFlow: true)));
            return;
        }

        cursor.Fault($"Behind '{key.Value}' stands neither '=' nor a block", cursor.At);
    }

    private YamlNode? Value(int depth)
    {
        if (depth > Deepest)
        {
            cursor.Fault("It is nested deeper than is read", cursor.At);
            cursor.At = cursor.Text.Length;
            return null;
        }

        if (cursor.Unknown is { } unknown)
        {
            return cursor.Take(unknown);
        }

        switch (cursor.Current)
        {
            case '"':
                return cursor.Quoted(isStrict: false);
            case '{':
                var start = cursor.At++;
                return Body('}', start, depth);
            case '[':
                return List(depth);
            case '<' when cursor.At + 1 < cursor.Text.Length && cursor.Text[cursor.At + 1] is '<':
                return Heredoc();
            default:
                return Word() ?? Missing();
        }
    }

    private YamlSequence List(int depth)
    {
        var start = cursor.At++;
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (true)
        {
            Skip();
            if (cursor.IsAtEnd || cursor.Current is ']')
            {
                if (cursor.IsAtEnd)
                {
                    cursor.Fault("The list is not closed by ']'", start);
                }

                cursor.At += cursor.IsAtEnd ? 0 : 1;
                return new YamlSequence(cursor.PlaceOf(start, cursor.At - start), items.DrainToImmutable(), isFlow: true);
            }

            if (cursor.Current is ',')
            {
                cursor.At++;
                continue;
            }

            var before = cursor.At;
            if (Value(depth + 1) is { } value)
            {
                items.Add(value);
            }

            cursor.At = Math.Max(cursor.At, before + 1);
        }
    }

    private YamlScalar Heredoc()
    {
        var start = cursor.At;
        cursor.At += cursor.Text.AsSpan(cursor.At).StartsWith("<<-") ? 3 : 2;
        var line = cursor.Text.IndexOf('\n', cursor.At);
        var word = cursor.Text[cursor.At..(line < 0 ? cursor.Text.Length : line)].Trim();
        for (var from = line + 1; line >= 0 && from < cursor.Text.Length;)
        {
            var end = cursor.Text.IndexOf('\n', from);
            end = end < 0 ? cursor.Text.Length : end;
            if (cursor.Text.AsSpan(from, end - from).Trim().SequenceEqual(word))
            {
                cursor.At = end;
                return cursor.Block(line + 1, from);
            }

            from = end + 1;
        }

        cursor.Fault($"The text is not closed by a line '{word}'", start, 2);
        cursor.At = cursor.Text.Length;
        return cursor.Block(start, cursor.Text.Length);
    }

    private YamlScalar? Missing()
    {
        cursor.Fault("A value is missing here", cursor.At);
        return null;
    }

    private YamlScalar? Key() => cursor.Current is '"' ? cursor.Quoted(isStrict: false) : Word();

    private YamlScalar? Word()
    {
        var start = cursor.At;
        while (!cursor.IsAtEnd && (char.IsLetterOrDigit(cursor.Current) || cursor.Current is '_' or '-' or '.' or '+' || cursor.Unknown is not null))
        {
            cursor.At++;
        }

        return cursor.At == start ? null : cursor.Word(start, cursor.At - start);
    }

    // Blocks of one name are a list of them.
    private static IEnumerable<YamlEntry> Joined(List<YamlEntry> entries) =>
        entries.GroupBy(entry => entry.Key.Value, StringComparer.Ordinal).Select(group => group.Count() == 1 ? group.First()
            : new YamlEntry(group.First().Key, new YamlSequence(group.First().Value.Span, [.. group.SelectMany(entry => entry.Value is YamlSequence list ? list.Items : [entry.Value])], isFlow: true)));

    private void Skip()
    {
        while (!cursor.IsAtEnd)
        {
            if (char.IsWhiteSpace(cursor.Current))
            {
                cursor.At++;
                continue;
            }

            var rest = cursor.Text.AsSpan(cursor.At);
            if (rest[0] is '#' || rest.StartsWith("//"))
            {
                var end = rest.IndexOf('\n');
                cursor.At = end < 0 ? cursor.Text.Length : cursor.At + end;
            }
            else if (rest.StartsWith("/*"))
            {
                var end = cursor.Text.IndexOf("*/", cursor.At + 2, StringComparison.Ordinal);
                if (end < 0)
                {
                    cursor.Fault("The comment is not closed by '*/'", cursor.At, 2);
                }

                cursor.At = end < 0 ? cursor.Text.Length : end + 2;
            }
            else
            {
                return;
            }
        }
    }
}

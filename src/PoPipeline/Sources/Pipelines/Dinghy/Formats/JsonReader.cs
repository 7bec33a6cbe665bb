using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Dinghy.Formats;

/// <summary>Reads JSON as Go does, and on behind what Go refuses, so that the rest is judged as well.</summary>
/// <remarks>Source: https://pkg.go.dev/encoding/json#Unmarshal: no commas behind the last, no comments, no control characters in texts; of two keys the last counts.</remarks>
internal sealed class JsonReader
{
    private const int Deepest = 200;

    private readonly TextCursor cursor;
    private readonly DinghyTree tree;

    private JsonReader(RenderedText rendered, DinghyTree tree)
    {
        this.tree = tree;
        cursor = new TextCursor(rendered, tree);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="rendered">The text.</param>
    /// <param name="isFragment">Whether it is put into other JSON, so that more may stand behind it.</param>
    public static DinghyTree Read(RenderedText rendered, bool isFragment = false)
    {
        var read = new DinghyTree();
        var reader = new JsonReader(rendered, read);
        reader.Skip();
        read.Root = reader.Value(0);
        reader.Skip();
        if (!isFragment && !reader.cursor.IsAtEnd && reader.cursor.Unknown is null)
        {
            reader.cursor.Fault("Something stands behind the end of the JSON", reader.cursor.At);
        }

        return read;
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
            case '{':
                return Object(depth);
            case '[':
                return List(depth);
            case '"':
                return cursor.Quoted(isStrict: true);
            default:
                return Word();
        }
    }

    private YamlMapping Object(int depth)
    {
        var start = cursor.At++;
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var needsComma = false;
        while (true)
        {
            Skip();
            if (Closes('}', start, ref needsComma, entries.Count > 0))
            {
                return new YamlMapping(cursor.PlaceOf(start, cursor.At - start), entries.DrainToImmutable(), isFlow: true);
            }

            // What a module becomes may be entries, commas and all.
            if (cursor.Unknown is not null)
            {
                cursor.At++;
                needsComma = false;
                SkipComma();
                continue;
            }

            var before = cursor.At;
            var key = Key();
            if (key is null)
            {
                cursor.At = Math.Max(cursor.At, before + 1);
                continue;
            }

            Skip();
            if (cursor.Current is ':')
            {
                cursor.At++;
            }
            else if (cursor.Unknown is null)
            {
                cursor.Fault($"A colon is missing behind the key '{key.Value}'", cursor.At);
            }

            Skip();
            if (cursor.Current is '}' or ',' or ']')
            {
                cursor.Fault($"The key '{key.Value}' has no value", cursor.At);
            }
            else if (Value(depth + 1) is { } value)
            {
                entries.Add(new YamlEntry(key, value));
            }

            needsComma = true;
        }
    }

    private YamlSequence List(int depth)
    {
        var start = cursor.At++;
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        var needsComma = false;
        while (true)
        {
            Skip();
            if (Closes(']', start, ref needsComma, items.Count > 0))
            {
                return new YamlSequence(cursor.PlaceOf(start, cursor.At - start), items.DrainToImmutable(), isFlow: true);
            }

            var isUnknown = cursor.Unknown is not null;
            var before = cursor.At;
            if (cursor.Current is ',' or ':' or '}')
            {
                cursor.Fault("A value is missing here", cursor.At);
                cursor.At++;
                continue;
            }

            if (Value(depth + 1) is { } value)
            {
                items.Add(value);
            }

            cursor.At = Math.Max(cursor.At, before + 1);
            needsComma = true;
            if (isUnknown)
            {
                needsComma = false;
                SkipComma();
            }
        }
    }

    // Whether the list or object ends here; a comma before the next value is passed over.
    private bool Closes(char close, int start, ref bool needsComma, bool hasAny)
    {
        if (cursor.IsAtEnd)
        {
            cursor.Fault($"What begins with '{(close is '}' ? '{' : '[')}' is not closed by '{close}'", start);
            return true;
        }

        if (cursor.Current == close)
        {
            cursor.At++;
            return true;
        }

        if (cursor.Current is '}' or ']')
        {
            cursor.Fault($"'{cursor.Current}' stands where '{close}' is meant", cursor.At);
            cursor.At++;
            return true;
        }

        if (cursor.Current is ',')
        {
            var comma = cursor.At++;
            Skip();
            if (!needsComma || cursor.Current == close)
            {
                cursor.Fault(cursor.Current == close && hasAny ? "A comma stands behind the last value, which JSON does not take" : "A comma stands here without a value before it", comma);
            }

            needsComma = false;
            return Closes(close, start, ref needsComma, hasAny);
        }

        if (needsComma && cursor.Unknown is null)
        {
            cursor.Fault("A comma is missing before this", cursor.At);
        }

        needsComma = false;
        return false;
    }

    private YamlScalar? Key()
    {
        if (cursor.Current is '"')
        {
            return cursor.Quoted(isStrict: true);
        }

        var start = cursor.At;
        while (!cursor.IsAtEnd && (char.IsLetterOrDigit(cursor.Current) || cursor.Current is '_' or '-' or '.' or '$' or '\''))
        {
            cursor.At++;
        }

        if (cursor.At == start)
        {
            cursor.Fault("A key in double quotes is missing here", start);
            return null;
        }

        tree.HasBareKeys |= !tree.IsBroken;
        cursor.Fault($"The key '{cursor.Text[start..cursor.At]}' stands without double quotes", start, cursor.At - start);
        return cursor.Word(start, cursor.At - start);
    }

    private YamlScalar? Word()
    {
        var start = cursor.At;
        while (!cursor.IsAtEnd && cursor.Current is not (',' or '}' or ']' or ':' or '{' or '[' or '"') && !char.IsWhiteSpace(cursor.Current))
        {
            cursor.At++;
        }

        if (cursor.At == start)
        {
            cursor.Fault("A value is missing here", start);
            return null;
        }

        var word = cursor.Text.AsSpan(start, cursor.At - start);
        if (word is not ("true" or "false" or "null") && !IsNumber(word) && !word.Contains(RenderedText.Mark))
        {
            cursor.Fault($"'{(word.Length > 40 ? string.Concat(word[..39], "…") : word.ToString())}' is no value of JSON: a text stands in double quotes", start, word.Length);
        }

        return cursor.Word(start, cursor.At - start);
    }

    private static bool IsNumber(ReadOnlySpan<char> word)
    {
        var digits = word.TrimStart('-');
        return word.Length - digits.Length <= 1 && digits.Length > 0 && char.IsAsciiDigit(digits[0]) && (digits[0] is not '0' || digits.Length == 1 || digits[1] is '.' or 'e' or 'E') && digits[^1] is not '.'
            && double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _);
    }

    private void SkipComma()
    {
        Skip();
        if (cursor.Current is ',')
        {
            cursor.At++;
        }
    }

    private void Skip()
    {
        while (!cursor.IsAtEnd)
        {
            if (char.IsWhiteSpace(cursor.Current))
            {
                cursor.At++;
                continue;
            }

            var isLine = cursor.Current is '#' || (cursor.Current is '/' && cursor.At + 1 < cursor.Text.Length && cursor.Text[cursor.At + 1] is '/');
            if (!isLine)
            {
                return;
            }

            cursor.Fault("A comment stands here, which JSON does not have", cursor.At);
            var end = cursor.Text.IndexOf('\n', cursor.At);
            cursor.At = end < 0 ? cursor.Text.Length : end;
        }
    }
}

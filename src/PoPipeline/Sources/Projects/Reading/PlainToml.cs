using System.Buffers;

namespace PoPipeline.Sources.Projects.Reading;

/// <summary>
/// The tokens of a piece of TOML that is as plain as tools write it: names without dots, texts on one line, whole numbers and booleans. Of anything else, and of
/// what is no TOML, it says no more than that it is something else, so that who knows all of TOML reads the piece.
/// </summary>
internal sealed class PlainToml
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 127);

    private static readonly SearchValues<byte> Bare = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8);
    private static readonly SearchValues<byte> InString = SearchValues.Create("\"\\\n"u8);

    // More lie in one another in no file that a tool writes.
    private const int Deepest = 16;

    private readonly List<OpenTable> path = [];
    private PlainTomlToken[] tokens = new PlainTomlToken[4096];
    private int at;
    private int line;
    private int lineStart;

    /// <summary>How many tokens the piece has.</summary>
    public int Count { get; private set; }

    /// <summary>One of them.</summary>
    /// <param name="index">Which one.</param>
    public ref readonly PlainTomlToken this[int index] => ref tokens[index];

    /// <summary>Reads a piece; what stood before it is forgotten.</summary>
    /// <param name="text">The whole text, in UTF-8.</param>
    /// <param name="start">Where the piece begins, which is at the start of a line.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="firstLine">The line that it begins with, from 1.</param>
    /// <returns>Whether all of it is plain.</returns>
    public bool TryRead(ReadOnlySpan<byte> text, int start, int end, int firstLine)
    {
        Count = 0;
        path.Clear();
        (at, line, lineStart) = (start, firstLine, start);
        text = text[..end];
        if (text[start..].ContainsAny(Controls) || HasLoneReturn(text[start..]))
        {
            return false;
        }

        while (true)
        {
            SkipBlank(text, withLines: true);
            if (at >= text.Length)
            {
                CloseTo(0);
                return true;
            }

            if (!(text[at] is (byte)'[' ? TryHeader(text) : TryPair(text)) || !IsLineOver(text))
            {
                return false;
            }
        }
    }

    private static bool HasLoneReturn(ReadOnlySpan<byte> text)
    {
        while (text.IndexOf((byte)'\r') is >= 0 and var next)
        {
            text = text[(next + 1)..];
            if (!text.StartsWith("\n"u8))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryHeader(ReadOnlySpan<byte> text)
    {
        var isList = text[at..].StartsWith("[["u8);
        at += isList ? 2 : 1;
        var depth = 0;
        var isSame = true;
        while (true)
        {
            var length = BareLength(text);
            if (length == 0)
            {
                return false;
            }

            var name = text.Slice(at, length);
            var isLast = at + length < text.Length && text[at + length] is (byte)']';
            if (isSame && depth < path.Count && Utf8Names.Equal(path[depth].Name, name))
            {
                // A table that is opened once more, or was opened by what lies in it.
                if (isLast && !(isList && path[depth].IsList))
                {
                    return false;
                }
            }
            else
            {
                // What a header leaves out between it and what is open is opened in ways of its own.
                if (!isLast)
                {
                    return false;
                }

                isSame = false;
                CloseTo(depth);
                Add(PlainTomlKind.Name, at, length, isQuoted: false);
            }

            depth++;
            at += length;
            if (isLast)
            {
                return Open(text, isList, isSame, depth, name);
            }

            if (at >= text.Length || text[at] is not (byte)'.')
            {
                return false;
            }

            at++;
        }
    }

    private bool Open(ReadOnlySpan<byte> text, bool isList, bool isNext, int depth, ReadOnlySpan<byte> name)
    {
        if (isList && !text[at..].StartsWith("]]"u8))
        {
            return false;
        }

        at += isList ? 2 : 1;
        if (isNext)
        {
            CloseTo(depth);
            Add(PlainTomlKind.EndTable);
        }
        else
        {
            path.Add(new OpenTable(Utf8Names.Of(name), isList));
            if (isList)
            {
                Add(PlainTomlKind.StartList);
            }
        }

        Add(PlainTomlKind.StartTable);
        return path.Count <= Deepest;
    }

    private void CloseTo(int depth)
    {
        for (; path.Count > depth; path.RemoveAt(path.Count - 1))
        {
            Add(PlainTomlKind.EndTable);
            if (path[^1].IsList)
            {
                Add(PlainTomlKind.EndList);
            }
        }
    }

    private bool TryPair(ReadOnlySpan<byte> text)
    {
        if (!TryName(text))
        {
            return false;
        }

        SkipBlank(text, withLines: false);
        if (at >= text.Length || text[at] is not (byte)'=')
        {
            return false;
        }

        at++;
        SkipBlank(text, withLines: false);
        return TryValue(text, 0);
    }

    private bool TryName(ReadOnlySpan<byte> text)
    {
        if (at < text.Length && text[at] is (byte)'"')
        {
            return TryString(text, PlainTomlKind.Name);
        }

        var length = BareLength(text);
        Add(PlainTomlKind.Name, at, length, isQuoted: false);
        at += length;
        return length > 0;
    }

    private bool TryValue(ReadOnlySpan<byte> text, int depth)
    {
        if (at >= text.Length || depth > Deepest)
        {
            return false;
        }

        switch (text[at])
        {
            case (byte)'"':
                return TryString(text, PlainTomlKind.Scalar);
            case (byte)'[':
                return TryList(text, depth);
            case (byte)'{':
                return TryTable(text, depth);
            default:
                var length = BareLength(text);
                if (length == 0 || !IsPlainWord(text.Slice(at, length)))
                {
                    return false;
                }

                Add(PlainTomlKind.Scalar, at, length, isQuoted: false);
                at += length;

                // A point or a colon makes it another kind of value.
                return at >= text.Length || text[at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)',' or (byte)']' or (byte)'}' or (byte)'#';
        }
    }

    private bool TryList(ReadOnlySpan<byte> text, int depth)
    {
        Add(PlainTomlKind.StartList);
        at++;
        for (var isFirst = true; ; isFirst = false)
        {
            SkipBlank(text, withLines: true);
            if (!isFirst)
            {
                if (at < text.Length && text[at] is (byte)',')
                {
                    at++;
                    SkipBlank(text, withLines: true);
                }
                else if (at >= text.Length || text[at] is not (byte)']')
                {
                    return false;
                }
            }

            if (at < text.Length && text[at] is (byte)']')
            {
                at++;
                Add(PlainTomlKind.EndList);
                return true;
            }

            if (!TryValue(text, depth + 1))
            {
                return false;
            }
        }
    }

    private bool TryTable(ReadOnlySpan<byte> text, int depth)
    {
        Add(PlainTomlKind.StartTable);
        at++;
        for (var isFirst = true; ; isFirst = false)
        {
            SkipBlank(text, withLines: false);
            if (at >= text.Length)
            {
                return false;
            }

            if (text[at] is (byte)'}')
            {
                at++;
                Add(PlainTomlKind.EndTable);
                return true;
            }

            if (!isFirst)
            {
                if (text[at] is not (byte)',')
                {
                    return false;
                }

                at++;
                SkipBlank(text, withLines: false);
            }

            if (!TryName(text))
            {
                return false;
            }

            SkipBlank(text, withLines: false);
            if (at >= text.Length || text[at] is not (byte)'=')
            {
                return false;
            }

            at++;
            SkipBlank(text, withLines: false);
            if (!TryValue(text, depth + 1))
            {
                return false;
            }
        }
    }

    // Of what is escaped, quotes and backslashes are plain.
    private bool TryString(ReadOnlySpan<byte> text, PlainTomlKind kind)
    {
        var start = at;
        var isEscaped = false;
        for (at++; text[at..].IndexOfAny(InString) is >= 0 and var step;)
        {
            at += step;
            if (text[at] is (byte)'\n')
            {
                return false;
            }

            if (text[at] is (byte)'"')
            {
                at++;
                Add(kind, start, at - start, isQuoted: true, isEscaped);
                return at - start > 2 || at >= text.Length || text[at] is not (byte)'"';
            }

            if (at + 1 >= text.Length || text[at + 1] is not ((byte)'"' or (byte)'\\'))
            {
                return false;
            }

            isEscaped = true;
            at += 2;
        }

        return false;
    }

    private static bool IsPlainWord(ReadOnlySpan<byte> word) =>
        word.SequenceEqual("true"u8) || word.SequenceEqual("false"u8) || (word.Length < 18 && !word.ContainsAnyExceptInRange((byte)'0', (byte)'9') && (word.Length == 1 || word[0] is not (byte)'0'));

    private int BareLength(ReadOnlySpan<byte> text) => text[at..].IndexOfAnyExcept(Bare) is >= 0 and var length ? length : text.Length - at;

    private bool IsLineOver(ReadOnlySpan<byte> text)
    {
        SkipBlank(text, withLines: false);
        if (at < text.Length && text[at] is (byte)'#')
        {
            at = text[at..].IndexOf((byte)'\n') is >= 0 and var length ? at + length : text.Length;
        }

        return at >= text.Length || text[at] is (byte)'\n' || text[at..].StartsWith("\r\n"u8);
    }

    private void SkipBlank(ReadOnlySpan<byte> text, bool withLines)
    {
        for (; at < text.Length; at++)
        {
            switch (text[at])
            {
                case (byte)' ' or (byte)'\t':
                    break;
                case (byte)'\r' when withLines && at + 1 < text.Length && text[at + 1] is (byte)'\n':
                    break;
                case (byte)'\n' when withLines:
                    line++;
                    lineStart = at + 1;
                    break;
                case (byte)'#' when withLines && text[at..].IndexOf((byte)'\n') is >= 0 and var length:
                    at += length - 1;
                    break;
                default:
                    return;
            }
        }
    }

    private void Add(PlainTomlKind kind) => Add(kind, at, 0, isQuoted: false);

    private void Add(PlainTomlKind kind, int start, int length, bool isQuoted, bool isEscaped = false)
    {
        if (Count == tokens.Length)
        {
            Array.Resize(ref tokens, Count * 2);
        }

        tokens[Count++] = new PlainTomlToken(kind, start, length, line, lineStart, isQuoted, isEscaped);
    }

    // A table that a header has opened, or the last one of a list of them.
    private sealed record OpenTable(string Name, bool IsList);
}

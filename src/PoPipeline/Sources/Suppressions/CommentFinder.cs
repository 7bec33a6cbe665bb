using System.Buffers;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Suppressions;

/// <summary>Finds the comments of a text: what stands in a quoted text is none.</summary>
/// <remarks>
/// This is no parser of any language. It knows prefixes, blocks and quotes, takes time in proportion to the text, and takes a quote
/// that nothing closes on its line for an apostrophe.
/// </remarks>
/// <param name="path">The file.</param>
/// <param name="text">Its text.</param>
/// <param name="syntax">How its comments are written.</param>
/// <param name="wanted">Words of which a comment must have one to be told of; null where every comment is wanted.</param>
internal sealed class CommentFinder(string path, ReadOnlyMemory<char> text, CommentSyntax syntax, SearchValues<string>? wanted = null)
{
    private readonly List<Comment> comments = [];
    private readonly HashSet<string> unclosed = new(StringComparer.Ordinal);
    private int line = 1;
    private int lineStart;

    // Where the next word that is wanted starts; the length of the text where none is left.
    private int word = -1;

    /// <summary>The comments, one a line, in order.</summary>
    public IReadOnlyList<Comment> Find()
    {
        var position = 0;
        while (position < text.Length && IsWantedBehind(position))
        {
            var mark = text.Span[position..].IndexOfAny(syntax.Marks);
            if (mark < 0)
            {
                break;
            }

            position = Next(position + mark);
        }

        return comments;
    }

    // Asked from ever further on, so that the text is searched once in all.
    private bool IsWantedBehind(int position)
    {
        if (wanted is not null && word < position)
        {
            var next = text.Span[position..].IndexOfAny(wanted);
            word = next < 0 ? text.Length : position + next;
        }

        return word < text.Length;
    }

    private int Next(int position)
    {
        var current = text.Span[position];
        if (current is '\n')
        {
            line++;
            lineStart = position + 1;
            return position + 1;
        }

        if (current is '\\')
        {
            return position + 1 < text.Length && text.Span[position + 1] is not '\n' ? position + 2 : position + 1;
        }

        if (StartsComment(position))
        {
            return AddLine(position, LineEnd(position));
        }

        if (Closed(position, syntax.BlockStart, syntax.BlockEnd) is { } end)
        {
            return AddLines(position, end);
        }

        foreach (var quote in syntax.LongTexts)
        {
            if (Closed(position, quote, quote) is { } behind)
            {
                Skip(position, behind);
                return behind;
            }
        }

        return syntax.HasTexts && current is '"' or '\'' ? BehindText(position) : position + 1;
    }

    private bool StartsComment(int position)
    {
        foreach (var prefix in syntax.Prefixes)
        {
            if (text.Span[position..].StartsWith(prefix, StringComparison.Ordinal))
            {
                // '$#', '${#a}' and 'http://' are no comments.
                var before = position == lineStart ? ' ' : text.Span[position - 1];
                return prefix is "#" ? before is ' ' or '\t' or ')' or ']' or '}' or '"' or '\'' or ';' or ',' : before is not ':';
            }
        }

        return false;
    }

    // The position behind what is closed; null where nothing starts here, or nothing closes it.
    private int? Closed(int position, string start, string end)
    {
        if (start.Length == 0 || unclosed.Contains(start) || !text.Span[position..].StartsWith(start, StringComparison.Ordinal))
        {
            return null;
        }

        var close = text.Span[(position + start.Length)..].IndexOf(end, StringComparison.Ordinal);
        if (close < 0)
        {
            unclosed.Add(start);
            return null;
        }

        return position + start.Length + close + end.Length;
    }

    private int BehindText(int position)
    {
        var all = text.Span;
        for (var index = position + 1; index < all.Length && all[index] is not '\n'; index++)
        {
            if (all[index] is '\\' && index + 1 < all.Length && all[index + 1] is not '\n')
            {
                index++;
            }
            else if (all[index] == all[position])
            {
                return index + 1;
            }
        }

        return position + 1;
    }

    private int LineEnd(int position)
    {
        var length = text.Span[position..].IndexOf('\n');
        return length < 0 ? text.Length : position + length;
    }

    private int AddLine(int start, int end)
    {
        var content = text.Span[start..end].TrimEnd();
        if (wanted is not null && (!IsWantedBehind(start) || word >= end || !content.ContainsAny(wanted)))
        {
            return end;
        }

        comments.Add(new Comment(path, content.ToString(), start, line, start - lineStart + 1));
        return end;
    }

    private int AddLines(int start, int end)
    {
        while (start < end)
        {
            var stop = Math.Min(end, LineEnd(start));
            AddLine(start, stop);
            start = stop;
            if (start < end)
            {
                line++;
                lineStart = ++start;
            }
        }

        return end;
    }

    private void Skip(int start, int end)
    {
        var skipped = text.Span[start..end];
        var breaks = skipped.Count('\n');
        if (breaks > 0)
        {
            line += breaks;
            lineStart = start + skipped.LastIndexOf('\n') + 1;
        }
    }
}

/// <summary>A comment, or one line of a comment of several.</summary>
/// <param name="Path">The file.</param>
/// <param name="Text">From the prefix, or the start of the line, to the end of the comment or of the line.</param>
/// <param name="Offset">The offset of the first character in the file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column of the first character, from 1.</param>
internal sealed record Comment(string Path, string Text, int Offset, int Line, int Column)
{
    /// <summary>Where it is written.</summary>
    public Place Span => new(Path, new Region(Line, Column, Line, Column + Text.Length));
}

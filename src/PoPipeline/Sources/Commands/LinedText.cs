using PoPipeline.Rules.Model;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Yaml;
using YamlDotNet.Core;

namespace PoPipeline.Sources.Commands;

/// <summary>The text of a file of commands, with where its lines start.</summary>
internal sealed class LinedText
{
    private readonly List<int> starts = [0];

    /// <summary>Finds the lines.</summary>
    /// <param name="path">The path, relative to the root.</param>
    /// <param name="text">The text.</param>
    public LinedText(string path, string text)
    {
        Path = path;
        Text = text;
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            starts.Add(at + 1);
        }
    }

    /// <summary>The path, relative to the root.</summary>
    public string Path { get; }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>How many lines there are; an empty one behind the last break counts.</summary>
    public int Lines => starts.Count;

    /// <summary>The folder of the file, relative to the root; empty for the root.</summary>
    public string Folder => Path.LastIndexOf('/') is > 0 and var slash ? Path[..slash] : "";

    /// <summary>The offset at which a line starts.</summary>
    /// <param name="line">The line, from 0.</param>
    public int StartOf(int line) => starts[line];

    /// <summary>The offset at which a line ends, before its break.</summary>
    /// <param name="line">The line, from 0.</param>
    public int EndOf(int line)
    {
        var end = line + 1 < starts.Count ? starts[line + 1] - 1 : Text.Length;
        return end > starts[line] && end < Text.Length && Text[end - 1] is '\r' ? end - 1 : end;
    }

    /// <summary>A line without its break.</summary>
    /// <param name="line">The line, from 0.</param>
    public ReadOnlySpan<char> Line(int line) => Text.AsSpan(StartOf(line), EndOf(line) - StartOf(line));

    /// <summary>The line and the column of a character, both from 1.</summary>
    /// <param name="offset">Its offset.</param>
    public (int Line, int Column) PositionOf(int offset)
    {
        var line = starts.BinarySearch(offset);
        line = line < 0 ? ~line - 1 : line;
        return (line + 1, offset - starts[line] + 1);
    }

    /// <summary>Where a stretch stands.</summary>
    /// <param name="start">The offset of its first character.</param>
    /// <param name="end">The offset behind its last one.</param>
    public Place PlaceOf(int start, int end)
    {
        var (startLine, startColumn) = PositionOf(start);
        var (endLine, endColumn) = PositionOf(Math.Max(start, end));
        return new Place(Path, new Region(startLine, startColumn, endLine, endColumn));
    }

    /// <summary>A stretch of the text.</summary>
    /// <param name="start">The offset of its first character.</param>
    /// <param name="end">The offset behind its last one.</param>
    public AnchoredText Stretch(int start, int end) => new AnchoredTextBuilder(this).Copy(start, end).Build();

    /// <summary>A text that stands in quotes of JSON or TOML, or in none; all of it stands where the whole does where its parts cannot be told.</summary>
    /// <param name="value">The text.</param>
    /// <param name="region">Where it stands, the quotes included.</param>
    public AnchoredText Quoted(string value, Region region)
    {
        var (start, end) = (OffsetOf(region.StartLine, region.StartColumn), OffsetOf(region.EndLine, region.EndColumn));
        var written = Text.AsSpan(start, Math.Max(0, end - start));
        if (written.StartsWith("\"\"\"", StringComparison.Ordinal) || written.StartsWith("'''", StringComparison.Ordinal))
        {
            return Block(value, start, end, region);
        }

        var style = written.StartsWith('"') ? ScalarStyle.DoubleQuoted : written.StartsWith('\'') ? ScalarStyle.SingleQuoted : ScalarStyle.Plain;
        return new AnchoredText(new Place(Path, region), value, ScalarAlignment.Align(value, style, Text, start, Math.Max(start, end), region));
    }

    /// <summary>The offset of a place.</summary>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column, from 1.</param>
    public int OffsetOf(int line, int column) => Math.Clamp(starts[Math.Clamp(line - 1, 0, starts.Count - 1)] + column - 1, 0, Text.Length);

    // A text of several lines is as it is written, unless it has escapes.
    private AnchoredText Block(string value, int start, int end, Region region)
    {
        var first = start + 3;
        first += first < Text.Length && Text[first] is '\r' ? 1 : 0;
        first += first < Text.Length && Text[first] is '\n' ? 1 : 0;
        var last = Math.Max(first, end - 3);
        var copied = last <= Text.Length ? Stretch(first, last) : null;
        return copied is not null && copied.Text == value.Replace("\r\n", "\n", StringComparison.Ordinal) ? copied : new AnchoredText(new Place(Path, region), value, []);
    }

    /// <summary>The language of a script by what its first line names; null where that is no shell, and <paramref name="otherwise"/> where it names nothing.</summary>
    /// <param name="script">The script.</param>
    /// <param name="otherwise">The language where nothing is named.</param>
    public static ShellKind? ShellOf(ReadOnlySpan<char> script, ShellKind otherwise)
    {
        script = script.TrimStart();
        if (!script.StartsWith("#!", StringComparison.Ordinal))
        {
            return otherwise;
        }

        var end = script.IndexOfAny('\r', '\n');
        return ShellOf(end < 0 ? script[2..] : script[2..end]);
    }

    /// <summary>The language that a program and its options read: <c>/bin/bash -e</c>, <c>/usr/bin/env pwsh</c>; null where it is no shell.</summary>
    /// <param name="line">The program and its options.</param>
    public static ShellKind? ShellOf(ReadOnlySpan<char> line)
    {
        foreach (var range in line.SplitAny(' ', '\t'))
        {
            var word = line[range];
            var name = word[(word.LastIndexOfAny('/', '\\') + 1)..];
            if (name.IsEmpty || name is "env" || name[0] is '-' || name.Contains('='))
            {
                continue;
            }

            name = name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
            return name switch
            {
                "sh" or "bash" or "dash" or "ash" or "zsh" or "ksh" => ShellKind.Posix,
                "pwsh" or "powershell" => ShellKind.PowerShell,
                "cmd" => ShellKind.Cmd,
                _ => null,
            };
        }

        return null;
    }
}

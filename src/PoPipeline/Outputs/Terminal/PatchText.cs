using System.Collections.Immutable;
using System.Text;
using PoPipeline.Escaping;
using PoPipeline.Mending;
using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.Terminal;

/// <summary>
/// Writes what becomes of a file as a patch, which <c>git apply</c> and <c>patch -p1</c> take in the root that its names start at: the folder that was
/// looked at or, of a part of a repository, the repository's. Its lines are those of the file, byte for byte. A line that holds a credential, or that
/// would command a terminal or a runner, is kept out of the context; where it changes itself, it is shown escaped, and the patch says of itself that it
/// is not exact.
/// </summary>
internal sealed class PatchText
{
    private const int Context = 3;

    private readonly TerminalWriter writer;
    private readonly Ansi ansi;
    private readonly string path;
    private readonly ImmutableArray<string> before;
    private readonly ImmutableArray<string> after;
    private readonly KeptText kept;
    private readonly bool[] hidden;

    private PatchText(TerminalWriter writer, bool colors, MendedFile file, IEnumerable<Region> hidden)
    {
        this.writer = writer;
        ansi = new Ansi(colors);
        path = file.Path;
        before = Lines(file.Mark + file.Before);
        after = Lines(file.Mark + file.After);
        kept = file.Kept.Behind(file.Mark.Length);
        this.hidden = new bool[before.Length];
        foreach (var span in hidden)
        {
            for (var line = span.StartLine; line <= Math.Min(span.EndLine, before.Length); line++)
            {
                this.hidden[line - 1] = true;
            }
        }
    }

    /// <summary>Writes it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="snapshot">What was collected, the places of credentials included.</param>
    /// <param name="colors">Whether there are colours.</param>
    /// <param name="writer">Where to.</param>
    /// <returns>Whether the patch is exact, so that it can be applied.</returns>
    public static bool Write(MendedFile file, Snapshot snapshot, bool colors, TerminalWriter writer) => new PatchText(
        writer,
        colors,
        file,
        snapshot.Pipelines.SelectMany(pipeline => pipeline.Credentials).Where(credential => credential.Span.Path == file.Path).Select(credential => credential.Span.Region)).Write();

    private bool Write()
    {
        var hunks = Hunks();
        writer.WriteLine(ansi.Bold($"--- {Name("a")}"));
        writer.WriteLine(ansi.Bold($"+++ {Name("b")}"));
        var offset = 0;
        var exact = true;
        foreach (var hunk in hunks)
        {
            exact &= Write(hunk, offset);
            offset += hunk.Changes.Sum(change => Length(change.After) - Length(change.Before));
        }

        return exact;
    }

    // A stretch of the old file with the changes in it.
    private sealed record Hunk(int Start, int End, List<(Range Before, Range After)> Changes);

    private List<Hunk> Hunks()
    {
        var hunks = new List<Hunk>();
        foreach (var change in LineChanges.Of(before, after, kept))
        {
            var start = change.Before.Start.Value;
            while (start > Math.Max(0, change.Before.Start.Value - Context) && IsShown(start - 1))
            {
                start--;
            }

            var end = change.Before.End.Value;
            while (end < Math.Min(before.Length, change.Before.End.Value + Context) && IsShown(end))
            {
                end++;
            }

            if (hunks is [.., var last] && start <= last.End)
            {
                last.Changes.Add(change);
                hunks[^1] = last with { End = Math.Max(end, last.End) };
            }
            else
            {
                hunks.Add(new Hunk(start, end, [change]));
            }
        }

        return hunks;
    }

    private bool Write(Hunk hunk, int offset)
    {
        var count = hunk.End - hunk.Start;
        var added = count + hunk.Changes.Sum(change => Length(change.After) - Length(change.Before));
        writer.WriteLine(ansi.Of(TaskVerdict.NotApplicable, $"@@ -{Span(hunk.Start, count)} +{Span(hunk.Start + offset, added)} @@"));

        // Without a line behind it, a hunk is one for the end of the file.
        var exact = hunk.End > hunk.Changes[^1].Before.End.Value || hunk.End == before.Length;
        var at = hunk.Start;
        foreach (var change in hunk.Changes)
        {
            exact &= Write(' ', before, at, change.Before.Start.Value, hides: true);
            exact &= Write('-', before, change.Before.Start.Value, change.Before.End.Value, hides: true);
            exact &= Write('+', after, change.After.Start.Value, change.After.End.Value, hides: Enumerable.Range(change.Before.Start.Value, Length(change.Before)).Any(IsHidden));
            at = change.Before.End.Value;
        }

        return exact & Write(' ', before, at, hunk.End, hides: true);
    }

    private bool Write(char mark, ImmutableArray<string> lines, int start, int end, bool hides)
    {
        var exact = true;
        for (var index = start; index < end; index++)
        {
            var line = lines[index];
            var isEnded = line.EndsWith('\n');
            var text = isEnded ? line[..^1] : line;
            var isHidden = hides && (mark is '+' || IsHidden(index));
            var isExact = !isHidden && IsExact(text, index == 0);
            exact &= isExact;
            var shown = isHidden ? SafeText.Of($"***") : isExact ? new SafeText(text) : SafeText.Of($"{text}");
            writer.WriteLine(mark switch
            {
                '+' => ansi.Of(TaskVerdict.Met, $"+{shown}"),
                '-' => ansi.Of(TaskVerdict.NotMet, $"-{shown}"),
                _ => SafeText.Of($" {shown}"),
            });
            if (!isEnded)
            {
                writer.WriteLine($"\\ No newline at end of file");
            }
        }

        return exact;
    }

    private bool IsShown(int index) => !IsHidden(index) && IsExact(before[index].TrimEnd('\n'), index == 0);

    private bool IsHidden(int index) => hidden[index];

    private static bool IsExact(string text, bool isFirst)
    {
        var visible = text.EndsWith('\r') ? text[..^1] : text;
        visible = isFirst && visible.StartsWith('\uFEFF') ? visible[1..] : visible;
        visible = visible.Replace('\t', ' ');
        return Untrusted.Plain(visible) == visible && new SafeText(" " + visible).Disarmed().ToString() == " " + visible;
    }

    // As git writes it, so that every tool reads the name back.
    private SafeText Name(string side)
    {
        var name = $"{side}/{path}";

        // A name that would command a runner is not disarmed, since another file may have the name that it would become.
        var isPlain = new SafeText(name).Disarmed().ToString() == name;
        if (isPlain && name.All(character => character is > ' ' and <= '~' and not ('"' or '\\')))
        {
            return SafeText.Of($"{name}");
        }

        if (isPlain && name.All(character => character is >= ' ' and <= '~' and not ('"' or '\\')))
        {
            return SafeText.Of($"{name}\t");
        }

        var quoted = new StringBuilder("\"");
        foreach (var value in Encoding.UTF8.GetBytes(name))
        {
            _ = value is >= (byte)' ' and <= (byte)'~' and not ((byte)'"' or (byte)'\\' or (byte)'#') ? quoted.Append((char)value) : quoted.Append('\\').Append(Convert.ToString(value, 8).PadLeft(3, '0'));
        }

        return SafeText.Of($"{quoted.Append('"').ToString()}");
    }

    private static string Span(int start, int count) => count == 1 ? $"{start + 1}" : $"{(count == 0 ? start : start + 1)},{count}";

    private static int Length(Range range) => range.End.Value - range.Start.Value;

    private static ImmutableArray<string> Lines(string text)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines.DrainToImmutable();
    }
}

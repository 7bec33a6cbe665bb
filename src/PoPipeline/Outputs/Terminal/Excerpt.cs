using System.Text;
using PoPipeline.Escaping;
using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs.Terminal;

/// <summary>The line that a finding stands on, and marks under the part that is meant.</summary>
internal static class Excerpt
{
    private const int Tab = 2;

    // What is kept before the marked part where a line is too long to be shown whole.
    private const int Lead = 12;

    /// <summary>The two lines of an excerpt; none where the file is not at hand.</summary>
    public static IEnumerable<string> Of(Place place, SourceLines? source, int width)
    {
        var region = place.Region;
        if (source?.Find(place.Path, region.StartLine) is not { } line || string.IsNullOrWhiteSpace(line))
        {
            return [];
        }

        var start = Math.Clamp(region.StartColumn - 1, 0, line.Length);
        var end = region.EndLine > region.StartLine ? line.TrimEnd().Length : Math.Min(region.EndColumn - 1, line.Length);
        end = Math.Clamp(end, start, line.Length);
        var gutter = $"{region.StartLine,5} | ";
        var room = Math.Max(width - gutter.Length - 2, Lead * 2);

        // Indentation says nothing about one line alone.
        var indentation = line.Length - line.AsSpan().TrimStart().Length;
        var first = Math.Min(indentation, start);
        if (end - first > room || Shown(line[first..end]).Length > room)
        {
            first = Math.Max(first, start - Lead);
        }

        // A line can hold as many findings as characters: no more of it is looked at for one than can be shown.
        var before = (first > indentation ? "…" : "") + Shown(line[first..start]);
        var marked = Untrusted.Cut(Shown(line[start..Math.Min(end, start + room + 1)]), Math.Max(room - before.Length, 1));
        var after = Shown(line[end..Math.Min(line.Length, end + room + 1)]);
        var rest = room - before.Length - marked.Length;
        after = rest > 1 ? Untrusted.Cut(after, rest) : "";
        return
        [
            $"{gutter}{before}{marked}{after.TrimEnd()}",
            $"{new string(' ', gutter.Length - 2)}| {new string(' ', before.Length)}{new string('^', Math.Max(marked.Length, 1))}",
        ];
    }

    private static string Shown(string text)
    {
        if (!text.Contains('\t', StringComparison.Ordinal))
        {
            return Untrusted.Plain(text);
        }

        var expanded = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            _ = character is '\t' ? expanded.Append(' ', Tab) : expanded.Append(character);
        }

        return Untrusted.Plain(expanded.ToString());
    }
}

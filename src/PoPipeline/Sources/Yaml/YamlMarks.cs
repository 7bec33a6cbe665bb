using System.Buffers;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using YamlDotNet.Core;

namespace PoPipeline.Sources.Yaml;

/// <summary>
/// Says where in a text the parser's marks are. It counts lines by three more characters than git, forges and editors do, and it may have been given a text from
/// which blanks are left out.
/// </summary>
internal sealed class YamlMarks
{
    /// <summary>What ends a line to YAML 1.1, and to nobody else.</summary>
    public const string ForeignBreaks = "\u0085\u2028\u2029";

    private static readonly SearchValues<char> Breaks = SearchValues.Create(ForeignBreaks);
    private static readonly SearchValues<char> OwnBreaks = SearchValues.Create("\r\n");

    private readonly string path;
    private readonly ImmutableArray<LeftOutBlanks> leftOut;
    private readonly ImmutableArray<int> lines;

    /// <summary>Takes up a text.</summary>
    /// <param name="path">The file that it is of.</param>
    /// <param name="source">The text.</param>
    /// <param name="leftOut">What the parser is not given of it, by place.</param>
    public YamlMarks(string path, string source, ImmutableArray<LeftOutBlanks> leftOut)
    {
        this.path = path;
        this.leftOut = leftOut;
        lines = source.AsSpan().ContainsAny(Breaks) ? LinesOf(source) : [];
    }

    /// <summary>The mark as it is in the text.</summary>
    public Mark Of(in Mark mark)
    {
        if (lines.IsEmpty && leftOut.IsEmpty)
        {
            return mark;
        }

        var index = (int)mark.Index + Before((int)mark.Index);
        if (lines.IsEmpty)
        {
            return new Mark(index, mark.Line, mark.Column);
        }

        var line = lines.BinarySearch(index);
        line = line >= 0 ? line : ~line - 1;
        return new Mark(index, line + 1, index - lines[line] + 1);
    }

    /// <summary>The place between two of the parser's marks.</summary>
    public Place PlaceOf(in Mark start, in Mark end)
    {
        var (from, to) = (Of(start), Of(end));
        return new Place(path, new Region(Math.Max(1, (int)from.Line), Math.Max(1, (int)from.Column), Math.Max(1, (int)to.Line), Math.Max(1, (int)to.Column)));
    }

    /// <summary>A place that lies in the text: what is missing at its end the parser misses in a line behind the last one.</summary>
    /// <param name="source">The text.</param>
    /// <param name="place">The place, as the parser tells it.</param>
    public static Place Within(string source, Place place)
    {
        var starts = LinesOf(source);
        var (line, column) = (starts.Length, source.Length - starts[^1] + 1);
        var region = place.Region;
        return (region.StartLine, region.StartColumn).CompareTo((line, column)) > 0 ? place with { Region = new Region(line, column, line, column) }
            : (region.EndLine, region.EndColumn).CompareTo((line, column)) > 0 ? place with { Region = region with { EndLine = line, EndColumn = column } }
            : place;
    }

    // How much is left out before a place of what the parser is given.
    private int Before(int index)
    {
        var low = 0;
        var high = leftOut.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = leftOut[middle].Index < index ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? 0 : leftOut[low - 1].Total;
    }

    private static ImmutableArray<int> LinesOf(string source)
    {
        var starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        for (var at = 0; source.AsSpan(at).IndexOfAny(OwnBreaks) is >= 0 and var next;)
        {
            at += next + 1;
            if (source[at - 1] is '\r' && at < source.Length && source[at] is '\n')
            {
                at++;
            }

            starts.Add(at);
        }

        return starts.DrainToImmutable();
    }
}

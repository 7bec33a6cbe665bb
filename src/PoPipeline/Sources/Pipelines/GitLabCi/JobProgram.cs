using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Flow;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>The lines of one script, which the runner writes into one program; they may stand in several files.</summary>
/// <remarks>Source: https://docs.gitlab.com/ci/yaml/script/ and https://docs.gitlab.com/runner/shells/.</remarks>
internal sealed class JobProgram
{
    private readonly ShellKind shell;
    private readonly string text;
    private readonly ImmutableArray<Line> lines;
    private readonly ImmutableArray<Interpolation> pasted;
    private readonly Lazy<Dictionary<string, int>> named;

    /// <summary>Puts the lines together.</summary>
    /// <param name="lines">The lines, in order, one at least.</param>
    /// <param name="shell">What reads them.</param>
    /// <param name="texts">Reads each of them.</param>
    /// <param name="subject">The logical place, for fingerprints.</param>
    public JobProgram(ImmutableArray<YamlScalar> lines, ShellKind shell, TextReader texts, string subject)
    {
        this.shell = shell;
        var whole = new StringBuilder();
        var placed = ImmutableArray.CreateBuilder<Line>(lines.Length);
        var interpolations = ImmutableArray.CreateBuilder<Interpolation>();
        foreach (var line in lines)
        {
            if (whole.Length > YamlReader.MaximumScalar)
            {
                break;
            }

            var start = whole.Length;
            _ = whole.Append(texts.Masked(line, name: null, subject));
            if (whole.Length == start || whole[^1] is not '\n')
            {
                _ = whole.Append('\n');
            }

            placed.Add(new Line(start, line));
            interpolations.AddRange(texts.Interpolations(line).Select(found => found with { Offset = start + found.Offset }));
        }

        text = whole.ToString();
        named = new(() => VariableNames.Places(text));
        this.lines = placed.DrainToImmutable();
        pasted = interpolations.DrainToImmutable();
    }

    /// <summary>The variables that it names, in order.</summary>
    public IEnumerable<string> Names => VariableNames.In(text);

    /// <summary>Where a variable is named first.</summary>
    /// <param name="name">Its name.</param>
    public Place PlaceOf(string name)
    {
        if (named.Value.TryGetValue(name, out var at))
        {
            return PlaceOf(at, VariableNames.LengthAt(text, at));
        }

        // PowerShell asks for a variable of the environment by another name.
        return text.IndexOf("env:" + name, StringComparison.Ordinal) is >= 0 and var start ? PlaceOf(start, "env:".Length + name.Length) : lines[0].Scalar.Span;
    }

    /// <summary>Follows the texts through all of it.</summary>
    /// <param name="start">What is known before it starts.</param>
    public ScriptFlow Flow(FlowStart start)
    {
        var commands = ShellReader.Read(shell, text, [.. pasted.Select(found => new PastedSpan(found.Offset, found.Text.Length))]);
        return ScriptFlow.Of(shell, text, commands, [.. pasted.Select(found => new PastedText(found.Offset, found.Text, found.Provenance))], PlaceOf, start);
    }

    /// <summary>The scripts, one for each stretch that stands in one file, with what the whole does in it.</summary>
    /// <param name="flow">What the whole does.</param>
    public ImmutableArray<Script> Scripts(ScriptFlow flow)
    {
        var scripts = ImmutableArray.CreateBuilder<Script>();
        var pastes = pasted.ToLookup(found => IndexOf(found.Offset));
        var sinks = flow.Sinks.ToLookup(sink => IndexOf(sink.Offset));
        for (var first = 0; first < lines.Length;)
        {
            var last = first;
            while (last + 1 < lines.Length && lines[last + 1].Scalar.Span.Path == lines[first].Scalar.Span.Path && IsBehind(lines[last], lines[last + 1]))
            {
                last++;
            }

            scripts.Add(Script(first, last, pastes, sinks));
            first = last + 1;
        }

        return scripts.DrainToImmutable();
    }

    private Script Script(int first, int last, ILookup<int, Interpolation> pastes, ILookup<int, TextSink> sinks)
    {
        var indexes = Enumerable.Range(first, last - first + 1);
        var start = lines[first].Offset;
        var end = last + 1 < lines.Length ? lines[last + 1].Offset : text.Length;
        var head = lines[first].Scalar.Span;
        var tail = lines[last].Scalar.Span;
        return new Script
        {
            Shell = shell,

            // The runner sets both for each shell that can; of other languages it looks at each line.
            Starts = ScriptStart.StopsAtError | ScriptStart.PipesFail,
            Text = text[start..end],
            Span = head with { Region = new Region(head.Region.StartLine, head.Region.StartColumn, tail.Region.EndLine, tail.Region.EndColumn) },
            Anchors = [.. indexes.SelectMany(index => AnchorsOf(lines[index], start))],
            Interpolations = [.. indexes.SelectMany(index => pastes[index]).Select(found => found with { Offset = found.Offset - start })],
            Sinks = [.. indexes.SelectMany(index => sinks[index]).Select(sink => sink with { Offset = sink.Offset - start })],
        };
    }

    // A region that ends before it starts would be none: what is written further up is a script of its own.
    private static bool IsBehind(Line line, Line next) =>
        (next.Scalar.Span.Region.StartLine, next.Scalar.Span.Region.StartColumn).CompareTo((line.Scalar.Span.Region.EndLine, line.Scalar.Span.Region.EndColumn)) >= 0;

    private static IEnumerable<TextAnchor> AnchorsOf(Line line, int start)
    {
        var region = line.Scalar.Span.Region;
        return line.Scalar.Anchors.IsDefaultOrEmpty
            ? [new TextAnchor(line.Offset - start, region.StartLine, region.StartColumn)]
            : line.Scalar.Anchors.Select(anchor => anchor with { Offset = anchor.Offset + line.Offset - start });
    }

    private Place PlaceOf(int offset, int length)
    {
        var line = lines[IndexOf(offset)];
        var within = Math.Min(offset - line.Offset, line.Scalar.Value.Length);
        return line.Scalar.PlaceOf(within, Math.Min(length, line.Scalar.Value.Length - within));
    }

    // The line that a character stands in.
    private int IndexOf(int offset)
    {
        var (low, high) = (0, lines.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = lines[middle].Offset <= offset ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    // Where a line starts in the whole.
    private readonly record struct Line(int Offset, YamlScalar Scalar);
}

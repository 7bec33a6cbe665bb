using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Dinghy.Formats;

/// <summary>Reads a rendered text as YAML, and puts what is read to where it is written.</summary>
internal sealed class YamlPlacer
{
    // An alias stands for a whole tree each time that it is named.
    private const int MostNodes = 100_000;

    private readonly RenderedText rendered;
    private readonly DinghyTree tree;
    private readonly SourceText text;
    private int nodes;

    private YamlPlacer(RenderedText rendered, DinghyTree tree)
    {
        this.rendered = rendered;
        this.tree = tree;
        text = new SourceText("", rendered.Text);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="rendered">The text.</param>
    public static DinghyTree Read(RenderedText rendered)
    {
        var read = new DinghyTree();
        var placer = new YamlPlacer(rendered, read);
        var document = YamlReader.Read("", rendered.Text);
        if (document.Error is { } error)
        {
            read.Problems.Add(ProblemKind.Syntax, error.Message, placer.Placed(error.Span));
            read.IsBroken = true;
            return read;
        }

        foreach (var problem in document.Problems)
        {
            read.Problems.Add(ProblemKind.Key, problem.Message, placer.Placed(problem.Span));
        }

        read.Root = document.Root is null ? null : placer.Node(document.Root);
        return read;
    }

    private YamlNode Node(YamlNode node)
    {
        if (++nodes > MostNodes)
        {
            return YamlScalar.Of(Placed(node.Span), "", isPlain: true, []);
        }

        return node switch
        {
            YamlMapping mapping => new YamlMapping(Placed(mapping.Span), [.. mapping.Entries.Select(entry => new YamlEntry(Scalar(entry.Key), Node(entry.Value)))], mapping.IsFlow),
            YamlSequence sequence => new YamlSequence(Placed(sequence.Span), [.. sequence.Items.Select(Node)], sequence.IsFlow),
            _ => Scalar((YamlScalar)node),
        };
    }

    private YamlScalar Scalar(YamlScalar scalar)
    {
        var span = Placed(scalar.Span);
        var value = new System.Text.StringBuilder(scalar.Value.Length);
        var put = new List<PutText>();
        var anchors = ImmutableArray.CreateBuilder<TextAnchor>();
        for (var index = 0; index < scalar.Anchors.Length; index++)
        {
            var anchor = scalar.Anchors[index];
            var until = index + 1 < scalar.Anchors.Length ? scalar.Anchors[index + 1].Offset : scalar.Value.Length;
            var start = OffsetOf(anchor.Line, anchor.Column);
            var from = anchor.Offset;
            while (from < until)
            {
                var mark = scalar.Value.IndexOf(RenderedText.Mark, from, until - from);
                var unknown = mark < 0 || start + mark - anchor.Offset >= text.Text.Length ? null : rendered.UnknownAt(start + mark - anchor.Offset);
                var stop = mark < 0 ? until : unknown is null ? mark + 1 : mark;
                foreach (var part in rendered.AnchorsOf(start + from - anchor.Offset, stop - from, span.Path))
                {
                    anchors.Add(part with { Offset = part.Offset + value.Length });
                }

                _ = value.Append(scalar.Value, from, stop - from);
                from = stop;
                if (unknown is not null)
                {
                    var place = rendered.PlaceOf(start + mark - anchor.Offset, 1);
                    anchors.AddRange(PutText.Anchors(unknown, place, span.Path, value.Length));
                    put.Add(new PutText(value.Length, unknown, place));
                    _ = value.Append(unknown.Text);
                    from++;
                }
            }
        }

        var isWhole = put.Count == 1 && scalar.IsPlain && scalar.Value.Length == 1;
        var placed = YamlScalar.Of(span, scalar.Anchors.IsEmpty ? scalar.Value : value.ToString(), scalar.IsPlain, anchors.Count > 0 && anchors[0].Offset == 0 ? anchors.DrainToImmutable() : []);
        if (isWhole)
        {
            tree.Keep(placed, put[0].Text);
        }
        else if (put.Count > 0)
        {
            tree.Keep(placed, put);
        }

        return placed;
    }

    private Place Placed(Place place)
    {
        var start = OffsetOf(place.Region.StartLine, place.Region.StartColumn);
        return rendered.PlaceOf(start, Math.Max(0, OffsetOf(place.Region.EndLine, place.Region.EndColumn) - start));
    }

    private int OffsetOf(int line, int column) => Math.Clamp(text.OffsetOf(line) + column - 1, 0, Math.Max(0, text.Text.Length - 1));
}

using System.Collections.Immutable;
using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.Jenkins.Groovy;

namespace PoPipeline.Sources.Pipelines.Jenkins;

/// <summary>A text as a step gets it, put together of literals and of what is pasted between them.</summary>
internal sealed class ProgramText
{
    // A variable that is set to one that is set to one.
    private const int Deepest = 8;

    // Longer than any script: variables that are set to each other several times would grow without end.
    private const int Longest = 500_000;

    private readonly JenkinsText file;
    private readonly ValueReader values;
    private readonly StringBuilder text = new();
    private readonly ImmutableArray<TextAnchor>.Builder anchors = ImmutableArray.CreateBuilder<TextAnchor>();
    private readonly ImmutableArray<Interpolation>.Builder pasted = ImmutableArray.CreateBuilder<Interpolation>();

    /// <summary>Puts it together.</summary>
    /// <param name="node">The expression that gives it.</param>
    /// <param name="file">The file.</param>
    /// <param name="values">Says who controls what is pasted.</param>
    public ProgramText(GroovyNode node, JenkinsText file, ValueReader values)
    {
        this.file = file;
        this.values = values;
        Add(node, Deepest);
        if (anchors.Count == 0)
        {
            AddAnchor(node.Start);
        }

        Text = text.ToString();
        IsVerbatim = node is GroovyText { IsPlain: true };
        Anchors = anchors.ToImmutable();
        Pasted = pasted.ToImmutable();
        Span = node is GroovyText { Pieces.IsEmpty: false } only ? file.InnerPlaceOf(only) : file.PlaceOf(node);
    }

    /// <summary>The text; what is pasted stands in it as it is written.</summary>
    public string Text { get; }

    /// <summary>Whether it is one literal into which nothing is pasted.</summary>
    public bool IsVerbatim { get; }

    /// <summary>Where it is written.</summary>
    public Place Span { get; }

    /// <summary>Where each part of it is written.</summary>
    public ImmutableArray<TextAnchor> Anchors { get; }

    /// <summary>What is pasted into it.</summary>
    public ImmutableArray<Interpolation> Pasted { get; }

    /// <summary>Where a part of it is written.</summary>
    public Place PlaceOf(int offset, int length) => TextAnchor.PlaceOf(Anchors, Span, offset, length);

    private void Add(GroovyNode node, int depth)
    {
        switch (node)
        {
            case GroovyText literal:
                foreach (var piece in literal.Pieces)
                {
                    if (piece.Pasted is { } inner)
                    {
                        AddPasted(piece.Start, piece.End, inner);
                    }
                    else
                    {
                        AddLiteral(piece);
                    }
                }

                break;
            case GroovyConstant constant:
                AddAnchor(constant.Start);
                _ = text.Append(constant.Text);
                break;
            case GroovyOperation { IsConcatenation: true } concatenation:
                foreach (var operand in concatenation.Operands)
                {
                    Add(operand, depth);
                }

                break;
            case GroovyCall { Name: "stripIndent" or "stripMargin" or "trim" or "toString" or "normalize" } call when call.Receiver is GroovyText or GroovyOperation:
                Add(call.Receiver, depth);
                break;
            case GroovyName name when depth > 0 && text.Length < Longest && values.WrittenAs(name.Name) is { } written:
                Add(written, depth - 1);
                break;
            default:
                AddPasted(node.Start, node.End, node);
                break;
        }
    }

    private void AddLiteral(GroovyPiece piece)
    {
        var offset = text.Length;
        _ = text.Append(piece.Value);
        for (var index = 0; index < piece.Steps.Length; index++)
        {
            var (start, source) = piece.Steps[index];
            var end = index + 1 < piece.Steps.Length ? piece.Steps[index + 1].Offset : piece.Value.Length;
            AddAnchor(source, offset + start);
            for (var at = start; at < end; at++)
            {
                if (piece.Value[at] is '\n' && at + 1 < end)
                {
                    AddAnchor(source + at + 1 - start, offset + at + 1);
                }
            }
        }
    }

    private void AddPasted(int start, int end, GroovyNode inner)
    {
        var value = values.Of(inner);
        var written = file.Text[start..end];
        var offset = text.Length;
        AddAnchor(start);
        for (var at = written.IndexOf('\n', StringComparison.Ordinal); at >= 0 && at + 1 < written.Length; at = written.IndexOf('\n', at + 1))
        {
            AddAnchor(start + at + 1, offset + at + 1);
        }

        _ = text.Append(written);
        if (written.Length > 0)
        {
            pasted.Add(new Interpolation
            {
                Text = written,
                Span = file.PlaceOf(start, end),
                Offset = offset,
                Provenance = value.Provenance,
                Mechanism = Mechanism.Pasted,
                Secrets = value.Secrets,
            });
        }
    }

    private void AddAnchor(int source) => AddAnchor(source, text.Length);

    private void AddAnchor(int source, int offset)
    {
        var (line, column) = file.PositionOf(Math.Min(source, file.Text.Length));
        if (anchors.Count > 0 && anchors[^1].Offset == offset)
        {
            anchors.RemoveAt(anchors.Count - 1);
        }

        anchors.Add(new TextAnchor(offset, line, column));
    }
}

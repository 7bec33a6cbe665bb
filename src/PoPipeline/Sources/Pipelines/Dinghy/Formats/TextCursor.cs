using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.Dinghy.Formats;

/// <summary>Walks over a rendered text, and makes scalars of its parts.</summary>
/// <param name="rendered">The text.</param>
/// <param name="tree">What is read.</param>
internal sealed class TextCursor(RenderedText rendered, DinghyTree tree)
{
    /// <summary>Where it is.</summary>
    public int At { get; set; }

    /// <summary>The text.</summary>
    public string Text { get; } = rendered.Text;

    /// <summary>Whether it is behind the end.</summary>
    public bool IsAtEnd => At >= Text.Length;

    /// <summary>The character there; NUL behind the end.</summary>
    public char Current => At < Text.Length ? Text[At] : '\0';

    /// <summary>What no file tells there; null where the text is known.</summary>
    public UnknownText? Unknown => IsAtEnd ? null : rendered.UnknownAt(At);

    /// <summary>Where a part of the text is written.</summary>
    /// <param name="start">The first character.</param>
    /// <param name="length">How many.</param>
    public Place PlaceOf(int start, int length) => rendered.PlaceOf(Math.Min(start, Math.Max(0, Text.Length - 1)), length);

    /// <summary>Tells a problem, and that nothing behind it may be read as it is meant. Of several the first is told, since the others may follow from it.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="start">Where.</param>
    /// <param name="length">How much.</param>
    public void Fault(string message, int start, int length = 1)
    {
        if (!tree.IsBroken)
        {
            tree.Problems.Add(ProblemKind.Syntax, message, start >= Text.Length && Text.Length > 0 ? PlaceOf(Text.Length - 1, 1) : PlaceOf(start, length));
        }

        tree.IsBroken = true;
    }

    /// <summary>A value that no file tells.</summary>
    /// <param name="unknown">What is known of it.</param>
    public YamlScalar Take(UnknownText unknown)
    {
        var scalar = YamlScalar.Of(PlaceOf(At, 1), unknown.Text, isPlain: true, []);
        tree.Keep(scalar, unknown);
        At++;
        return scalar;
    }

    /// <summary>A word without quotes.</summary>
    /// <param name="start">The first character.</param>
    /// <param name="length">How many.</param>
    public YamlScalar Word(int start, int length)
    {
        var value = new StringBuilder(length);
        var anchors = ImmutableArray.CreateBuilder<TextAnchor>();
        var put = new List<PutText>();
        var span = PlaceOf(start, length);
        Run(value, anchors, put, start, start + length, span.Path);
        return Made(span, value, isPlain: true, anchors, put);
    }

    /// <summary>A text in double quotes, from the opening quote on.</summary>
    /// <param name="isStrict">Whether JSON's own rules hold for it.</param>
    public YamlScalar Quoted(bool isStrict)
    {
        var start = At;
        var value = new StringBuilder();
        var anchors = ImmutableArray.CreateBuilder<TextAnchor>();
        var put = new List<PutText>();
        var inside = start + 1;

        // What an argument brought in stands where that is written, without the quotes around it.
        var outer = PlaceOf(start, 1).Path;
        var path = inside < Text.Length && Text[inside] is not '"' ? PlaceOf(inside, 1).Path : outer;
        var from = inside;
        At = inside;
        while (!IsAtEnd && Current is not '"')
        {
            if (Current is '\n' && isStrict)
            {
                Fault("A text does not end on the line on which it begins", start);
                break;
            }

            if (Current is < ' ' && isStrict)
            {
                Fault($"The character U+{(int)Current:X4} stands in a text as it is, where JSON wants '\\u{(int)Current:x4}'", At);
            }

            if (Current is not '\\')
            {
                At++;
                continue;
            }

            Run(value, anchors, put, from, At, path);
            var place = PlaceOf(At, 1);
            if (place.Path == path)
            {
                anchors.Add(new TextAnchor(value.Length, place.Region.StartLine, place.Region.StartColumn));
            }

            Escape(value, isStrict);
            from = At;
        }

        Run(value, anchors, put, from, At, path);
        var end = At;
        if (Current is '"')
        {
            At++;
        }
        else
        {
            Fault("The text is not closed by a quote", start);
        }

        var span = path == outer ? PlaceOf(start, At - start) : PlaceOf(inside, end - inside);
        return Made(span, value, isPlain: false, anchors, put);
    }

    /// <summary>A text that stands there as it is, line by line.</summary>
    /// <param name="start">The first character.</param>
    /// <param name="end">The first behind it.</param>
    public YamlScalar Block(int start, int end)
    {
        var value = new StringBuilder(end - start);
        var anchors = ImmutableArray.CreateBuilder<TextAnchor>();
        var put = new List<PutText>();
        var span = PlaceOf(start, end - start);
        Run(value, anchors, put, start, end, span.Path);
        return Made(span, value, isPlain: false, anchors, put);
    }

    private YamlScalar Made(Place span, StringBuilder value, bool isPlain, ImmutableArray<TextAnchor>.Builder anchors, List<PutText> put)
    {
        var scalar = YamlScalar.Of(span, value.ToString(), isPlain, anchors.Count > 0 && anchors[0].Offset == 0 ? anchors.DrainToImmutable() : []);
        if (put.Count > 0)
        {
            tree.Keep(scalar, put);
        }

        return scalar;
    }

    private void Run(StringBuilder value, ImmutableArray<TextAnchor>.Builder anchors, List<PutText> put, int start, int end, string path)
    {
        while (start < end)
        {
            var mark = Text.IndexOf(RenderedText.Mark, start, end - start);
            var known = mark < 0 || rendered.UnknownAt(mark) is null ? null : rendered.UnknownAt(mark);
            var stop = mark < 0 ? end : known is null ? mark + 1 : mark;
            foreach (var anchor in rendered.AnchorsOf(start, stop - start, path))
            {
                anchors.Add(anchor with { Offset = anchor.Offset + value.Length });
            }

            _ = value.Append(Text, start, stop - start);
            start = stop;
            if (known is not null)
            {
                var place = PlaceOf(mark, 1);
                anchors.AddRange(PutText.Anchors(known, place, path, value.Length));
                put.Add(new PutText(value.Length, known, place));
                _ = value.Append(known.Text);
                start++;
            }
        }
    }

    private void Escape(StringBuilder value, bool isStrict)
    {
        At++;
        var sign = Current;
        switch (sign)
        {
            case 'n': _ = value.Append('\n'); break;
            case 't': _ = value.Append('\t'); break;
            case 'r': _ = value.Append('\r'); break;
            case 'b': _ = value.Append('\b'); break;
            case 'f': _ = value.Append('\f'); break;
            case '"' or '\\' or '/': _ = value.Append(sign); break;
            case 'u' when At + 4 < Text.Length && ushort.TryParse(Text.AsSpan(At + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code):
                _ = value.Append((char)code);
                At += 4;
                break;
            default:
                if (isStrict)
                {
                    Fault($"JSON has no escape '\\{sign}'; a backslash in a text is written '\\\\'", At - 1, 2);
                }

                _ = value.Append(sign);
                break;
        }

        At = Math.Min(At + 1, Text.Length);
    }
}

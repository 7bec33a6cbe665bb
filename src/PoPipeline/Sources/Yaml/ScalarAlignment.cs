using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using YamlDotNet.Core;

namespace PoPipeline.Sources.Yaml;

/// <summary>
/// Finds where each character of a scalar's value is written. Every style of YAML keeps the characters that are not white space in
/// their order, so value and source are walked side by side; only escapes, doubled quotes and folded white space differ.
/// </summary>
internal static class ScalarAlignment
{
    /// <summary>The anchors of a value; empty where the two cannot be brought together, so that the whole scalar stands for each part.</summary>
    public static ImmutableArray<TextAnchor> Align(string value, ScalarStyle style, string source, int start, int end, Region span)
    {
        var walker = new Walker(source, start, end, span.StartLine, span.StartColumn);
        switch (style)
        {
            case ScalarStyle.Literal or ScalarStyle.Folded:
                walker.SkipLine();
                break;
            case ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted:
                walker.Skip();
                break;
        }

        var anchors = ImmutableArray.CreateBuilder<TextAnchor>();
        for (var offset = 0; offset < value.Length; offset++)
        {
            var character = value[offset];
            if (style is ScalarStyle.DoubleQuoted)
            {
                walker.SkipEscapedLineBreaks();
            }

            if (!IsWhite(character))
            {
                walker.SkipWhite();
            }
            else if (character is '\n' && style is ScalarStyle.Literal)
            {
                walker.SkipToLineBreak();
            }

            if (walker.AtEnd)
            {
                // Only white space may be left: folding and chomping make it.
                return value.AsSpan(offset).IsWhiteSpace() ? anchors.DrainToImmutable() : [];
            }

            if (anchors.Count == 0 || !walker.Follows(anchors[^1], offset))
            {
                anchors.Add(new TextAnchor(offset, walker.Line, walker.Column));
            }

            if (!walker.Consume(character, style))
            {
                return [];
            }
        }

        return anchors.DrainToImmutable();
    }

    private static bool IsWhite(char character) => character is ' ' or '\n' or '\r' or '\t' or '\u0085' or '\u2028' or '\u2029';

    private struct Walker(string source, int position, int end, int line, int column)
    {
        private int position = position;

        public int Line { get; private set; } = line;

        public int Column { get; private set; } = column;

        public readonly bool AtEnd => position >= end;

        private readonly char Current => source[position];

        public readonly bool Follows(TextAnchor anchor, int offset) =>
            anchor.Line == Line && anchor.Column + offset - anchor.Offset == Column;

        public void Skip()
        {
            if (Current is '\n' || (Current is '\r' && !(position + 1 < end && source[position + 1] is '\n')))
            {
                Line++;
                Column = 1;
            }
            else
            {
                Column++;
            }

            position++;
        }

        public void SkipLine()
        {
            var header = Line;
            while (!AtEnd && Line == header)
            {
                Skip();
            }
        }

        public void SkipWhite()
        {
            while (!AtEnd && IsWhite(Current))
            {
                Skip();
            }
        }

        public void SkipToLineBreak()
        {
            while (!AtEnd && Current is ' ' or '\t' or '\r')
            {
                Skip();
            }
        }

        public void SkipEscapedLineBreaks()
        {
            while (position + 1 < end && Current is '\\' && source[position + 1] is '\n' or '\r')
            {
                Skip();
                SkipWhite();
            }
        }

        public bool Consume(char expected, ScalarStyle style)
        {
            if (style is ScalarStyle.DoubleQuoted && Current is '\\')
            {
                return ConsumeEscape();
            }

            if (IsWhite(expected))
            {
                if (IsWhite(Current))
                {
                    Skip();
                }

                return true;
            }

            if (Current != expected)
            {
                return false;
            }

            Skip();
            if (style is ScalarStyle.SingleQuoted && expected is '\'' && !AtEnd && Current is '\'')
            {
                Skip();
            }

            return true;
        }

        private bool ConsumeEscape()
        {
            Skip();
            if (AtEnd)
            {
                return false;
            }

            var digits = Current switch
            {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            for (var skipped = 0; skipped <= digits && !AtEnd; skipped++)
            {
                Skip();
            }

            return true;
        }
    }
}

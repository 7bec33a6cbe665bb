using System.Collections.Immutable;
using Markdig.Syntax.Inlines;
using PoPipeline.Escaping;
using PoPipeline.Outputs.Terminal;

namespace PoPipeline.Queries;

/// <summary>The words of a line of Markdown, each of parts that look alike.</summary>
internal static class TextWords
{
    /// <summary>The words of inlines: links are followed by where they lead, when that is not what they show.</summary>
    /// <param name="inline">The inlines; null for none.</param>
    public static ImmutableArray<ImmutableArray<(string Text, WordStyle Style)>> Of(ContainerInline? inline)
    {
        var words = ImmutableArray.CreateBuilder<ImmutableArray<(string, WordStyle)>>();
        var word = ImmutableArray.CreateBuilder<(string, WordStyle)>();
        foreach (var (text, style) in Parts(inline, WordStyle.None))
        {
            var isFirst = true;
            foreach (var part in text.Split(' ', '\n'))
            {
                if (!isFirst)
                {
                    End();
                }

                isFirst = false;
                if (part.Length > 0)
                {
                    word.Add((part, style));
                }
            }
        }

        End();
        return words.ToImmutable();

        void End()
        {
            if (word.Count > 0)
            {
                words.Add(word.ToImmutable());
                word.Clear();
            }
        }
    }

    /// <summary>The text of inlines in one line, as it reads without colours.</summary>
    /// <param name="inline">The inlines; null for none.</param>
    public static string Plain(ContainerInline? inline) => string.Join(' ', Of(inline).Select(word => string.Concat(word.Select(part => part.Text))));

    /// <summary>Breaks words into lines.</summary>
    /// <param name="words">The words.</param>
    /// <param name="width">How many columns a line has; a longer word has a line of its own.</param>
    public static IEnumerable<ImmutableArray<ImmutableArray<(string Text, WordStyle Style)>>> Wrap(ImmutableArray<ImmutableArray<(string Text, WordStyle Style)>> words, int width)
    {
        var line = ImmutableArray.CreateBuilder<ImmutableArray<(string, WordStyle)>>();
        var length = 0;
        foreach (var word in words)
        {
            var own = LengthOf(word);
            if (line.Count > 0 && length + 1 + own > width)
            {
                yield return line.DrainToImmutable();
                length = 0;
            }

            length += own + (line.Count > 0 ? 1 : 0);
            line.Add(word);
        }

        yield return line.DrainToImmutable();
    }

    /// <summary>How many columns words take in one line.</summary>
    /// <param name="words">The words.</param>
    public static int LengthOf(ImmutableArray<ImmutableArray<(string Text, WordStyle Style)>> words) => words.Sum(LengthOf) + Math.Max(words.Length - 1, 0);

    /// <summary>One line with its colours.</summary>
    /// <param name="line">The words.</param>
    /// <param name="ansi">The colours.</param>
    public static SafeText Styled(ImmutableArray<ImmutableArray<(string Text, WordStyle Style)>> line, Ansi ansi) =>
        SafeText.Join($" ", line.Select(word => SafeText.Join($"", word.Select(part => part.Style switch
        {
            WordStyle.Code => ansi.Code($"{part.Text}"),
            WordStyle.Bold => ansi.Bold($"{part.Text}"),
            _ => SafeText.Of($"{part.Text}"),
        }))));

    private static int LengthOf(ImmutableArray<(string Text, WordStyle Style)> word) => word.Sum(part => Untrusted.Plain(part.Text).Length);

    private static IEnumerable<(string Text, WordStyle Style)> Parts(ContainerInline? inline, WordStyle style) => (inline ?? Enumerable.Empty<Inline>()).SelectMany(child => child switch
    {
        // Quotes stay: a pipe has no colours, and what is copied is read without them.
        CodeInline code => [($"{Quote(code)}{code.Content}{Quote(code)}", WordStyle.Code)],
        LineBreakInline => [(" ", style)],
        LiteralInline literal => [(literal.Content.ToString(), style)],
        AutolinkInline link => [(link.Url, style)],
        LinkInline link => Parts(link, style).Concat(link.Url is { } url && Uri.TryCreate(url, UriKind.Absolute, out _) ? [($" ({url})", style)] : []),
        EmphasisInline { DelimiterCount: >= 2 } strong => Parts(strong, WordStyle.Bold),
        ContainerInline container => Parts(container, style),
        _ => [],
    });

    private static string Quote(CodeInline code) => new(code.Delimiter, 1);
}

/// <summary>How a part of a word looks.</summary>
internal enum WordStyle
{
    /// <summary>As it is.</summary>
    None,

    /// <summary>As code.</summary>
    Code,

    /// <summary>Bold.</summary>
    Bold,
}

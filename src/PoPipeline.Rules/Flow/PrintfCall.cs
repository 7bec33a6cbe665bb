using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Flow;

/// <summary>What a call of printf writes, line by line: the parts of its format, and the words behind it where the format takes them.</summary>
internal static class PrintfCall
{
    /// <summary>The lines; a format without a break ends in a line that is not over. Empty where there is no format.</summary>
    /// <param name="command">The call.</param>
    public static ImmutableArray<ImmutableArray<Piece>> LinesOf(Command command)
    {
        var words = command.Words.AsSpan()[1..];
        while (words.Length > 0 && words[0] is { Literal: true, Text: "--" })
        {
            words = words[1..];
        }

        if (words.Length == 0)
        {
            return [];
        }

        var reader = new Reader(words[0], words[1..].ToImmutableArray());
        return reader.Read();
    }

    /// <summary>What a text becomes where a program reads <c>\n</c> in it as a break of lines. Names of branches cannot hold a backslash.</summary>
    /// <param name="value">The text.</param>
    public static Provenance Interpreted(Provenance value) => value is { Charset: Charset.Line, IsOneWord: false } ? value with { Charset = Charset.Free } : value;

    /// <summary>Whether a command reads <c>\n</c> in what it prints as a break of lines: <c>echo -e</c>.</summary>
    /// <param name="command">The command.</param>
    public static bool Interprets(Command command) =>
        command.Name is "echo" && command.Words.Skip(1).TakeWhile(word => word.Literal && IsEchoOption(word.Text)).Any(word => word.Text.Contains('e', StringComparison.Ordinal));

    private static bool IsEchoOption(string word) => word is ['-', _, ..] && word.AsSpan(1).IndexOfAnyExcept("neE") < 0;

    /// <summary>A part of a line.</summary>
    /// <param name="Word">The format, or the word that it takes.</param>
    /// <param name="From">Where the part starts in the word's text.</param>
    /// <param name="To">Where it ends.</param>
    /// <param name="Conversion">What the format makes of the word: <c>s</c>; null for a part of the format itself.</param>
    internal readonly record struct Piece(Word Word, int From, int To, char? Conversion)
    {
        /// <summary>What of the word is written.</summary>
        public ReadOnlySpan<char> Text => Word.Text.AsSpan(From, To - From);

        /// <summary>Who controls what is written, when the word itself is controlled so.</summary>
        /// <param name="value">Who controls this part of the word.</param>
        public Provenance Of(Provenance value) => Conversion switch
        {
            null or 'b' => Interpreted(value),
            's' or 'c' => value,
            'q' => value.AtMost(Charset.Line),
            _ => value.AtMost(Charset.Fixed),
        };
    }

    // The format is read again as long as words are left for it, each time with one of them at least.
    private ref struct Reader(Word format, ImmutableArray<Word> arguments)
    {
        private readonly ImmutableArray<ImmutableArray<Piece>>.Builder lines = ImmutableArray.CreateBuilder<ImmutableArray<Piece>>();
        private readonly ImmutableArray<Piece>.Builder line = ImmutableArray.CreateBuilder<Piece>();
        private int next;

        public ImmutableArray<ImmutableArray<Piece>> Read()
        {
            int before;
            do
            {
                before = next;
                ReadFormat();
            }
            while (next > before && next < arguments.Length);

            EndLine(isOver: false);
            return lines.DrainToImmutable();
        }

        private void ReadFormat()
        {
            var text = format.Text;
            var from = 0;
            for (var index = 0; index < text.Length; index++)
            {
                var isEscape = text[index] == '\\' && index + 1 < text.Length;
                if (text[index] == '\n' || (isEscape && text[index + 1] == 'n'))
                {
                    AddFormat(from, index);
                    EndLine(isOver: true);
                    index += isEscape ? 1 : 0;
                    from = index + 1;
                }
                else if (isEscape || (text[index] == '%' && index + 1 < text.Length && text[index + 1] == '%'))
                {
                    index++;
                }
                else if (text[index] == '%' && ConversionAt(text, index) is var end && end < text.Length && IsInExpansion(index) is false)
                {
                    AddFormat(from, index);
                    AddArgument(text[end]);
                    index = end;
                    from = end + 1;
                }
            }

            AddFormat(from, text.Length);
        }

        // %-10s, %.2f, %'d: the letter behind flags, width and precision.
        private static int ConversionAt(string text, int percent)
        {
            var index = percent + 1;
            while (index < text.Length && text[index] is '-' or '+' or ' ' or '#' or '\'' or '.' or '*' or (>= '0' and <= '9'))
            {
                index++;
            }

            return index;
        }

        // ${NAME%x} in a format is no directive.
        private readonly bool IsInExpansion(int index)
        {
            foreach (var expansion in format.Expansions)
            {
                if (index >= expansion.Offset && index < expansion.Offset + expansion.Length)
                {
                    return true;
                }
            }

            return false;
        }

        private readonly void AddFormat(int from, int to)
        {
            if (to > from)
            {
                line.Add(new Piece(format, from, to, Conversion: null));
            }
        }

        // A word of several lines starts new ones; one that is missing is empty.
        private void AddArgument(char conversion)
        {
            if (next >= arguments.Length)
            {
                return;
            }

            var word = arguments[next++];
            var from = 0;
            for (var end = word.Text.IndexOf('\n', StringComparison.Ordinal); end >= 0; end = word.Text.IndexOf('\n', from))
            {
                line.Add(new Piece(word, from, end, conversion));
                EndLine(isOver: true);
                from = end + 1;
            }

            line.Add(new Piece(word, from, word.Text.Length, conversion));
        }

        private readonly void EndLine(bool isOver)
        {
            if (isOver || line.Count > 0)
            {
                lines.Add(line.DrainToImmutable());
            }
        }
    }
}

using System.Collections.Immutable;

namespace PoPipeline.Sources.Commands;

/// <summary>Takes a file that an image is built by apart into instructions.</summary>
/// <remarks>Sources: https://docs.docker.com/reference/dockerfile/#format, https://docs.docker.com/reference/dockerfile/#here-documents.</remarks>
internal sealed class ContainerInstructions
{
    private const int MostHeredocs = 16;
    private const int MostWasted = 1_000_000;

    private readonly LinedText text;
    private readonly char escape;
    private int line;
    private int wasted;

    private ContainerInstructions(LinedText text)
    {
        this.text = text;
        escape = EscapeOf(text);
    }

    /// <summary>The instructions, in order.</summary>
    /// <param name="text">The text.</param>
    public static IEnumerable<ContainerInstruction> Of(LinedText text)
    {
        var reader = new ContainerInstructions(text);
        while (reader.line < text.Lines)
        {
            if (reader.Next() is { } instruction)
            {
                yield return instruction;
            }
        }
    }

    // Directives stand before everything else: '# escape=`'.
    private static char EscapeOf(LinedText text)
    {
        for (var index = 0; index < text.Lines; index++)
        {
            var written = text.Line(index).Trim();
            var equals = written.IndexOf('=');
            if (!written.StartsWith('#') || equals < 0 || written[1..equals].Trim().ContainsAny(' ', '\t'))
            {
                break;
            }

            if (written[1..equals].Trim().Equals("escape", StringComparison.OrdinalIgnoreCase))
            {
                return written[(equals + 1)..].Trim() is "`" ? '`' : '\\';
            }
        }

        return '\\';
    }

    private ContainerInstruction? Next()
    {
        var first = text.Line(line).TrimStart();
        if (first.IsEmpty || first[0] is '#')
        {
            line++;
            return null;
        }

        var start = text.EndOf(line) - first.Length;
        var nameEnd = first.IndexOfAny(" \t\\`");
        var name = (nameEnd < 0 ? first : first[..nameEnd]).ToString().ToUpperInvariant();
        var arguments = new AnchoredTextBuilder(text);
        var from = start + name.Length;
        for (var isFirst = true; line < text.Lines; isFirst = false, line++)
        {
            var (lineStart, end) = (isFirst ? from : text.StartOf(line), text.EndOf(line));
            var written = text.Text.AsSpan(lineStart, end - lineStart);

            // Comments and empty lines between the lines of an instruction are no part of it.
            if (!isFirst && written.TrimStart() is [] or ['#', ..])
            {
                continue;
            }

            var trimmed = written.TrimEnd(" \t");
            if (trimmed.IsEmpty || trimmed[^1] != escape)
            {
                arguments.Copy(lineStart, end);
                line++;
                break;
            }

            arguments.Copy(lineStart, lineStart + trimmed.Length - 1);
        }

        var joined = arguments.Build().Trimmed();
        return new ContainerInstruction(name, joined, name is "RUN" or "COPY" or "ADD" ? Heredocs(joined.Text) : []);
    }

    private ImmutableArray<ContainerHeredoc> Heredocs(string arguments)
    {
        var found = ImmutableArray.CreateBuilder<ContainerHeredoc>();
        if (wasted > MostWasted)
        {
            return [];
        }

        foreach (var (word, isIndented) in Words(arguments))
        {
            var start = line < text.Lines ? text.StartOf(line) : text.Text.Length;
            var from = line;
            while (line < text.Lines && !(isIndented ? text.Line(line).TrimStart('\t') : text.Line(line)).SequenceEqual(word))
            {
                line++;
            }

            if (line == text.Lines)
            {
                // Nothing ends it: '<<' was something else, as in an arithmetic expression.
                wasted += line - from;
                line = from;
                break;
            }

            found.Add(new ContainerHeredoc(start, text.StartOf(line), text.EndOf(line)));
            line++;
        }

        return found.DrainToImmutable();
    }

    // <<EOF, <<-EOF, <<"EOF"; not <<<, and not within quotes.
    private static List<(string Word, bool IsIndented)> Words(string arguments)
    {
        var words = new List<(string, bool)>();
        var quote = '\0';
        for (var at = 0; at < arguments.Length && words.Count < MostHeredocs; at++)
        {
            if (quote != '\0')
            {
                quote = arguments[at] == quote ? '\0' : quote;
            }
            else if (arguments[at] is '"' or '\'')
            {
                quote = arguments[at];
            }
            else if (arguments[at] is '<' && at + 2 < arguments.Length && arguments[at + 1] is '<')
            {
                at += 2;
                if (arguments[at] is '<')
                {
                    continue;
                }

                var isIndented = arguments[at] is '-';
                at += isIndented ? 1 : 0;
                var opened = at < arguments.Length && arguments[at] is '"' or '\'' ? arguments[at++] : '\0';
                var start = at;
                while (at < arguments.Length && (char.IsAsciiLetterOrDigit(arguments[at]) || arguments[at] is '_' or '.' or '-'))
                {
                    at++;
                }

                if (at > start)
                {
                    words.Add((arguments[start..at], isIndented));
                }

                at -= opened != '\0' && at < arguments.Length && arguments[at] == opened ? 0 : 1;
            }
        }

        return words;
    }
}

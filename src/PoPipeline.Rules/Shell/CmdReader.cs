namespace PoPipeline.Rules.Shell;

/// <summary>Reads the commands of a batch script, line by line: pipes, <c>&amp;&amp;</c>, <c>||</c>, quotes, carets, comments. Names come out in small letters.</summary>
internal sealed class CmdReader
{
    private readonly SourceText source;
    private readonly string text;
    private readonly Scope scope;
    private readonly List<CommandBuilder> commands;
    private int position;

    private CmdReader(SourceText source, List<CommandBuilder> commands)
    {
        this.source = source;
        text = source.Text;
        this.commands = commands;
        scope = new Scope(commands, inside: null, Nesting.None);
    }

    public static void Read(SourceText source, List<CommandBuilder> commands) => new CmdReader(source, commands).ReadLines();

    private char Current => position < text.Length ? text[position] : '\0';

    private char Next => position + 1 < text.Length ? text[position + 1] : '\0';

    private void ReadLines()
    {
        while (position < text.Length)
        {
            switch (Current)
            {
                case ' ' or '\t' or '\r' or '@' or '(' or ')':
                    position++;
                    break;
                case '\n':
                    position++;
                    scope.EndStatement();
                    break;
                case '&' when Next == '&':
                    position += 2;
                    scope.And();
                    break;
                case '&':
                    position++;
                    scope.EndStatement();
                    break;
                case '|' when Next == '|':
                    position += 2;
                    scope.Or();
                    break;
                case '|':
                    position++;
                    scope.Pipe();
                    break;
                case ':':
                    SkipLine();
                    break;
                default:
                    ReadCommand();
                    break;
            }
        }
    }

    private void ReadCommand()
    {
        var builder = scope.Begin();
        var index = commands.Count - 1;
        while (position < text.Length && Current is not ('\n' or '&' or '|' or ')'))
        {
            if (Current is ' ' or '\t' or '\r')
            {
                position++;
                continue;
            }

            // At the end of a line the caret joins the next one.
            if (Current == '^' && Next is '\n' or '\r')
            {
                position = Math.Min(position + (Next == '\r' ? 3 : 2), text.Length);
                continue;
            }

            if ((Current is '>' or '<' && !IsPasted) || (char.IsAsciiDigit(Current) && Next == '>'))
            {
                ReadRedirection(builder);
                continue;
            }

            var word = ReadWordHere();
            builder.Cover(word.Word);
            builder.Words.Add(word);
            if (builder.Words.Count == 1 && word.Text.Equals("rem", StringComparison.OrdinalIgnoreCase))
            {
                SkipLine();
                commands.RemoveAt(index);
                return;
            }
        }

        if (builder.IsEmpty)
        {
            commands.RemoveAt(index);
            return;
        }

        builder.Name = builder.Words.Count == 0 ? "" : ShellNames.ProgramOf(builder.Words[0]).ToLowerInvariant();
        scope.Started(index);
    }

    private void ReadRedirection(CommandBuilder builder)
    {
        var isOutput = Current is '>' or '1';
        var start = position;
        position++;
        while (Current is '>' or '<' or '&' or ' ' && !IsPasted)
        {
            position++;
        }

        builder.Cover(new Word("", Literal: true, start, position - start));
        if (position < text.Length && Current is not ('\n' or '|' or ')'))
        {
            var word = ReadWordHere();
            builder.Cover(word.Word);
            if (isOutput)
            {
                builder.OutputFiles.Add(word.Word);
            }
        }
    }

    private bool IsPasted => source.PastedAt(position) > 0;

    private ReadWord ReadWordHere()
    {
        var start = position;
        var word = new WordBuilder();
        var quoted = false;
        while (position < text.Length && Current != '\n' && (quoted || IsPasted || Current is not (' ' or '\t' or '\r' or '&' or '|' or '>' or '<' or ')')))
        {
            if (Current == '"')
            {
                word.EndPlain();
                quoted = !quoted;
                position++;
            }
            else if (Current == '^' && !quoted)
            {
                position += Next == '\r' ? 3 : 2;
                if (position <= text.Length && text[position - 1] != '\n')
                {
                    word.Add(text[position - 1], position - 1);
                }

                position = Math.Min(position, text.Length);
            }
            else if (ExpansionLength() is > 0 and var length)
            {
                word.AddExpansion(text, position, length);
                position += length;
            }
            else
            {
                word.Add(Current, position);
                position++;
            }
        }

        if (position == start)
        {
            word.Add(text[position], position);
            position++;
        }

        return word.Build(source, start, position);
    }

    // %NAME%, and what the platform pastes.
    private int ExpansionLength()
    {
        if (source.PastedAt(position) is > 0 and var length)
        {
            return length;
        }

        var rest = text.AsSpan(position, Math.Min(text.Length - position, 500));
        if (rest[0] != '%')
        {
            return 0;
        }

        var close = rest[1..].IndexOfAny('%', '\n', ' ');
        return close > 0 && rest[close + 1] == '%' ? close + 2 : 0;
    }

    private void SkipLine()
    {
        var line = text.AsSpan(position).IndexOf('\n');
        position = line < 0 ? text.Length : position + line;
    }
}

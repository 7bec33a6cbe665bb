namespace PoPipeline.Rules.Shell;

/// <summary>
/// Reads the commands of a PowerShell script as far as rules need: commands, pipes, strings and here-strings, comments, parentheses and
/// script blocks. Expressions are words; the commands in them are read too. Names come out in small letters.
/// </summary>
internal sealed class PowerShellReader
{
    private const int DeepestNesting = 30;

    private readonly SourceText source;
    private readonly string text;
    private readonly List<CommandBuilder> commands;
    private int position;
    private int nested;

    private PowerShellReader(SourceText source, List<CommandBuilder> commands)
    {
        this.source = source;
        text = source.Text;
        this.commands = commands;
    }

    public static void Read(SourceText source, List<CommandBuilder> commands) =>
        new PowerShellReader(source, commands).ReadList(new Scope(commands, inside: null, Nesting.None), closing: '\0');

    private char Current => position < text.Length ? text[position] : '\0';

    private bool At(string expected) => text.AsSpan(position).StartsWith(expected, StringComparison.Ordinal);

    private void ReadList(Scope scope, char closing)
    {
        while (position < text.Length)
        {
            if (SkipBlank())
            {
                continue;
            }

            switch (Current)
            {
                case '\n':
                    position++;
                    scope.EndLine();
                    break;
                case ';' or ',':
                    position++;
                    scope.EndStatement();
                    break;
                case '&' when At("&&"):
                    position += 2;
                    scope.And();
                    break;
                case '&':
                    position++;
                    break;
                case '|' when At("||"):
                    position += 2;
                    scope.Or();
                    break;
                case '|':
                    position++;
                    scope.Pipe();
                    break;
                case '{':
                    position++;
                    scope.Open(GroupKind.Brace);
                    break;
                case '}':
                    position++;
                    if (!scope.Close(GroupKind.Brace) && closing == '}')
                    {
                        return;
                    }

                    break;
                case ')':
                    position++;
                    if (closing == ')')
                    {
                        return;
                    }

                    break;
                default:
                    ReadCommand(scope);
                    break;
            }
        }
    }

    private void ReadCommand(Scope scope)
    {
        var builder = scope.Begin();
        var index = commands.Count - 1;
        var keyword = false;
        while (position < text.Length)
        {
            if (SkipBlank())
            {
                continue;
            }

            if (Current is '\n' or ';' or '|' or ')' or '}' || At("&&"))
            {
                break;
            }

            if (Current == '{' && (builder.Words.Count == 0 || keyword))
            {
                break;
            }

            if (IsRedirection(out var length))
            {
                ReadRedirection(builder, index, length);
                continue;
            }

            var word = ReadWordHere(index);
            if (builder.Words.Count == 0 && builder.IsEmpty && word.Plain == word.Text.Length && IsKeyword(word.Text))
            {
                // 'if (…)' and 'return …': what follows is read for itself.
                keyword = true;
                continue;
            }

            builder.Cover(word.Word);
            builder.Words.Add(word);
            ReadAssignment(builder, word);
        }

        if (builder.IsEmpty)
        {
            return;
        }

        builder.Name = builder.Words.Count == 0 ? "" : NameOf(builder.Words[0]);
        scope.Started(index);
    }

    // '$x =' and '$env:X =' before a command or a value.
    private void ReadAssignment(CommandBuilder builder, ReadWord word)
    {
        if (builder.Words.Count != 1 || word.Text.Length < 2 || word.Text[0] != '$')
        {
            return;
        }

        var equals = position;
        while (equals < text.Length && text[equals] is ' ' or '\t')
        {
            equals++;
        }

        if (equals >= text.Length || text[equals] != '=')
        {
            return;
        }

        position = equals + 1;
        SkipBlank();
        var name = word.Text[1..].Replace("env:", "", StringComparison.OrdinalIgnoreCase).Trim('{', '}');
        builder.Words.Clear();
        if (Current is '\'' or '"' or '$' || char.IsAsciiDigit(Current) || At("@'") || At("@\""))
        {
            var value = ReadWordHere(index: null);
            builder.Cover(value.Word);
            builder.Assignments.Add(new Word($"{name}={value.Text}", value.Word.Literal, word.Word.Offset, value.Word.Offset + value.Word.Length - word.Word.Offset));
        }
        else
        {
            builder.Assignments.Add(new Word($"{name}=", Literal: false, word.Word.Offset, word.Word.Length));
        }
    }

    private static string NameOf(ReadWord word) =>
        word.Text.Length > 0 && word.Text[0] is '[' or '(' or '@' or '"' ? "" : ShellNames.ProgramOf(word).ToLowerInvariant();

    private static bool IsKeyword(string word) => word.ToLowerInvariant() is
        "if" or "elseif" or "else" or "foreach" or "for" or "while" or "do" or "until" or "try" or "catch" or "finally" or "switch"
        or "function" or "filter" or "param" or "return" or "throw" or "begin" or "process" or "end" or "trap" or "in";

    private bool IsRedirection(out int length)
    {
        var start = position;
        var digits = start < text.Length && (char.IsAsciiDigit(text[start]) || text[start] == '*') ? 1 : 0;
        length = digits;
        while (start + length < text.Length && length - digits < 2 && text[start + length] == '>')
        {
            length++;
        }

        return length > digits;
    }

    private void ReadRedirection(CommandBuilder builder, int index, int length)
    {
        var isError = Current is >= '2' and <= '6';
        builder.Cover(new Word("", Literal: true, position, length));
        position += length;
        if (Current == '&')
        {
            position = Math.Min(position + 2, text.Length);
            return;
        }

        SkipBlank();
        if (position < text.Length && Current is not ('\n' or ';' or '|' or ')' or '}'))
        {
            var word = ReadWordHere(index);
            builder.Cover(word.Word);
            if (!isError)
            {
                builder.OutputFiles.Add(word.Word);
            }
        }
    }

    private bool SkipBlank()
    {
        var start = position;
        while (position < text.Length)
        {
            if (Current is ' ' or '\t' or '\r')
            {
                position++;
            }
            else if (Current == '`' && (At("`\n") || At("`\r\n")))
            {
                position += At("`\n") ? 2 : 3;
            }
            else if (At("<#"))
            {
                var close = text.AsSpan(position).IndexOf("#>", StringComparison.Ordinal);
                position = close < 0 ? text.Length : position + close + 2;
            }
            else if (Current == '#')
            {
                var line = text.AsSpan(position).IndexOf('\n');
                position = line < 0 ? text.Length : position + line;
            }
            else
            {
                break;
            }
        }

        return position > start;
    }

    private ReadWord ReadWordHere(int? index)
    {
        var start = position;
        var word = new WordBuilder();
        while (position < text.Length)
        {
            var character = Current;
            if (character is ' ' or '\t' or '\r' or '\n' or ';' or '|' or ')' or '}' || (character == '&' && At("&&")))
            {
                break;
            }

            ReadCharacter(word, index);
        }

        if (position == start)
        {
            word.Add(text[position], position);
            position++;
        }

        return word.Build(source, start, position);
    }

    private void ReadCharacter(WordBuilder word, int? index)
    {
        var start = position;
        switch (Current)
        {
            case '@' when At("@'") || At("@\""):
                ReadHereString(word);
                break;
            case '\'':
                ReadSingleQuoted(word);
                break;
            case '"':
                ReadDoubleQuoted(word, index);
                break;
            case '`':
                word.EndPlain();
                if (position + 1 < text.Length)
                {
                    word.Add(text[position + 1], position + 1);
                }

                position = Math.Min(position + 2, text.Length);
                break;
            case '$' or '{' when source.PastedAt(position) is > 0 and var length:
                position += length;
                word.AddExpansion(text, start, position - start);
                break;
            case '$' when At("${"):
                SkipTo('}');
                word.AddExpansion(text, start, position - start);
                break;
            case '$' when At("$("):
                position++;
                ReadNested(index, ')');
                word.AddExpansion(text, start, position - start);
                break;
            case '$':
                position++;
                while (char.IsAsciiLetterOrDigit(Current) || Current is '_' or ':' or '?')
                {
                    position++;
                }

                word.AddExpansion(text, start, position - start);
                break;
            case '<' when source.PastedAt(position) is > 0 and var pasted:
                position += pasted;
                word.AddExpansion(text, start, position - start);
                break;
            case '(':
                ReadNested(index, ')');
                word.AddExpansion(text, start, position - start);
                break;
            case '{':
                ReadNested(index, '}');
                word.AddExpansion(text, start, position - start);
                break;
            default:
                word.Add(Current, position);
                position++;
                break;
        }
    }

    private void ReadNested(int? index, char closing)
    {
        position++;
        if (nested >= DeepestNesting)
        {
            // Too deep to be meant: the rest is passed over.
            position = text.Length;
            return;
        }

        nested++;
        ReadList(new Scope(commands, index, closing == '}' ? Nesting.Text : Nesting.Substitution), closing);
        nested--;
    }

    private void ReadSingleQuoted(WordBuilder word)
    {
        word.EndPlain();
        position++;
        while (position < text.Length)
        {
            var start = position;
            if (At("''"))
            {
                word.Add('\'', position);
                position += 2;
            }
            else if (Current == '\'')
            {
                position++;
                return;
            }
            else if (source.PastedAt(position) is > 0 and var length)
            {
                position += length;
                word.AddExpansion(text, start, position - start);
            }
            else
            {
                word.Add(Current, position);
                position++;
            }
        }
    }

    private void ReadDoubleQuoted(WordBuilder word, int? index)
    {
        word.EndPlain();
        position++;
        while (position < text.Length && Current != '"')
        {
            if (Current is '`' or '$' || (Current is '{' && source.PastedAt(position) > 0))
            {
                ReadCharacter(word, index);
            }
            else if (Current is '<' && source.PastedAt(position) > 0)
            {
                ReadCharacter(word, index);
            }
            else
            {
                word.Add(Current, position);
                position++;
            }
        }

        position = Math.Min(position + 1, text.Length);
    }

    // @' … '@ and @" … "@, whose ends stand at the beginning of a line.
    private void ReadHereString(WordBuilder word)
    {
        var quote = text[position + 1];
        var close = text.AsSpan(position).IndexOf($"\n{quote}@", StringComparison.Ordinal);
        var stop = close < 0 ? text.Length : position + close;
        var body = Math.Min(position + 2, stop);
        word.EndPlain();
        if (quote == '"' && text.AsSpan(body, stop - body).Contains('$'))
        {
            word.AddExpansion(text, body, stop - body);
        }
        else
        {
            word.Add(text, body, stop - body);
        }

        position = Math.Min(stop + 3, text.Length);
    }

    private void SkipTo(char closing)
    {
        var rest = text.AsSpan(position, Math.Min(text.Length - position, 500)).IndexOf(closing);
        position = rest < 0 ? Math.Min(position + 2, text.Length) : position + rest + 1;
    }
}

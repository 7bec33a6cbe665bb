namespace PoPipeline.Rules.Shell;

internal sealed partial class PosixReader
{
    // A bound keeps the time linear where nothing closes.
    private const int LongestArithmetic = 300;


    // Blanks and continued lines; true where something was skipped.
    private bool SkipBlank()
    {
        var start = position;
        while (position < end)
        {
            if (text[position] is ' ' or '\t' or '\r')
            {
                position++;
            }
            else if (text[position] == '\\' && ContinuationLength() is > 0 and var length)
            {
                position += length;
            }
            else
            {
                break;
            }
        }

        return position > start;
    }

    private int ContinuationLength() => At("\\\n") ? 2 : At("\\\r\n") ? 3 : 0;

    private void SkipLine()
    {
        var length = text.AsSpan(position, end - position).IndexOf('\n');
        position = length < 0 ? end : position + length;
    }

    /// <summary>Reads a word; at least one character is consumed.</summary>
    private ReadWord ReadWordHere(int? index, bool conditional = false)
    {
        var start = position;
        var word = spare.TryPop(out var used) ? used : new WordBuilder();
        while (position < end)
        {
            var character = text[position];
            if (source.ExpansionAt(position) is > 0 and var expansion)
            {
                AddExpansion(word, position, Math.Min(position + expansion, end));
                continue;
            }

            if (character is ' ' or '\t' or '\n')
            {
                break;
            }

            if (character == '\r' && (position + 1 == end || text[position + 1] == '\n'))
            {
                break;
            }

            if (character is ';' or '&' or '|' or '<' or '>' or '(' or ')' && !ReadOperatorInWord(word, index, conditional))
            {
                break;
            }

            if (position < end && text[position] == character)
            {
                ReadCharacter(word, index, character);
            }
        }

        if (position == start)
        {
            word.Add(text[position], position);
            position++;
        }

        var built = word.Build(source, start, position);
        word.Clear();
        spare.Push(word);
        return built;
    }

    // An operator that belongs to the word: process substitution, the elements of an array, a pattern. False where the word ends before it.
    private bool ReadOperatorInWord(WordBuilder word, int? index, bool conditional)
    {
        if (At("<(") || At(">("))
        {
            var start = position;
            position++;
            ReadParenthesized(index, Nesting.ProcessSubstitution);
            AddExpansion(word, start, position);
            return true;
        }

        if (Current == '<' && ParameterLength(position) is > 0 and var length)
        {
            AddExpansion(word, position, position + length);
            return true;
        }

        if (Current == '(' && word.IsAssignment)
        {
            var start = position;
            ReadArray(index);
            AddExpansion(word, start, position);
            return true;
        }

        if (Current == '(' && word.Last is '@' or '!' or '?' or '+' or '*' && word.Length < 64 && SkipPattern(word))
        {
            return true;
        }

        if (conditional && Current != ';' && !(word.Length == 2 && word.Last == ']'))
        {
            word.Add(text[position], position);
            position++;
            return true;
        }

        return false;
    }

    private void ReadCharacter(WordBuilder word, int? index, char character)
    {
        switch (character)
        {
            case '\\':
                var continuation = ContinuationLength();
                if (continuation > 0)
                {
                    position += continuation;
                    break;
                }

                word.EndPlain();
                position++;
                if (position < end)
                {
                    word.Add(text[position], position);
                    position++;
                }

                break;
            case '\'':
                word.EndPlain();
                position++;
                ReadSingleQuoted(word);
                break;
            case '"':
                word.EndPlain();
                word.InQuotes = true;
                position++;
                while (position < end && text[position] != '"')
                {
                    ReadQuotedCharacter(word, index, inDocument: false);
                }

                word.InQuotes = false;

                position = Math.Min(position + 1, end);
                break;
            case '$' when At("$'"):
                ReadAnsiQuoted(word);
                break;
            case '$' when At("$\""):
                position++;
                break;
            case '$' or '`':
            case '{' when source.PastedAt(position) > 0:
                ReadExpansion(word, index);
                break;
            default:
                word.Add(character, position);
                position++;
                break;
        }
    }

    private void ReadQuotedCharacter(WordBuilder word, int? index, bool inDocument)
    {
        if (source.ExpansionAt(position) is > 0 and var expansion)
        {
            AddExpansion(word, position, Math.Min(position + expansion, end));
            return;
        }

        switch (text[position])
        {
            case '\\' when ContinuationLength() is > 0 and var length:
                position += length;
                break;
            case '\\' when position + 1 < end && (text[position + 1] is '$' or '`' or '\\' || (!inDocument && text[position + 1] == '"')):
                word.Add(text[position + 1], position + 1);
                position += 2;
                break;
            case '<' when source.PastedAt(position) > 0:
                ReadExpansion(word, index);
                break;
            case '$' or '`':
            case '{' when source.PastedAt(position) > 0:
                ReadExpansion(word, index);
                break;
            default:
                word.Add(text[position], position);
                position++;
                break;
        }
    }

    // What is quoted by '…' stays as it is, except that the platform pastes its expressions before any shell sees the quotes.
    private void ReadSingleQuoted(WordBuilder word)
    {
        while (position < end && text[position] != '\'')
        {
            if (source.PastedAt(position) is > 0 and var length)
            {
                AddExpansion(word, position, SkipPasted(length));
            }
            else
            {
                word.Add(text[position], position);
                position++;
            }
        }

        position = Math.Min(position + 1, end);
    }

    private void ReadAnsiQuoted(WordBuilder word)
    {
        word.EndPlain();
        position += 2;
        while (position < end && text[position] != '\'')
        {
            if (text[position] == '\\' && position + 1 < end)
            {
                var escaped = text[position + 1];
                word.Add(escaped switch { 'n' => '\n', 't' => '\t', 'r' => '\r', _ => escaped }, position);
                position += 2;
            }
            else
            {
                word.Add(text[position], position);
                position++;
            }
        }

        position = Math.Min(position + 1, end);
    }

    private void ReadExpansion(WordBuilder word, int? index)
    {
        var start = position;
        if (Current == '`')
        {
            ReadBackticks(index);
        }
        else if (source.PastedAt(position) is > 0 and var length)
        {
            SkipPasted(length);
        }
        else if (At("$((") && SkipArithmetic(3))
        {
        }
        else if (At("$("))
        {
            position++;
            ReadParenthesized(index, Nesting.Substitution);
        }
        else if (At("${"))
        {
            ReadBraces(index);
        }
        else
        {
            position++;
            if (!SkipName())
            {
                // A lone '$' is itself.
                word.Add('$', start);
                return;
            }
        }

        AddExpansion(word, start, position);
    }

    private bool SkipName()
    {
        if (position < end && text[position] is '@' or '*' or '#' or '?' or '-' or '$' or '!' or (>= '0' and <= '9'))
        {
            position++;
            return true;
        }

        var start = position;
        while (position < end && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == '_'))
        {
            position++;
        }

        return position > start;
    }

    private int SkipPasted(int length) => position = Math.Min(position + length, end);

    private void ReadBraces(int? index)
    {
        position += 2;
        nested++;
        var quoted = false;
        while (position < end && (text[position] != '}' || quoted))
        {
            switch (text[position])
            {
                case '\\':
                    position = Math.Min(position + 2, end);
                    break;
                case '"':
                    quoted = !quoted;
                    position++;
                    break;
                case '\n' when quoted:
                    // No value goes over lines in practice: a stray quote does not swallow the script.
                    quoted = false;
                    position++;
                    break;
                case '$' or '`' when nested < DeepestSubstitution:
                    ReadExpansion(new WordBuilder(), index);
                    break;
                default:
                    position++;
                    break;
            }
        }

        nested--;
        position = Math.Min(position + 1, end);
    }

    private void ReadBackticks(int? index)
    {
        position++;
        var inner = new System.Text.StringBuilder();
        var places = new List<int>();
        while (position < end && text[position] != '`')
        {
            if (text[position] == '\\' && position + 1 < end && text[position + 1] is '\\' or '`' or '$')
            {
                position++;
            }

            inner.Append(text[position]);
            places.Add(position);
            position++;
        }

        places.Add(Math.Max(position - 1, 0));
        position = Math.Min(position + 1, end);
        Read(new SourceText(source, places, inner.ToString()), commands, index, Nesting.Substitution, depth + 1);
    }

    // Reads "( … )"; the position is at the parenthesis.
    private void ReadParenthesized(int? index, Nesting nesting)
    {
        position++;
        if (nested >= DeepestSubstitution)
        {
            SkipParenthesized();
            return;
        }

        nested++;
        ReadList(new Scope(commands, index, nesting), untilParenthesis: true);
        nested--;
    }

    private void SkipParenthesized()
    {
        for (var open = 1; position < end && open > 0; position++)
        {
            open += text[position] switch { '(' => 1, ')' => -1, _ => 0 };
        }
    }

    private void ReadArray(int? index)
    {
        position++;
        nested++;
        while (position < end && Current != ')')
        {
            if (SkipBlank())
            {
                continue;
            }

            if (Current == '#')
            {
                SkipLine();
            }
            else if (Current is '\n' or ';' or '&' or '|' or '(' || (Current is '<' or '>' && !At("<(") && !At(">(") && ParameterLength(position) == 0) || nested > DeepestSubstitution)
            {
                position++;
            }
            else
            {
                ReadWordHere(index);
            }
        }

        nested--;
        position = Math.Min(position + 1, end);
    }

    // @(a|b): a pattern of file names.
    private bool SkipPattern(WordBuilder word)
    {
        var close = text.AsSpan(position, Math.Min(end - position, 200)).IndexOfAny(')', '\n');
        if (close < 0 || text[position + close] != ')')
        {
            return false;
        }

        word.Add(text, position, close + 1);
        position += close + 1;
        return true;
    }

    // (( … )) and $(( … )): no commands. False, and nothing consumed, where it is a group in a group instead.
    private bool SkipArithmetic(int opening)
    {
        var open = 2;
        var stop = Math.Min(end, position + LongestArithmetic);
        for (var next = position + opening; next < stop; next++)
        {
            open += text[next] switch { '(' => 1, ')' => -1, _ => 0 };
            if (open == 1 && text[next] == ')' && (next + 1 >= end || text[next + 1] != ')'))
            {
                return false;
            }

            if (open == 0)
            {
                position = next + 1;
                return true;
            }
        }

        return false;
    }

    private void AddExpansion(WordBuilder word, int start, int stop)
    {
        word.AddExpansion(text, start, stop - start);
        position = stop;
    }
}

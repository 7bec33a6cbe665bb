namespace PoPipeline.Rules.Shell;

internal sealed partial class PosixReader
{
    private static bool IsReserved(string word) => word is
        "if" or "then" or "else" or "elif" or "fi" or "while" or "until" or "for" or "select" or "do" or "done" or "case" or "esac"
        or "{" or "}" or "!" or "function" or "coproc" or "[[";

    private void ReadReserved(Scope scope, ReadWord word)
    {
        switch (word.Text)
        {
            case "if":
                scope.Open(GroupKind.If);
                break;
            case "while":
                scope.Open(GroupKind.Loop);
                break;
            case "until":
                scope.Open(GroupKind.Loop, endsWhen: true);
                break;
            case "{":
                scope.Open(GroupKind.Brace);
                break;
            case "for" or "select":
                scope.Open(GroupKind.Loop);
                ReadLoopWords(scope, word);
                break;
            case "case":
                ReadCase(scope, word);
                break;
            case "[[":
                ReadConditional(scope, word);
                break;
            case "function":
                _ = SkipBlank();
                if (position < end && Current is not ('\n' or ';' or '&' or '|' or '<' or '>' or '(' or ')'))
                {
                    var builder = scope.Begin();
                    var index = commands.Count - 1;
                    var name = ReadWordHere(index);
                    builder.Words.Add(name);
                    builder.Cover(name.Word);
                    builder.Name = "function";
                    scope.Define(index);
                }

                if (Current == '(')
                {
                    SkipFunctionParentheses();
                }

                break;
            case "fi" or "done" or "esac" or "}":
                var kind = word.Text switch { "fi" => GroupKind.If, "done" => GroupKind.Loop, "esac" => GroupKind.Case, _ => GroupKind.Brace };
                if (scope.Close(kind))
                {
                    ReadGroupRedirections(scope);
                }

                break;
            case "!":
                scope.Negate();
                break;
            case "coproc":
                break;
            case "then" or "do":
                scope.Decide();
                scope.EndStatement();
                break;
            default:
                // else, elif: a new statement begins.
                scope.Otherwise();
                scope.EndStatement();
                break;
        }
    }

    // for NAME in WORDS: the words are data, except for the commands substituted in them.
    private void ReadLoopWords(Scope scope, ReadWord opening)
    {
        var builder = scope.Begin();
        var index = commands.Count - 1;
        builder.Words.Add(opening);
        builder.Cover(opening.Word);
        while (position < end && Current is not ('\n' or ';' or '&' or '|' or ')'))
        {
            if (SkipBlank())
            {
                continue;
            }

            if (Current == '#')
            {
                SkipLine();
            }
            else if (Current == '(')
            {
                if (!At("((") || !SkipArithmetic(2))
                {
                    position++;
                }
            }
            else if (Current is '<' or '>' && !At("<(") && !At(">(") && ParameterLength(position) == 0)
            {
                position++;
            }
            else
            {
                var word = ReadWordHere(index);
                builder.Words.Add(word);
                builder.Cover(word.Word);
            }
        }

        builder.Name = opening.Text;
        scope.Started(index);
        scope.EndStatement();
    }

    private void ReadCase(Scope scope, ReadWord opening)
    {
        var builder = scope.Begin();
        var index = commands.Count - 1;
        builder.Words.Add(opening);
        builder.Cover(opening.Word);
        builder.Name = opening.Text;
        scope.Started(index);
        for (var words = 0; words < 2 && position < end;)
        {
            if (SkipBlank())
            {
                continue;
            }

            if (Current == '\n' && words == 1)
            {
                position++;
                continue;
            }

            if (Current is '\n' or ';' or '&' or '|' or '(' or ')' or '<' or '>' && ParameterLength(position) == 0)
            {
                return;
            }

            var word = ReadWordHere(index);
            if (words == 0)
            {
                builder.Words.Add(word);
                builder.Cover(word.Word);
            }

            words++;
        }

        scope.Open(GroupKind.Case);
    }

    private void ReadPattern(Scope scope)
    {
        if (Current == '(')
        {
            position++;
        }

        var first = true;
        var start = position;
        while (position < end && Current is not ')')
        {
            if (SkipBlank())
            {
                continue;
            }

            if (Current is '\n')
            {
                // A pattern does not go over lines; an unfinished one is given up.
                return;
            }

            if (Current is '|' or ';' or '&' or '<' or '>' or '(')
            {
                position++;
                continue;
            }

            var word = ReadWordHere(index: null);
            if (first && word.Is("esac"))
            {
                scope.Close(GroupKind.Case);
                ReadGroupRedirections(scope);
                return;
            }

            first = false;
        }

        while (start < position && text[start] is ' ' or '\t' or '\r')
        {
            start++;
        }

        var written = text[start..position].TrimEnd();
        var pattern = written.Length == 0 ? new Word("", Literal: true, Offset: 0, Length: 0) : new Word(written, Literal: true, source.At(start), source.At(start + written.Length - 1) + 1 - source.At(start));
        if (position < end)
        {
            position++;
        }

        scope.PatternEnds(new ReadWord(pattern, Plain: 0, LastExpansion: 0, Shape: null));
    }

    // [[ … ]]: operators of the shell have another meaning in it.
    private void ReadConditional(Scope scope, ReadWord opening)
    {
        var builder = scope.Begin();
        var index = commands.Count - 1;
        builder.Words.Add(opening);
        builder.Cover(opening.Word);
        var goesOn = false;
        while (position < end)
        {
            if (SkipBlank())
            {
                continue;
            }

            if (Current == '\n')
            {
                if (!goesOn)
                {
                    break;
                }

                position++;
                continue;
            }

            var word = ReadWordHere(index, conditional: true);
            builder.Words.Add(word);
            builder.Cover(word.Word);
            goesOn = word.Text is "&&" or "||" or "(" or "!";
            if (word.Is("]]"))
            {
                break;
            }
        }

        builder.Name = "[[";
        scope.Started(index);
    }
}

namespace PoPipeline.Rules.Shell;

internal sealed partial class PosixReader
{
    private bool IsRedirection()
    {
        if (Current == '&')
        {
            return At("&>");
        }

        var operation = position;
        while (operation < end && operation - position < 4 && char.IsAsciiDigit(text[operation]))
        {
            operation++;
        }

        return operation < end && text[operation] is '<' or '>'
            && !(operation == position && operation + 1 < end && text[operation + 1] == '(')
            && ParameterLength(operation) == 0;
    }

    // CircleCI pastes << pipeline.git.branch >> into scripts; where nobody says what is pasted, the dot tells it from a heredoc followed by '>>'.
    private int ParameterLength(int from)
    {
        if (from < end && text[from] == '<' && Math.Max(source.PastedAt(from), source.ExpansionAt(from)) is > 0 and var pasted)
        {
            return Math.Min(pasted, end - from);
        }

        if (!text.AsSpan(from, end - from).StartsWith("<< ", StringComparison.Ordinal))
        {
            return 0;
        }

        var rest = text.AsSpan(from + 3, Math.Min(end - from - 3, 120));
        var name = rest.IndexOfAnyExcept(ParameterCharacters);
        return name > 0 && rest[..name].Contains('.') && rest[name..].StartsWith(" >>", StringComparison.Ordinal) ? name + 6 : 0;
    }

    private bool ReadRedirection(CommandBuilder builder, int? index)
    {
        if (position >= end || !IsRedirection())
        {
            return false;
        }

        var start = position;
        var both = Current == '&';
        var digits = position;
        while (char.IsAsciiDigit(Current))
        {
            position++;
        }

        var isOutput = both || digits == position || text.AsSpan(digits, position - digits) is "1";
        position += both ? 1 : 0;
        var operation = ReadOperator();
        builder.Cover(new Word("", Literal: true, source.At(start), source.At(position - 1) + 1 - source.At(start)));
        while (position < end && SkipBlank())
        {
        }

        if (position >= end || Current is '\n' or ';' or '|' or ')' or '&' or '<' or '>' or '#' && !At("<(") && !At(">(") && ParameterLength(position) == 0)
        {
            return true;
        }

        if (Current == '(')
        {
            return true;
        }

        var word = ReadWordHere(index);
        builder.Cover(word.Word);
        switch (operation)
        {
            case "<<" or "<<-":
                heredocs.Enqueue(new Heredoc(word.Text, word.Plain != word.Text.Length, operation == "<<-", index, builder));
                break;
            case "<<<":
                builder.Documents.Add(word.Word);
                break;
            case "<" or "<>":
                builder.InputFiles.Add(word.Word);
                break;
            case ">&" or "<&" when word.Text is "-" || word.Text.All(char.IsAsciiDigit):
                break;
            case ">" or ">>" or ">|" or ">&" when isOutput:
                builder.OutputFiles.Add(word.Word);
                break;
        }

        return true;
    }

    private string ReadOperator()
    {
        foreach (var operation in Operators)
        {
            if (At(operation))
            {
                position += operation.Length;
                return operation;
            }
        }

        position++;
        return "";
    }

    private static readonly string[] Operators = ["<<<", "<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">"];

    private static readonly System.Buffers.SearchValues<char> ParameterCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    private void ReadHeredocs()
    {
        while (heredocs.TryDequeue(out var heredoc))
        {
            var start = position;
            var stop = -1;
            while (stop < 0 && position < end)
            {
                var line = position;
                var length = text.AsSpan(position, end - position).IndexOf('\n');
                position = length < 0 ? end : position + length + 1;
                var content = text.AsSpan(line, (length < 0 ? end : line + length) - line).TrimEnd('\r');
                stop = (heredoc.Tabs ? content.TrimStart('\t') : content).SequenceEqual(heredoc.Delimiter) ? line : -1;
            }

            var bodyEnd = stop < 0 ? position : stop;
            if (bodyEnd > start)
            {
                ReadDocument(heredoc, start, bodyEnd);
            }
        }
    }

    private void ReadDocument(Heredoc heredoc, int start, int stop)
    {
        var (savedEnd, savedPosition) = (end, position);
        position = start;
        end = stop;
        var word = new WordBuilder();
        if (heredoc.Quoted)
        {
            word.EndPlain();
            word.Add(text, start, stop - start);
        }
        else
        {
            word.EndPlain();
            word.InQuotes = true;
            while (position < end)
            {
                ReadQuotedCharacter(word, heredoc.Owner, inDocument: true);
            }
        }

        (end, position) = (savedEnd, savedPosition);
        var body = word.Build(source, start, stop);
        heredoc.Builder.Documents.Add(body.Word);
        if (heredoc.Owner is { } owner && owner < commands.Count && commands[owner] == heredoc.Builder && ProgramTexts.ReadsProgramFromInput(heredoc.Builder.Name, heredoc.Builder.Program))
        {
            Read(new SourceText(source, [body]), commands, owner, Nesting.Text, depth + 1);
        }
    }
}

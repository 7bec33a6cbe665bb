namespace PoPipeline.Rules.Shell;

/// <summary>
/// Reads the commands of a script for sh or bash: quotes, substitutions, heredocs, groups, and texts that the script itself runs. It never
/// rejects anything: what no shell would accept is read as well as it goes. Every character is looked at a bounded number of times.
/// </summary>
internal sealed partial class PosixReader
{
    // Deeper substitutions, and texts in texts, are skipped: nobody writes them by hand.
    private const int DeepestSubstitution = 20;
    private const int DeepestText = 6;

    private readonly SourceText source;
    private readonly string text;
    private readonly List<CommandBuilder> commands;
    private readonly int depth;
    private readonly Queue<Heredoc> heredocs = [];

    // A word may hold others, so that several are read at a time; what was built serves again.
    private readonly Stack<WordBuilder> spare = [];
    private int position;
    private int end;
    private int nested;

    private PosixReader(SourceText source, List<CommandBuilder> commands, int depth)
    {
        this.source = source;
        this.commands = commands;
        this.depth = depth;
        text = source.Text;
        end = text.Length;
    }

    /// <summary>Reads a whole script.</summary>
    public static void Read(SourceText source, List<CommandBuilder> commands) => Read(source, commands, inside: null, Nesting.None, depth: 0);

    private static void Read(SourceText source, List<CommandBuilder> commands, int? inside, Nesting nesting, int depth)
    {
        if (depth <= DeepestText)
        {
            new PosixReader(source, commands, depth).ReadList(new Scope(commands, inside, nesting), untilParenthesis: false);
        }
    }

    private char Current => position < end ? text[position] : '\0';

    private bool At(string expected) => end - position >= expected.Length && text.AsSpan(position).StartsWith(expected, StringComparison.Ordinal);

    private void ReadList(Scope scope, bool untilParenthesis)
    {
        while (position < end)
        {
            if (SkipBlank())
            {
                continue;
            }

            if (scope.ExpectsPattern && Current is not ('\n' or '#'))
            {
                ReadPattern(scope);
                continue;
            }

            switch (Current)
            {
                case '\n':
                    position++;
                    scope.EndLine();
                    ReadHeredocs();
                    break;
                case '#':
                    SkipLine();
                    break;
                case ';':
                    position++;
                    scope.EndStatement();
                    if (Current is ';' or '&')
                    {
                        position += At(";&") ? 2 : 1;
                        scope.NextPattern();
                    }

                    break;
                case '&' when At("&&"):
                    position += 2;
                    scope.And();
                    break;
                case '&' when !At("&>"):
                    position++;
                    scope.Leave();
                    break;
                case '|' when At("||"):
                    position += 2;
                    scope.Or();
                    break;
                case '|':
                    position += At("|&") ? 2 : 1;
                    scope.Pipe();
                    break;
                case '(' when At("((") && SkipArithmetic(2):
                    break;
                case '(':
                    position++;
                    scope.Open(GroupKind.Parenthesis);
                    break;
                case ')':
                    position++;
                    if (scope.Close(GroupKind.Parenthesis))
                    {
                        ReadGroupRedirections(scope);
                    }
                    else if (untilParenthesis)
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
        var start = position;
        var builder = scope.Begin();
        var index = commands.Count - 1;
        while (position < end)
        {
            if (SkipBlank())
            {
                continue;
            }

            if (ReadRedirection(builder, index))
            {
                continue;
            }

            if (Current is '\n' or ';' or '&' or '|' or ')' or '#')
            {
                break;
            }

            if (Current == '(')
            {
                if (builder.Words.Count == 1 && SkipFunctionParentheses())
                {
                    builder.Name = "function";
                    scope.Define(index);
                    return;
                }

                break;
            }

            var word = ReadWordHere(index);
            var first = builder.Words.Count == 0;
            if (first && builder.IsEmpty && word.Plain == word.Text.Length && IsReserved(word.Text))
            {
                // No substitution can stand in a reserved word, so nothing else was begun since.
                commands.RemoveAt(index);
                ReadReserved(scope, word);
                return;
            }

            builder.Cover(word.Word);
            var assignment = first ? ShellNames.AssignmentLength(word.Text.AsSpan(0, Math.Min(word.Plain, word.Text.Length))) : 0;
            if (assignment > 0)
            {
                builder.Assignments.Add(word.Word);
            }
            else
            {
                builder.Words.Add(word);
            }
        }

        if (builder.IsEmpty)
        {
            position = position == start ? position + 1 : position;
            return;
        }

        scope.Started(index);
        Finish(builder, index);
    }

    // What the program really is, and the texts that it runs.
    private void Finish(CommandBuilder builder, int index)
    {
        builder.Wrappers = ShellNames.WrappersIn(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(builder.Words), builder.Assignments);
        if (builder.Words.Count == builder.Wrappers)
        {
            return;
        }

        var words = builder.Wrappers == 0 ? builder.Words : builder.Words.GetRange(builder.Wrappers, builder.Words.Count - builder.Wrappers);

        builder.Name = ShellNames.ProgramOf(words[0]);
        if (StartedCommands.Of(builder.Name, words) is { } started)
        {
            // None of them holds the mark that ends one, so that none starts others in turn.
            foreach (var own in started)
            {
                var command = new CommandBuilder(index, Nesting.Started);
                command.Words.AddRange(own);
                foreach (var word in own)
                {
                    command.Cover(word.Word);
                }

                commands.Add(command);
                Finish(command, commands.Count - 1);
            }

            return;
        }

        foreach (var program in ProgramTexts.Of(builder.Name, words))
        {
            Read(new SourceText(source, program), commands, index, Nesting.Text, depth + 1);
        }
    }

    private void ReadGroupRedirections(Scope scope)
    {
        while (position < end && (SkipBlank() || IsRedirection()))
        {
            if (!IsRedirection())
            {
                continue;
            }

            // The redirection of a group is the redirection of each command in it.
            var all = new CommandBuilder(null, Nesting.None);
            ReadRedirection(all, index: null);
            foreach (var command in scope.Closed)
            {
                command.OutputFiles.AddRange(all.OutputFiles);
                command.InputFiles.AddRange(all.InputFiles);
                command.Documents.AddRange(all.Documents);
            }
        }
    }

    private bool SkipFunctionParentheses()
    {
        var next = position + 1;
        while (next < end && text[next] is ' ' or '\t')
        {
            next++;
        }

        if (next >= end || text[next] != ')')
        {
            return false;
        }

        position = next + 1;
        return true;
    }
}

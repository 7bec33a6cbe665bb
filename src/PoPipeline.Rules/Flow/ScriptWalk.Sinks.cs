using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Flow;

/// <content>Where a text becomes more than data.</content>
internal sealed partial class ScriptWalk
{
    /// <summary>Whether a command writes its own words out.</summary>
    public static bool SaysItself(Command command) => command.Name is "echo" or "printf" or "write-output" or "write-host" or "add-content" or "set-content" or "" && command.Words.Length > 0;

    /// <summary>The command that reads the output of another one; null where none does.</summary>
    public Command? ReaderOf(Command command) => command.PipedTo is { } next && next < commands.Length ? commands[next] : null;

    private void Look(Command command, int index, Provenance input)
    {
        if (shell is ShellKind.Cmd)
        {
            // Its variables are pasted in before the line is read.
            Tell(SinkKind.Code, command.Words, index, "cmd");
            return;
        }

        if (command.Words.IsEmpty)
        {
            return;
        }

        // A variable that is the program: "$COMMAND".
        if (shell is ShellKind.Posix && command.Name.Length == 0 && command.Nesting is not Nesting.Text && command.Words[0].Text.StartsWith('$'))
        {
            Tell(SinkKind.Code, [command.Words[0]], index, "");
        }

        Tell(SinkKind.Code, CodeArguments.Programs(command), index, command.Name);
        Tell(SinkKind.Filter, CodeArguments.Filters(command), index, command.Name);
        if (CodeArguments.LanguageOf(command) is not ShellKind.Unknown and var language)
        {
            LookIntoPrograms(command, language);
        }

        if (CodeArguments.RunsItsInput(command))
        {
            TellUnlessPasted(SinkKind.Code, input, TextOf(command), command.Name, command.Offset, command.Length);
        }

        if (RunsFile(command, index) is { } file)
        {
            TellUnlessPasted(SinkKind.Code, file.Value, file.Word.Text, command.Name, file.Word.Offset, file.Word.Length);
        }

        if (command.Wrappers.Any(word => word.Text is "xargs"))
        {
            LookBehindXargs(command, input);
        }

        if (CodeArguments.ObeysOptions(command))
        {
            LookAtOptions(command, index);
        }
        else if (shell is ShellKind.Posix && command.Words[0] is { Literal: true } program && program.Text.Contains('/', StringComparison.Ordinal))
        {
            LookAtWords(command, index);
        }

        if (Agents.IsOne(command))
        {
            LookAtAgent(command, index, input);
        }
    }

    // node -e '…', python -c '…': a program by itself, which reads the variables by their names.
    private void LookIntoPrograms(Command command, ShellKind language)
    {
        foreach (var word in CodeArguments.Programs(command).Where(word => word.Literal))
        {
            var flow = ProgramFlow.Of(language, word.Text, [], (_, _) => PlaceOf(word), start with { Variable = Current });
            sinks.AddRange(flow.Sinks.Select(sink => sink with { Offset = word.Offset }));
        }
    }

    // Where lines of the log write outputs, a line of a printed text does so, too.
    private void LookAtLog()
    {
        if (!written.UsesLog)
        {
            return;
        }

        for (var index = 0; index < commands.Length; index++)
        {
            var command = commands[index];
            if (outputs[index] is { Charset: Charset.Free } printed && command is { PipedTo: null, Inside: null, OutputFiles.IsEmpty: true } && command.Name is "echo" or "printf" or "cat" or "head" or "tail" or "jq" or "grep" or "tee")
            {
                TellUnlessPasted(SinkKind.LogLines, printed, TextOf(command), command.Name, command.Offset, command.Length);
            }
        }
    }

    // Whatever way a text takes into what an agent is told, pasted or as a variable, the agent reads it as it reads the rest.
    private void LookAtAgent(Command command, int index, Provenance input)
    {
        foreach (var word in command.Words.Skip(1))
        {
            if (!word.Literal && ValueOf(word, index) is { IsForeign: true } value)
            {
                Tell(SinkKind.Prompt, value, Shown(word, index), command.Name, PlaceOf(word), word.Offset);
            }
        }

        Tell(SinkKind.Prompt, input, TextOf(command), command.Name, PlaceOf(command), command.Offset);
    }

    private void Tell(SinkKind kind, IEnumerable<Word> words, int index, string program)
    {
        foreach (var word in words)
        {
            if (!word.Literal && ValueOf(word, index) is { IsForeign: true } value)
            {
                TellUnlessPasted(kind, value, Shown(word, index), program, word.Offset, word.Length);
            }
        }
    }

    // The variable whose text it is; the word itself where that is no variable.
    private string Shown(Word word, int index)
    {
        foreach (var expansion in word.Expansions)
        {
            var part = word.Text.Substring(expansion.Offset, expansion.Length);
            if (OfExpansion(word, part, index).IsForeign)
            {
                var name = NameAt(part, out var taken);
                return name.IsEmpty || (taken < part.Length && part[taken] is not ('}' or '%')) ? part : $"${name}";
            }
        }

        return word.Text;
    }

    // What the platform pastes into the same script is a fault there, and told there.
    private void TellUnlessPasted(SinkKind kind, Provenance value, string shown, string program, int offset, int length)
    {
        if (value.IsForeign && !value.Way.Any(IsPastedHere))
        {
            Tell(kind, value, shown, program, placeOf(offset, length), offset);
        }
    }

    private bool IsPastedHere(Hop hop) => (pastedPlaces ??= [.. pasted.Select(one => placeOf(one.Offset, one.Text.Length))]).Contains(hop.Place);

    // A file that the script has written before: sh file, source file, sh <(…).
    private (Word Word, Provenance Value)? RunsFile(Command command, int index)
    {
        if (!ShellNames.IsShell(command.Name) && command.Name is not ("source" or "." or "python" or "python3" or "node"))
        {
            return null;
        }

        foreach (var word in command.Words.Skip(1).Where(word => word.Text.Length > 0 && word.Text[0] != '-').Take(1))
        {
            return files.TryGetValue(PathOf(word.Text), out var contents) ? (word, contents)
                : word.Text.StartsWith("<(", StringComparison.Ordinal) ? (word, ContentsOf(word, index))
                : null;
        }

        return null;
    }

    // xargs sh -c '… {}': what it reads becomes a part of the program; xargs with any program that obeys options gives it those.
    private void LookBehindXargs(Command command, Provenance input)
    {
        var mark = "{}";
        for (var index = 0; index + 1 < command.Wrappers.Length; index++)
        {
            mark = command.Wrappers[index].Text is "-I" or "--replace" ? command.Wrappers[index + 1].Text : mark;
        }

        if (ShellNames.IsShell(command.Name) && command.Words.Any(word => word.Text.Contains(mark, StringComparison.Ordinal)))
        {
            TellUnlessPasted(SinkKind.Code, input, TextOf(command), command.Name, command.Offset, command.Length);
        }
        else if (CodeArguments.ObeysOptions(command))
        {
            TellUnlessPasted(SinkKind.Arguments, input, TextOf(command), command.Name, command.Offset, command.Length);
        }
    }

    // Without quotes a text becomes several words, and a word that starts with '-' an option.
    private void LookAtOptions(Command command, int index)
    {
        foreach (var word in command.Words.Skip(1))
        {
            foreach (var expansion in word.Expansions)
            {
                if (expansion.Quoted)
                {
                    continue;
                }

                var part = word.Text.Substring(expansion.Offset, expansion.Length);
                var value = OfExpansion(word, part, index);

                // What stays one word is no option where something else stands before it.
                if (!value.IsOneWord || (expansion.Offset == 0 && !value.IsLed))
                {
                    TellUnlessPasted(SinkKind.Arguments, value, part, command.Name, word.Offset, word.Length);
                }
            }
        }
    }

    // What a program that nobody knows makes of one argument more is not known either.
    private void LookAtWords(Command command, int index)
    {
        foreach (var word in command.Words.Skip(1))
        {
            foreach (var expansion in word.Expansions)
            {
                if (expansion.Quoted)
                {
                    continue;
                }

                var part = word.Text.Substring(expansion.Offset, expansion.Length);
                if (OfExpansion(word, part, index) is { IsOneWord: false, Charset: Charset.Free or Charset.Line } value)
                {
                    TellUnlessPasted(SinkKind.Words, value, part, command.Name, word.Offset, word.Length);
                }
            }
        }
    }
}

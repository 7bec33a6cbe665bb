using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>A command whose program stands behind a word of the shell, or in a variable: <c>call npm install</c>, <c>$NPM install</c>.</summary>
internal static class StartedProgram
{
    /// <summary>The command with that program; as it is written where it has one, or where the variable is not known.</summary>
    /// <param name="command">The command.</param>
    /// <param name="shell">The language of its script.</param>
    /// <param name="around">What stands around it.</param>
    public static Command Of(Command command, ShellKind shell, Lazy<InstallSurroundings> around)
    {
        if (shell is ShellKind.Cmd && command.Name is "call" && command.Words.Length > 1 && !command.Words[1].Text.StartsWith(':'))
        {
            return command with { Name = ShellNames.ProgramOf(command.Words[1].Text), Words = command.Words[1..] };
        }

        if (command.Name.Length > 0 || command.Words is not [{ Literal: false, Text: ['$', ..] } first, ..])
        {
            return command;
        }

        var name = first.Text[1..].Trim('"');
        name = name is ['{', .., '}'] ? name[1..^1] : name;

        // ${NPM:-npm} is what stands behind the dash where nobody sets the variable.
        var dash = name.IndexOf(":-", StringComparison.Ordinal);
        var otherwise = dash < 0 ? null : name[(dash + 2)..];
        name = dash < 0 ? name : name[..dash];
        var value = around.Value.Variables.TryGetValue(name, out var set) && set.Value is not "" ? set.Value : otherwise;
        if (value is not { Length: > 0 })
        {
            return command;
        }

        // More than names and plain options the shell may take for something else.
        var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var character in value)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not (' ' or '-' or '_' or '.' or '/' or '=' or ':' or '@'))
            {
                return command;
            }
        }

        return words.Length == 0
            ? command
            : command with { Name = ShellNames.ProgramOf(words[0]), Words = [.. words.Select(word => first with { Text = word, Literal = true, Expansions = [] }), .. command.Words[1..]] };
    }
}

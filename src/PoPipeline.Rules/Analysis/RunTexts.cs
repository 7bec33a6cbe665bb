using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Finds the words that a command runs as a program, whatever they say when it runs.</summary>
internal static class RunTexts
{
    /// <summary>The words that an outer shell has expanded by then; what it hands on as it is written is data to the program.</summary>
    public static IEnumerable<Word> Of(Command command) => command.Name switch
    {
        "eval" or "iex" or "invoke-expression" => command.Words.Skip(1).Where(word => !word.Literal),
        "pwsh" or "powershell" => Behind(command, word => word.Equals("-command", StringComparison.OrdinalIgnoreCase) || ProgramTexts.IsCommandOption(word)),
        "cmd" => Behind(command, word => word.Equals("/c", StringComparison.OrdinalIgnoreCase)),
        var name when ShellNames.IsShell(name) => Behind(command, ProgramTexts.IsCommandOption),
        _ => [],
    };

    private static IEnumerable<Word> Behind(Command command, Func<string, bool> isOption) =>
        command.Words.Skip(1).SkipWhile(word => !isOption(word.Text)).Skip(1).Take(1).Where(word => !word.Literal);
}

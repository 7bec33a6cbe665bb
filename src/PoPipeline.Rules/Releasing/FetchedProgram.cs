using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Releasing;

/// <summary>A command that has a shell run a script of the network which fetches a program that releases, and starts it: <c>curl -sfL https://goreleaser.com/static/run | bash -s -- release</c>.</summary>
/// <remarks>Source: https://goreleaser.com/install/.</remarks>
internal static class FetchedProgram
{
    // What fetches stands a few commands before.
    private const int Farthest = 8;

    // By what the address of the script ends with.
    private static readonly (string Address, string Program)[] Scripts = [("goreleaser.com/static/run", "goreleaser"), ("git.io/goreleaser", "goreleaser")];

    /// <summary>The command with that program; as it is written where it starts none.</summary>
    /// <param name="script">The script that it stands in.</param>
    /// <param name="index">Which of the commands it is.</param>
    /// <param name="command">The command.</param>
    public static Command Of(Script script, int index, Command command)
    {
        if (!ShellNames.IsShell(command.Name))
        {
            return command;
        }

        var words = command.Words;
        if (words.Length > 1 && words[1].Text.StartsWith("<(", StringComparison.Ordinal) && ProgramIn(words[1].Text) is { } substituted)
        {
            return Started(command, substituted, words[2..]);
        }

        for (var before = index - 1; before >= Math.Max(0, index - Farthest); before--)
        {
            if (script.Commands[before].PipedTo == index && script.Commands[before].Words.Select(word => ProgramIn(word.Text)).FirstOrDefault(program => program is not null) is { } piped)
            {
                return Started(command, piped, [.. words.SkipWhile(word => word.Text is not "-s").Skip(1)]);
            }
        }

        return command;
    }

    private static string? ProgramIn(string text)
    {
        foreach (var (address, program) in Scripts)
        {
            if (text.Contains(address, StringComparison.Ordinal))
            {
                return program;
            }
        }

        return null;
    }

    private static Command Started(Command command, string program, ImmutableArray<Word> handed) =>
        command with { Name = program, Words = [command.Words[0] with { Text = program, Literal = true, Expansions = [] }, .. handed is [{ Text: "--" }, ..] ? handed[1..] : handed] };
}

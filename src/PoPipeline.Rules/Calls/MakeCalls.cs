using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>Rules of make: <c>make -C sub deps MODE=ci</c>.</summary>
/// <remarks>Source: https://www.gnu.org/software/make/manual/make.html#Options-Summary.</remarks>
/// <param name="files">The files of the repository.</param>
internal sealed class MakeCalls(CommandFileIndex files) : IFileCaller
{
    private static readonly Syntax Words = new() { Valued = "-C --directory -f --file --makefile -I --include-dir -o --old-file -W --what-if --eval -E", Numbered = "-j --jobs -l --load-average --max-load", Attached = "O", Clusters = true };

    // With these no recipe is run.
    private static readonly string[] Trying = ["-n", "--just-print", "--dry-run", "--recon", "-q", "--question", "-t", "--touch", "-h", "--help", "-v", "--version"];

    /// <inheritdoc/>
    public bool IsFor(string program) => program is "make" or "gmake";

    /// <inheritdoc/>
    public IEnumerable<FileCall> Of(Command command, StandingFolder standing, Lazy<InstallSurroundings> around)
    {
        var call = Invocation.Read(command with { Words = Known(command.Words, around) }, InstallSurroundings.None, Words);
        if (call.Has(Trying))
        {
            return [];
        }

        var folder = call.Values("-C", "--directory").Aggregate(standing.Now, (at, word) => at is null ? null : StandingFolder.Below(at, word.Text));
        var file = call.Value("-f", "--file", "--makefile") is { } named
            ? files.At(StandingFolder.Below(folder, named), CommandFileKind.Make)
            : files.In(folder, CommandFileKind.Make, "GNUmakefile", "makefile", "Makefile").FirstOrDefault();
        return file is null ? [] : [new FileCall(file, folder) { Names = [.. Targets(call)], Told = Variables(call), IsEnvironmentFirst = call.Has("-e", "--environment-overrides") }];
    }

    // A variable that the pipeline sets may hold several targets: make $GOALS.
    private static ImmutableArray<Word> Known(ImmutableArray<Word> words, Lazy<InstallSurroundings> around)
    {
        if (words.All(word => word.Literal))
        {
            return words;
        }

        var known = ImmutableArray.CreateBuilder<Word>(words.Length);
        foreach (var word in words)
        {
            var name = word.Literal || word.Text is not ['$', ..] ? "" : word.Text[1..].Trim('{', '}');
            if (name.Length > 0 && around.Value.Variables.GetValueOrDefault(name) is { Value: { } value } && !value.Contains('$', StringComparison.Ordinal))
            {
                known.AddRange(value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => word with { Text = text, Literal = true, Expansions = [] }));
            }
            else
            {
                known.Add(word);
            }
        }

        return known.ToImmutable();
    }

    private static IEnumerable<string> Targets(Invocation call) => call.Operands.Select(word => word.Text).Where(text => !text.Contains('=', StringComparison.Ordinal));

    // What the command line sets goes before what the file and the environment say, and is handed on. make has more signs for it than a shell.
    private static ImmutableArray<ToolSetting> Variables(Invocation call) =>
        [.. Assignments.In(call.Operands).Select(variable => variable with { Name = variable.Name.TrimEnd(':', '?', '+') })];
}

using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Projects;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>Tasks of Task and recipes of just: <c>task -d sub build MODE=ci</c>, <c>just mode=ci build</c>.</summary>
/// <remarks>Sources: https://taskfile.dev/docs/reference/cli, https://taskfile.dev/docs/guide/variables, https://just.systems/man/en/.</remarks>
/// <param name="files">The files of the repository.</param>
internal sealed class TaskRunnerCalls(CommandFileIndex files) : IFileCaller
{
    private static readonly Syntax Task = new() { Valued = "-d --dir -t --taskfile -C --concurrency -o --output -I --interval --sort" };
    private static readonly Syntax Just = new() { Valued = "-f --justfile -d --working-directory --shell --shell-arg --dotenv-filename --dotenv-path -E --color --chooser" };

    // With these no recipe is run.
    private static readonly string[] TaskTries = ["-n", "--dry", "-l", "--list", "-a", "--list-all", "--summary", "--status", "-i", "--init", "--completion", "-h", "--help", "--version"];
    private static readonly string[] JustTries = ["-n", "--dry-run", "-l", "--list", "-s", "--show", "--summary", "--dump", "--evaluate", "--fmt", "--groups", "--variables", "--usage", "-e", "--edit", "--init", "--changelog", "--completions", "--man", "-h", "--help", "-V", "--version"];

    /// <inheritdoc/>
    public bool IsFor(string program) => program is "task" or "go-task" or "just";

    /// <inheritdoc/>
    public IEnumerable<FileCall> Of(Command command, StandingFolder standing, Lazy<InstallSurroundings> around)
    {
        var isJust = command.Name is "just";
        var told = ImmutableArray.CreateBuilder<ToolSetting>();
        var words = isJust ? WithoutSet(command.Words, told) : WithoutRest(command.Words, told);
        var call = Invocation.Read(command with { Words = words }, InstallSurroundings.None, isJust ? Just : Task);
        if (call.Has(isJust ? JustTries : TaskTries))
        {
            return [];
        }

        var kind = isJust ? CommandFileKind.Just : CommandFileKind.Task;
        var named = isJust ? call.Value("-f", "--justfile") : call.Value("-t", "--taskfile");
        var folder = (isJust ? null : call.Value("-d", "--dir")) is { } asked ? standing.Below(asked) : standing.Now;

        // Both look in the folders above as well.
        var file = named is null ? files.Nearest(folder, kind) : files.At(standing.Below(named), kind);
        if (file is null)
        {
            return [];
        }

        var names = isJust ? Recipes(call.Operands, file, told) : Tasks(call.Operands, told);
        return [new FileCall(file, RepositoryPath.FolderOf(file.Path)) { Names = names, Told = told.ToImmutable() }];
    }

    // just --set NAME VALUE
    private static ImmutableArray<Word> WithoutSet(ImmutableArray<Word> words, ImmutableArray<ToolSetting>.Builder told)
    {
        var rest = ImmutableArray.CreateBuilder<Word>(words.Length);
        for (var index = 0; index < words.Length; index++)
        {
            if (words[index].Text is "--set" && index + 2 < words.Length)
            {
                told.Add(new ToolSetting(words[index + 1].Text, words[index + 2].Literal ? words[index + 2].Text : null));
                index += 2;
                continue;
            }

            rest.Add(words[index]);
        }

        return rest.ToImmutable();
    }

    // task build -- what {{.CLI_ARGS}} is
    private static ImmutableArray<Word> WithoutRest(ImmutableArray<Word> words, ImmutableArray<ToolSetting>.Builder told)
    {
        for (var index = 1; index < words.Length; index++)
        {
            if (words[index].Text is "--")
            {
                told.Add(new ToolSetting("CLI_ARGS", Joined(words.AsSpan()[(index + 1)..])));
                return words[..index];
            }
        }

        return words;
    }

    private static ImmutableArray<string> Tasks(ImmutableArray<Word> operands, ImmutableArray<ToolSetting>.Builder told)
    {
        told.AddRange(Assignments.In(operands));
        return [.. operands.Select(word => word.Text).Where(text => !text.Contains('=', StringComparison.Ordinal))];
    }

    // First stand variables, then recipes, each with what it takes.
    private ImmutableArray<string> Recipes(ImmutableArray<Word> operands, CommandFile file, ImmutableArray<ToolSetting>.Builder told)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        var parts = file.Includes.Select(path => files.At(path, file.Kind)).OfType<CommandFile>().Prepend(file).ToList();
        for (var index = 0; index < operands.Length;)
        {
            var word = operands[index++];
            if (names.Count == 0 && word.Text.IndexOf('=', StringComparison.Ordinal) > 0)
            {
                told.AddRange(Assignments.In([word]));
                continue;
            }

            names.Add(word.Text);
            var recipe = parts.SelectMany(part => part.Targets).FirstOrDefault(target => target.Name == word.Text);
            foreach (var parameter in recipe?.Parameters ?? [])
            {
                if (index == operands.Length)
                {
                    break;
                }

                var given = operands.AsSpan().Slice(index, parameter.TakesRest ? operands.Length - index : 1);
                told.Add(new ToolSetting(ToldVariables.NameOf(word.Text, parameter.Name), Joined(given)));
                index += given.Length;
            }
        }

        return names.ToImmutable();
    }

    private static string? Joined(ReadOnlySpan<Word> words)
    {
        var texts = new List<string>(words.Length);
        foreach (var word in words)
        {
            if (!word.Literal)
            {
                return null;
            }

            texts.Add(word.Text);
        }

        return string.Join(' ', texts);
    }
}

using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>Tasks of Task and recipes of just: <c>task -d sub build</c>, <c>just build</c>.</summary>
/// <remarks>Sources: https://taskfile.dev/docs/reference/cli, https://just.systems/man/en/.</remarks>
/// <param name="files">The files of the repository.</param>
internal sealed class TaskRunnerCalls(CommandFileIndex files) : IFileCaller
{
    private static readonly Syntax Task = new() { Valued = "-d --dir -t --taskfile -C --concurrency -o --output -I --interval --sort" };
    private static readonly Syntax Just = new() { Valued = "-f --justfile -d --working-directory --set --shell --shell-arg --dotenv-filename --dotenv-path -E --color --chooser" };

    /// <inheritdoc/>
    public bool IsFor(string program) => program is "task" or "go-task" or "just";

    /// <inheritdoc/>
    public IEnumerable<FileCall> Of(Command command, StandingFolder standing, Lazy<InstallSurroundings> around)
    {
        var isJust = command.Name is "just";
        var call = Invocation.Read(command, InstallSurroundings.None, isJust ? Just : Task);
        var kind = isJust ? CommandFileKind.Just : CommandFileKind.Task;
        var named = isJust ? call.Value("-f", "--justfile") : call.Value("-t", "--taskfile");
        var folder = (isJust ? null : call.Value("-d", "--dir")) is { } asked ? standing.Below(asked) : standing.Now;

        // Both look in the folders above as well.
        var file = named is null ? files.Nearest(folder, kind) : files.At(standing.Below(named), kind);
        if (file is null)
        {
            return [];
        }

        var words = call.Operands.Select(word => word.Text).Where(text => !text.Contains('=', StringComparison.Ordinal));

        // Behind the first recipe stand others, or what it is told: a name that is no recipe is passed over.
        return [new FileCall(file, RepositoryPath.FolderOf(file.Path)) { Names = [.. words] }];
    }
}

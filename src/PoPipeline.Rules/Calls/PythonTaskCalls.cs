using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>Tasks of <c>pyproject.toml</c> and <c>pixi.toml</c>: <c>poe test</c>, <c>pdm run test</c>, <c>hatch run lint:all</c>, <c>pixi run test</c>.</summary>
/// <remarks>
/// Sources: https://poethepoet.natn.io/, https://pdm-project.org/latest/usage/scripts/, https://hatch.pypa.io/latest/environment/, https://pixi.prefix.dev/latest/workspace/advanced_tasks/.
/// </remarks>
/// <param name="files">The files of the repository.</param>
internal sealed class PythonTaskCalls(CommandFileIndex files) : IFileCaller
{
    private static readonly Syntax Words = new() { Valued = "-C --root --directory -p --project --manifest-path -e --environment --env" };

    /// <inheritdoc/>
    public bool IsFor(string program) => program is "poe" or "pdm" or "hatch" or "pixi";

    /// <inheritdoc/>
    public IEnumerable<FileCall> Of(Command command, StandingFolder standing, Lazy<InstallSurroundings> around)
    {
        var call = Invocation.Read(command, InstallSurroundings.None, Words);
        var name = command.Name is "poe" ? call.Verb : call.Verb is "run" && call.Operands.Length > 1 ? call.Operands[1].Text : "";
        if (name.Length == 0)
        {
            return [];
        }

        var folder = call.Value("-C", "--root", "--directory", "-p", "--project", "--manifest-path") is { } named ? standing.Below(named) : standing.Now;
        folder = folder is not null && folder.EndsWith(".toml", StringComparison.Ordinal) ? RepositoryPath.FolderOf(folder) : folder;
        var file = command.Name is "pixi" ? files.Nearest(folder, CommandFileKind.PythonTasks, "pixi.toml", "pyproject.toml") : files.Nearest(folder, CommandFileKind.PythonTasks, "pyproject.toml");

        // 'hatch run py3.12:test' names one of several alike.
        return file is null ? [] : [new FileCall(file, RepositoryPath.FolderOf(file.Path)) { Names = [name] }];
    }
}

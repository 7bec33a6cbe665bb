using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>Scripts of a shell: <c>./ci/build.sh</c>, <c>bash ci/build.sh</c>, <c>source env.sh</c>.</summary>
/// <param name="files">The files of the repository.</param>
internal sealed class ScriptCalls(CommandFileIndex files) : IFileCaller
{
    /// <inheritdoc/>
    public bool IsFor(string program) => true;

    /// <inheritdoc/>
    public IEnumerable<FileCall> Of(Command command, StandingFolder standing, Lazy<InstallSurroundings> around) =>
        WorkspacePrograms.FileOf(command) is { } path && files.At(standing.Below(path), CommandFileKind.Script) is { } script
            ? [new FileCall(script, standing.Now)]
            : [];
}

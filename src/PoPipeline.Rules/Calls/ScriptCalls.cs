using System.Collections.Immutable;
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
    public IEnumerable<FileCall> Of(Command command, StandingFolder standing, Lazy<InstallSurroundings> around)
    {
        if (WorkspacePrograms.FileOf(command) is not { } path)
        {
            return [];
        }

        var named = StandingFolder.ValueOf(path, around);
        var at = standing.Below(path) ?? (named == path ? null : standing.Below(named));
        var isSourced = ScriptFacts.IsSourcing(command);
        return at is not null
            ? files.At(at, CommandFileKind.Script) is { } script ? [new FileCall(script, standing.Now) { IsSourced = isSourced }] : []
            : Fitting(named).Select(file => new FileCall(file, Folder: null) { IsSourced = isSourced, Doubt = new Doubt($"which file '{WorkspaceRun.Shorten(path)}' is, only the run knows", KnowsHow: false) { IsOfFile = true } });
    }

    // In a folder that only the run knows, a file of that name may be the one: "$SOMEWHERE/ci/sign.sh".
    private ImmutableArray<CommandFile> Fitting(string path)
    {
        var end = path.StartsWith('$') && !StandingFolder.LiesElsewhere(path) ? path.LastIndexOfAny(['$', '}', ')', '`', '"', '%', '*']) : -1;
        var from = end < 0 ? -1 : path.IndexOf('/', end);
        return from < 0 || from == path.Length - 1 ? [] : files.Ending(path[(from + 1)..], CommandFileKind.Script);
    }
}

using System.Collections.Immutable;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Installs;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Calls;

/// <summary>Which files of the repository a command has run.</summary>
/// <param name="files">The files.</param>
internal sealed class FileCalls(CommandFileIndex files)
{
    // As for installs: what starts what starts a program.
    private const int Depth = 5;

    private readonly ImmutableArray<IFileCaller> callers =
    [
        new ScriptCalls(files), new MakeCalls(files), new TaskRunnerCalls(files), new PackageScriptCalls(files), new PythonTaskCalls(files), new TestRunnerCalls(files), new ImageBuildCalls(files),
    ];

    /// <summary>Those that a command has run.</summary>
    /// <param name="command">The command.</param>
    /// <param name="standing">Where it stands.</param>
    /// <param name="around">What stands around it, worked out where it is asked for.</param>
    public IEnumerable<FileCall> Of(Command command, StandingFolder standing, Lazy<InstallSurroundings> around)
    {
        var next = files.IsEmpty ? null : command;
        for (var depth = 0; next is { Words.IsEmpty: false } && depth < Depth; depth++)
        {
            foreach (var caller in callers)
            {
                if (!caller.IsFor(next.Name))
                {
                    continue;
                }

                foreach (var call in caller.Of(next, standing, around))
                {
                    yield return call with { Variables = [.. Assignments.In(next.Assignments), .. call.Variables] };
                }
            }

            next = InstallCommands.Behind(next);
        }
    }
}

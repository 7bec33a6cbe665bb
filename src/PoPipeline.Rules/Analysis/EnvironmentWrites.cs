using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Finds places where a script turns files into environment variables of the steps behind it.</summary>
internal static class EnvironmentWrites
{
    // Variables and the search path of later steps; a step's outputs are not among them, since nothing reads them by itself.
    private static readonly ImmutableArray<string> Names = PlatformProfiles.EnvironmentFiles;

    private static readonly ImmutableArray<string> Commands = PlatformProfiles.EnvironmentCommands;

    /// <summary>The first in each script of a job that has one, in the order of the steps.</summary>
    /// <param name="job">The job.</param>
    public static ImmutableArray<(Script Script, WorkspaceRun Write)> In(Job job) =>
    [
        .. from entry in job.Steps.Index()
           from script in entry.Item.Scripts
           let command = script.Commands.FirstOrDefault(command => command.OutputFiles.Any(IsEnvironmentFile) && ReadsFiles(script, command))
           where command is not null
           select (script, new WorkspaceRun(entry.Index, WorkspaceRun.Shorten(script.Text.Substring(command.Offset, command.Length)), script.PlaceOf(command.Offset, command.Length))),
    ];

    /// <summary>The first of those in a job that stands behind a step; null where there is none.</summary>
    /// <param name="writes">Those in the job.</param>
    /// <param name="stepIndex">The step that brings the files.</param>
    /// <param name="directory">The folder that it brings them into; null for the workspace itself.</param>
    /// <param name="isBehind">Whether a write comes behind what brings them.</param>
    public static WorkspaceRun? After(ImmutableArray<(Script Script, WorkspaceRun Write)> writes, int stepIndex, string? directory, Func<WorkspaceRun, bool> isBehind) =>
        writes.FirstOrDefault(entry => entry.Write.StepIndex > stepIndex && isBehind(entry.Write) && (directory is null || entry.Script.Text.Contains(directory.TrimEnd('/'), StringComparison.Ordinal))).Write;

    /// <summary>Whether a script may set variables or the search path of the steps behind it, in whatever language and way: it names what only that is for.</summary>
    /// <param name="script">The script.</param>
    public static bool MayBeIn(Script script) => Names.Concat(Commands).Any(name => script.Text.Contains(name, StringComparison.OrdinalIgnoreCase));

    private static bool IsEnvironmentFile(Word file) => Names.Any(name => file.Text.Contains(name, StringComparison.Ordinal));

    private static bool ReadsFiles(Script script, Command command)
    {
        var text = script.Text.AsSpan(command.Offset, command.Length);
        return command.Name is "cat" or "tee" or "jq" or "sed" or "awk" or "grep" or "head" or "tail"
            || text.Contains("$(cat ", StringComparison.Ordinal)
            || text.Contains("$(<", StringComparison.Ordinal)
            || text.Contains("`cat ", StringComparison.Ordinal)
            || text.Contains("$(jq ", StringComparison.Ordinal);
    }
}

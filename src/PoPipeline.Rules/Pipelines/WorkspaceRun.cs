using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Pipelines;

/// <summary>A place where a job runs code that lies in its workspace.</summary>
/// <param name="StepIndex">The index of the step in its job.</param>
/// <param name="Text">What runs it, as written.</param>
/// <param name="Span">Where that is written.</param>
internal sealed record WorkspaceRun(int StepIndex, string Text, Place Span)
{
    private const int LongestText = 60;

    /// <summary>Every place behind a step that runs what the step put into the workspace.</summary>
    /// <param name="job">The job.</param>
    /// <param name="stepIndex">The step that brings the code or the files.</param>
    /// <param name="directory">The folder that it brings them into; null for the workspace itself.</param>
    public static IEnumerable<WorkspaceRun> After(Job job, int stepIndex, string? directory)
    {
        var folder = Normalize(directory);
        return job.Steps
            .Select((step, index) => (Step: step, Index: index))
            .Skip(stepIndex)
            .TakeWhile(entry => entry.Index == stepIndex || !Replaces(entry.Step, folder))
            .SelectMany(entry => In(entry.Step, entry.Index, folder));
    }

    /// <summary>The first line of a text, cut to what a message can quote.</summary>
    public static string Shorten(string text)
    {
        var line = text.AsSpan();
        var end = line.IndexOfAny('\r', '\n');
        line = end >= 0 ? line[..end] : line;
        return line.Length <= LongestText ? line.ToString() : $"{line[..LongestText].TrimEnd()}…";
    }

    // A trusted checkout into the same folder clears it first.
    private static bool Replaces(Step step, string folder) =>
        step.Checkout is { Origin: not Origin.Outsider } checkout && Normalize(checkout.Directory) == folder;

    private static IEnumerable<WorkspaceRun> In(Step step, int index, string folder)
    {
        if (step.Uses is { Pin: Pin.Local or Pin.Unknown, Kind: ReferenceKind.Action } uses && uses.Text.StartsWith("./", StringComparison.Ordinal) && IsBelow(uses.Text, folder))
        {
            yield return new WorkspaceRun(index, uses.Text, uses.Span);
        }

        if (step.Uses is not null && step.Effects.HasFlag(StepEffects.RunsWorkspace) && (folder.Length == 0 || step.Inputs.Any(input => Mentions(input.Value, folder))))
        {
            yield return new WorkspaceRun(index, step.Uses.Text, step.Uses.Span);
        }

        foreach (var script in step.Scripts)
        {
            var isInFolder = folder.Length == 0 || (step.WorkingDirectory is { } directory && IsBelow(directory.Value, folder));
            foreach (var command in script.Commands)
            {
                isInFolder |= command.Name is "cd" or "pushd" && command.Words.Any(word => Mentions(word.Text, folder));
                if (WorkspacePrograms.Runs(command) && (isInFolder || command.Words.Any(word => Mentions(word.Text, folder))))
                {
                    yield return new WorkspaceRun(index, Shorten(script.Text.Substring(command.Offset, command.Length)), script.PlaceOf(command.Offset, command.Length));
                }
            }

            if (script.Shell is ShellKind.JavaScript && LoadsLocalModule(script.Text, folder))
            {
                yield return new WorkspaceRun(index, "require('./…')", script.Span);
            }
        }
    }

    private static bool LoadsLocalModule(string text, string folder) =>
        (text.Contains("require('./" + folder, StringComparison.Ordinal) || text.Contains("require(\"./" + folder, StringComparison.Ordinal)
            || text.Contains("import('./" + folder, StringComparison.Ordinal) || text.Contains("import(\"./" + folder, StringComparison.Ordinal));

    private static bool IsBelow(string path, string folder)
    {
        var normal = Normalize(path);
        return folder.Length == 0 || normal == folder || normal.StartsWith(folder + "/", StringComparison.Ordinal);
    }

    private static bool Mentions(string text, string folder) =>
        folder.Length == 0
        || Normalize(text) == folder
        || text.Contains(folder + "/", StringComparison.Ordinal)
        || text.EndsWith("/" + folder, StringComparison.Ordinal)
        || text.EndsWith("=" + folder, StringComparison.Ordinal);

    private static string Normalize(string? path)
    {
        var trimmed = (path ?? "").Trim();
        trimmed = (trimmed.StartsWith("./", StringComparison.Ordinal) ? trimmed[2..] : trimmed).TrimEnd('/');
        return trimmed is "." ? "" : trimmed;
    }
}

using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Finds steps that look at how a check before them ended, or at what it wrote.</summary>
internal static class LaterSteps
{
    /// <summary>The ids of the steps whose results a step asks for.</summary>
    /// <param name="step">The step.</param>
    public static IEnumerable<string> AskedForBy(Step step) =>
        (step.Condition?.Steps ?? [])
        .Concat(step.Scripts.SelectMany(script => script.Interpolations)
            .Concat(step.Variables.Concat(step.Inputs).SelectMany(setting => setting.Interpolations))
            .SelectMany(interpolation => interpolation.Steps));

    /// <summary>What is looked at later in a job, as a clause; null where nothing is.</summary>
    /// <param name="job">The job.</param>
    /// <param name="step">The step of the check.</param>
    /// <param name="script">The script of the check; null where it is none.</param>
    /// <param name="index">Which of its commands the check is.</param>
    public static string? LookAt(Job job, Step step, Script? script, int index)
    {
        var files = script is null ? [] : FilesOf(script, index);
        if (step.Id is null && files.Count == 0)
        {
            return null;
        }

        foreach (var later in job.Steps.AsSpan()[(job.Steps.IndexOf(step) + 1)..])
        {
            if (step.Id is { } id && Decides(later).Contains(id.Value, StringComparer.OrdinalIgnoreCase))
            {
                return "a later step asks how it ended";
            }

            foreach (var command in files.Count == 0 ? [] : later.Scripts.SelectMany(one => one.Commands))
            {
                if (!ShellWords.AlwaysSucceeds(command) && files.Find(file => command.Words.Concat(command.InputFiles).Any(word => word.Text.Contains(file, StringComparison.Ordinal))) is { } file)
                {
                    return $"a later step looks at '{file}'";
                }
            }
        }

        return null;
    }

    // What is only handed on is looked at by nobody.
    private static IEnumerable<string> Decides(Step step) => (step.Condition?.Steps ?? []).Concat(step.Scripts.SelectMany(script => script.Interpolations).Concat(step.Variables.SelectMany(setting => setting.Interpolations)).SelectMany(interpolation => interpolation.Steps));

    private static List<string> FilesOf(Script script, int index)
    {
        var files = ReportFiles.Of(script.Commands[index]).ToList();
        if (script.Commands[index].PipedTo is { } next)
        {
            files.AddRange(ReportFiles.Of(script.Commands[next]));
        }

        if (script.Commands[index].OnFailure is { } failed)
        {
            files.AddRange(ReportFiles.Of(script.Commands[failed]));
        }

        // Those of the platform are asked for by the id of their step.
        files.RemoveAll(PlatformProfiles.NamesOwnFile);
        return files;
    }
}

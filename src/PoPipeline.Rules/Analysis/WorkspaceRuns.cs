using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>The places where a job runs code that lies in its workspace. Each folder's are looked for once, however many steps bring code into it.</summary>
internal sealed class WorkspaceRuns
{
    private readonly Job job;
    private readonly Dictionary<string, ImmutableArray<WorkspaceRun>> folders = new(StringComparer.Ordinal);
    private readonly ILookup<string, int> replacements;
    private readonly Lazy<StepTexts> texts;
    private readonly Dictionary<Script, ImmutableArray<(Command Command, bool Runs)>> scripts = new(ReferenceEqualityComparer.Instance);

    /// <summary>Looks at a job.</summary>
    /// <param name="job">The job.</param>
    public WorkspaceRuns(Job job)
    {
        this.job = job;

        // A trusted checkout into the same folder clears it first.
        replacements = job.Steps.Index().Where(entry => entry.Item.Checkout is { Origin: not Origin.Outsider }).ToLookup(entry => Normalize(entry.Item.Checkout?.Directory), entry => entry.Index, StringComparer.Ordinal);
        texts = new Lazy<StepTexts>(() => new StepTexts(job.Steps.Select(TextsOf)));
    }

    /// <summary>Every place at or behind a step that runs what the step put into the workspace.</summary>
    /// <param name="stepIndex">The step that brings the code or the files.</param>
    /// <param name="directory">The folder that it brings them into; null for the workspace itself.</param>
    public IEnumerable<WorkspaceRun> After(int stepIndex, string? directory)
    {
        var folder = Normalize(directory);
        if (!folders.TryGetValue(folder, out var runs))
        {
            var steps = folder.Length == 0 ? Enumerable.Range(0, job.Steps.Length) : texts.Value.With(folder);
            folders.Add(folder, runs = [.. steps.SelectMany(index => In(job.Steps[index], index, folder))]);
        }

        var end = replacements[folder].FirstOrDefault(index => index > stepIndex, job.Steps.Length);
        for (var at = FirstAt(runs, stepIndex); at < runs.Length && runs[at].StepIndex < end; at++)
        {
            yield return runs[at];
        }
    }

    private static int FirstAt(ImmutableArray<WorkspaceRun> runs, int stepIndex)
    {
        var (low, high) = (0, runs.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = runs[middle].StepIndex < stepIndex ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    // What else a script does is of no interest, whatever the folder is.
    private ImmutableArray<(Command Command, bool Runs)> MattersOf(Script script)
    {
        if (!scripts.TryGetValue(script, out var matters))
        {
            scripts.Add(script, matters = [.. script.Commands.Select(command => (Command: command, Runs: WorkspacePrograms.Runs(command))).Where(entry => entry.Runs || entry.Command.Name is "cd" or "pushd")]);
        }

        return matters;
    }

    // Whatever a folder other than the workspace can be named in.
    private IEnumerable<string> TextsOf(Step step) =>
    [
        step.Uses?.Text ?? "",
        step.WorkingDirectory?.Value ?? "",
        .. step.Inputs.Select(input => input.Value),
        .. step.Scripts.SelectMany(script => MattersOf(script)).SelectMany(entry => entry.Command.Words).Select(word => word.Text),
        .. step.Scripts.Where(script => script.Shell is ShellKind.JavaScript).Select(script => script.Text),
    ];

    private IEnumerable<WorkspaceRun> In(Step step, int index, string folder)
    {
        if (step.Uses is { FromWorkspace: true } uses && IsBelow(uses.Text, folder))
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
            foreach (var (command, runs) in MattersOf(script))
            {
                isInFolder |= command.Name is "cd" or "pushd" && command.Words.Any(word => Mentions(word.Text, folder));
                if (runs && (isInFolder || command.Words.Any(word => Mentions(word.Text, folder))))
                {
                    yield return new WorkspaceRun(index, WorkspaceRun.Shorten(script.Text.Substring(command.Offset, command.Length)), script.PlaceOf(command.Offset, command.Length));
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

using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Platforms;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>The places where a job runs code that lies in its workspace. Each folder's are looked for once, however many steps bring code into it.</summary>
internal sealed class WorkspaceRuns
{
    private static readonly ImmutableArray<string> TemporaryNames = PlatformWords.TemporaryNames;

    private readonly Job job;
    private readonly Dictionary<string, ImmutableArray<WorkspaceRun>> folders = new(StringComparer.Ordinal);
    private readonly ILookup<string, int> replacements;
    private readonly Lazy<StepTexts> texts;
    private readonly Dictionary<Script, ImmutableArray<Matter>> scripts = new(ReferenceEqualityComparer.Instance);

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
            var steps = folder.Length == 0 ? Enumerable.Range(0, job.Steps.Length) : texts.Value.With(folder[(folder.LastIndexOf('/') + 1)..]);
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
    private ImmutableArray<Matter> MattersOf(Script script)
    {
        if (!scripts.TryGetValue(script, out var matters))
        {
            scripts.Add(script, matters = [.. script.Commands
                .Select(command => new Matter(command, WorkspacePrograms.LoadsConfiguration(command), WorkspacePrograms.FileOf(command)))
                .Where(matter => matter.Loads || matter.File is not null || matter.Moves)]);
        }

        return matters;
    }

    // Whatever a folder other than the workspace can be named in.
    private IEnumerable<string> TextsOf(Step step) =>
    [
        step.Uses?.Text ?? "",
        Normalize(step.WorkingDirectory?.Value),
        .. step.Inputs.Select(input => input.Value),
        .. step.Scripts.SelectMany(script => MattersOf(script)).SelectMany(matter => matter.Command.Words).Select(word => Normalize(word.Text)),
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
            // Null where the script stands in a folder that is not known.
            var standsIn = step.WorkingDirectory is { } directory ? Normalize(directory.Value) : "";
            foreach (var matter in MattersOf(script))
            {
                if (matter.Moves)
                {
                    standsIn = Moved(standsIn, matter.Command);
                }
                else if (Runs(matter, folder, standsIn))
                {
                    var command = matter.Command;
                    yield return new WorkspaceRun(index, WorkspaceRun.Shorten(script.Text.Substring(command.Offset, command.Length)), script.PlaceOf(command.Offset, command.Length));
                }
            }

            if (script.Shell is ShellKind.JavaScript && LoadsLocalModule(script.Text, folder))
            {
                yield return new WorkspaceRun(index, "require('./…')", script.Span);
            }
        }
    }

    // A file that is run is what lies there; what is told to it is data. A build runs what lies in the folder that it stands in or is told.
    private bool Runs(Matter matter, string folder, string standsIn)
    {
        if (matter.Loads && (IsOf(standsIn, folder) || (folder.Length > 0 && matter.Command.Words.Any(word => Mentions(word.Text, folder)))))
        {
            return true;
        }

        if (matter.File is not { } file)
        {
            return false;
        }

        // Without a folder of its own, what lies outside is not what was brought.
        var isOutside = WorkspacePrograms.IsOutside(file);
        return folder.Length == 0
            ? !isOutside && IsOf(Joined(standsIn, file), folder)
            : IsBelow(isOutside ? file : Joined(standsIn, file), folder) || (!isOutside && IsBelow(file, folder));
    }

    // A folder that the base's own code was checked out into is not the outsider's, though it lies below the workspace.
    private bool IsOf(string path, string folder) =>
        IsBelow(path, folder) && (folder.Length > 0 || !replacements.Any(own => own.Key.Length > 0 && IsBelow(path, own.Key)));

    /// <summary>The folder that a script stands in behind a command that goes into another one; empty for the workspace, and where it cannot be told.</summary>
    /// <param name="standsIn">The folder before.</param>
    /// <param name="command">The command.</param>
    public static string Moved(string standsIn, Command command)
    {
        var to = command.Words.Skip(1).Select(word => WorkspacePrograms.WithoutWorkspace(word.Text)).FirstOrDefault(text => text is "-" or ".." || !text.StartsWith('-'));
        return command.Name is "popd" || to is null or "-" ? ""
            : to is "." && command.Words.Skip(1).Any(word => word.Text is not ".") ? ""
            : WorkspacePrograms.IsOutside(to) ? Normalize(to)
            : Joined(standsIn, to);
    }

    /// <summary>A path seen from a folder: <c>a</c> and <c>../b</c> make <c>b</c>.</summary>
    /// <param name="start">The folder; empty for the workspace.</param>
    /// <param name="path">The path.</param>
    public static string Joined(string start, string path)
    {
        var parts = start.Length == 0 ? [] : start.Split('/').ToList();
        foreach (var part in Normalize(path).Split('/'))
        {
            if (part is ".." && parts is [.., not ".."])
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
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

    /// <summary>A path below the workspace as it is compared: without what names the workspace, and without what says nothing.</summary>
    public static string Normalize(string? path)
    {
        var trimmed = WorkspacePrograms.WithoutWorkspace((path ?? "").Trim());
        trimmed = TemporaryNames.FirstOrDefault(name => trimmed.StartsWith(name, StringComparison.Ordinal)) is { } temporary ? "$RUNNER_TEMP" + trimmed[temporary.Length..] : trimmed;
        trimmed = (trimmed.StartsWith("./", StringComparison.Ordinal) ? trimmed[2..] : trimmed).TrimEnd('/');
        return trimmed is "." ? "" : trimmed;
    }

    // A command that may run what lies in a folder, or goes into another one.
    private sealed record Matter(Command Command, bool Loads, string? File)
    {
        public bool Moves => Command.Name is "cd" or "pushd" or "popd" or "set-location";
    }
}

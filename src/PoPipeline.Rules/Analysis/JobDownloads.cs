using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Finds programs that a job downloads and runs, in the same step or in one behind it: the steps of a job share its files.</summary>
internal sealed class JobDownloads
{
    // Whoever checks more between a download and its use means to keep a reader busy.
    private const int MostChecks = 400;

    private readonly List<JobCommand> commands = [];

    // By the name of a file, the places of the commands that run it, or unpack it, ascending.
    private readonly Dictionary<string, List<int>> runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> unpackers = new(StringComparer.Ordinal);

    // What is checked, by the places of the commands that do it, ascending.
    private readonly List<FileCheck> checks = [];
    private readonly List<int> checkPlaces = [];

    // The first command that may go into another folder.
    private readonly int firstMove = int.MaxValue;

    private JobDownloads(Job job)
    {
        for (var step = 0; step < job.Steps.Length; step++)
        {
            foreach (var script in job.Steps[step].Scripts)
            {
                for (var index = 0; index < script.Commands.Length; index++)
                {
                    commands.Add(new JobCommand(script.Commands[index], index, script, step));
                }
            }
        }

        for (var at = 0; at < commands.Count; at++)
        {
            if (FileCheck.Of(commands[at].Script, commands[at].Index) is { } check)
            {
                checks.Add(check);
                checkPlaces.Add(at);
            }

            if (firstMove > at && commands[at].Command.Name is "cd" or "pushd" or "set-location" or "push-location")
            {
                firstMove = at;
            }

            foreach (var name in Downloads.RunBy(commands[at].Command))
            {
                Note(runs, name, at);
            }

            foreach (var name in Archives.UnpackedBy(commands[at].Command))
            {
                Note(unpackers, name, at);
            }
        }
    }

    /// <summary>The commands of all steps, in order.</summary>
    public IReadOnlyList<JobCommand> Commands => commands;

    /// <summary>Downloads of a job that something runs without a look at them, each once.</summary>
    /// <param name="job">The job.</param>
    public static IEnumerable<DownloadedProgram> In(Job job)
    {
        if (!job.Steps.Any(step => step.Scripts.Any(script => script.Commands.Any(Downloads.IsDownload))))
        {
            yield break;
        }

        var all = new JobDownloads(job);
        for (var at = 0; at < all.commands.Count; at++)
        {
            if (Downloads.IsDownload(all.commands[at].Command) && all.ProgramAt(at, job) is { } program)
            {
                yield return program;
            }
        }
    }

    /// <summary>The first command behind a place that unpacks a file; null where none does.</summary>
    /// <param name="name">The file, without its folder.</param>
    /// <param name="at">The place.</param>
    public int? UnpackerOf(string name, int at) => Behind(unpackers, name, at);

    private DownloadedProgram? ProgramAt(int at, Job job)
    {
        var (download, index, script, step) = commands[at];
        DownloadedProgram Found(int run, bool isPiped) => new(job.Steps[step], script, download, commands[run].Command, commands[run].Place, isPiped) { IsRunLater = commands[run].Step != step };

        if (Downloads.RunnerOf(script, index) is { } runner)
        {
            return Found(at - index + runner, isPiped: true);
        }

        if (Downloads.SourcedBy(script, index) is { } writer)
        {
            return Found(at - index + writer, isPiped: true) with { IsSourced = true };
        }

        var stored = Downloads.StoredAs(download);
        var file = Downloads.FileOf(download) ?? download.OutputFiles.Select(word => word.Text).FirstOrDefault();
        if (stored is not null && Behind(runs, stored, at) is { } run)
        {
            return IsChecked([file ?? stored], at, StartOf(stored, run)) ? null : Found(run, isPiped: false) with { IsSourced = Downloads.IsSourced(commands[run].Command) };
        }

        return Archives.RunOf(this, at, file) is { } unpacked && !IsChecked([.. file is null ? [] : (string[])[file], .. Downloads.RunBy(commands[unpacked].Command)], at, unpacked)
            ? Found(unpacked, isPiped: false) with { IsUnpacked = true }
            : null;
    }

    // Who only makes a file runnable does not run it yet.
    private int StartOf(string name, int run)
    {
        while (commands[run].Command.Name is "chmod")
        {
            if (Behind(runs, name, run) is not { } next)
            {
                return commands.Count;
            }

            run = next;
        }

        return run;
    }

    private bool IsChecked(string[] files, int from, int to)
    {
        var first = checkPlaces.BinarySearch(from + 1);
        first = first < 0 ? ~first : first;
        for (var index = first; index < Math.Min(checks.Count, first + MostChecks) && checkPlaces[index] < to; index++)
        {
            var hasMoved = checkPlaces[index] > firstMove;
            if (files.Any(file => checks[index].Covers(file, hasMoved)))
            {
                return true;
            }
        }

        return false;
    }

    private static void Note(Dictionary<string, List<int>> places, string name, int at)
    {
        if (!places.TryGetValue(name, out var known))
        {
            places[name] = known = [];
        }

        known.Add(at);
    }

    private static int? Behind(Dictionary<string, List<int>> places, string name, int at)
    {
        if (!places.TryGetValue(name, out var known))
        {
            return null;
        }

        var found = known.BinarySearch(at + 1);
        found = found < 0 ? ~found : found;
        return found < known.Count ? known[found] : null;
    }
}

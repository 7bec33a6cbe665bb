using PoPipeline.Escaping;
using PoPipeline.Ledger;
using PoPipeline.Outputs;
using PoPipeline.Rules.Model;
using PoPipeline.Sources;

namespace PoPipeline.Running;

/// <content>Where a run writes, in a tree that nobody vouches for.</content>
public sealed partial class PoPipelineRun
{
    private const int MostShown = 200;

    // What an earlier run wrote is not judged, and nothing that is tracked is overwritten.
    private Snapshot WithoutOutput(Snapshot snapshot, bool writesReports)
    {
        if (RealPaths.Within(settings.Path, settings.Output) is not { } folder)
        {
            // It may still lie in the repository, where only a part of that is judged.
            if (writesReports)
            {
                RequireNothingTracked();
            }

            return snapshot;
        }

        var held = snapshot.Repository.Files.Where(file => OutputFolder.Holds(folder, file)).ToHashSet(StringComparer.Ordinal);
        if (held.Count > 0 && (folder.Length == 0 || IsUnderGit(snapshot.Repository)))
        {
            // To a run that writes no report it is a folder like any other.
            return writesReports ? throw HoldsFiles(held.Min(StringComparer.Ordinal) ?? "") : snapshot;
        }

        if (held.Count > 0 && !writesReports && OutputFolder.StrangerIn(settings.Output, LedgersInOutput()) is not null)
        {
            return snapshot;
        }

        return held.Count == 0 ? snapshot : snapshot with
        {
            Repository = snapshot.Repository with { Files = [.. snapshot.Repository.Files.Where(file => !held.Contains(file))] },
        };
    }

    private void RequireNothingTracked()
    {
        if (OutputFolder.TrackedIn(settings.Output) is { } file)
        {
            throw HoldsFiles(file);
        }
    }

    private RunException HoldsFiles(string file) => PoPipelineSettings.Wrong(
        $"The output folder '{settings.Output}' holds files of the repository, such as '{Untrusted.Plain(file)}'. Name another folder with --output.");

    // Before anything is filed or written: what lies there and is not ours could pass for what this run found.
    private void RequireOwnOutput() => Writing(() =>
    {
        RequireNoLink(settings.Output, PoPipelineArguments.Output);
        if (WritablePath.IsInTree(settings.Output, TreesOf(settings.Output, settings)) && OutputFolder.StrangerIn(settings.Output, LedgersInOutput()) is { } fault)
        {
            throw PoPipelineSettings.Wrong($"The output folder '{settings.Output}' is not used: {fault}. Remove that, or name another folder with --output.");
        }
    });

    internal static void RequireNoLink(string path, string[] trees, string remedy)
    {
        if (WritablePath.LinkIn(path, trees) is { } link)
        {
            throw PoPipelineSettings.Wrong($"'{Untrusted.Plain(link)}' is a symbolic link, and nothing is written through one in a repository. {remedy}");
        }
    }

    // A path that is relative is one of whoever filled the current folder.
    internal static string[] TreesOf(string path, PoPipelineSettings settings) => Path.IsPathRooted(path) ? [settings.Path] : [settings.Path, "."];

    private void RequireNoLink(string path, string argument) =>
        RequireNoLink(path, TreesOf(path, settings), $"Replace it by a folder, or name another one with {OptionOf(argument)}.");

    // Nothing that people keep there is overwritten, and nothing that git keeps there is added to.
    private static void RequireFolderOf(string path, string argument)
    {
        var full = Path.GetFullPath(path);
        if (RealPaths.Follow(full).Split('/', '\\').Contains(".git", StringComparer.OrdinalIgnoreCase))
        {
            throw PoPipelineSettings.Wrong($"'{Untrusted.Plain(path)}' lies in a folder '.git', which is git's own. Name another folder with {OptionOf(argument)}.");
        }

        for (var folder = full; folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(folder))
            {
                throw PoPipelineSettings.Wrong($"'{Untrusted.Plain(path)}' cannot be a folder: {(folder == full ? "it" : $"'{Untrusted.Plain(folder)}'")} is a file. Remove it, or name another folder with {OptionOf(argument)}.");
            }
        }
    }

    // A path that is too long to be one is too long to be shown.
    private static RunException NotWritten(string folder, string argument, Exception exception) => Failure.Of(
        ExitCode.Usage,
        $"Nothing can be written into '{Untrusted.Cut(folder, MostShown)}': {Refusal.OfWriting(exception)}. Name another folder with --{argument}.",
        exception);

    private static string OptionOf(string argument) => $"--{argument[PoPipelineArguments.Prefix.Length..]}";

    private string[] LedgersInOutput() => settings.Ledger is { } ledger
        && Path.GetRelativePath(Path.GetFullPath(settings.Output), Path.GetFullPath(ledger)).Split('/', '\\') is [not ".." and { } first, ..]
            ? [LedgerName, first]
            : [LedgerName];
}

using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Follows files that a step brought from the folder that they came into to those that scripts unpack, copy or move them to.</summary>
internal sealed class UnpackedFolders
{
    // Who unpacks and copies more often between a download and what uses it means to keep a reader busy.
    private const int MostMoves = 256;
    private const int MostFolders = 16;

    private readonly Job job;
    private readonly ImmutableArray<Move> moves;

    /// <summary>Looks at what the scripts of a job unpack, copy and move.</summary>
    /// <param name="job">The job.</param>
    public UnpackedFolders(Job job)
    {
        this.job = job;
        moves =
        [
            .. from entry in job.Steps.Index()
               from script in entry.Item.Scripts
               from command in script.Commands
               where IsMove(command.Name)
               select new Move(entry.Index, command, [.. command.Words.Skip(1).Where(word => !word.Text.StartsWith('-')).Select(word => word.Text)]),
        ];
    }

    /// <summary>Each folder that the files are in, that they came into first; null for the workspace itself.</summary>
    /// <param name="stepIndex">The step that brings them.</param>
    /// <param name="folder">The folder that it brings them into; null for the workspace itself.</param>
    public ImmutableArray<ReachedFolder> Of(int stepIndex, string? folder)
    {
        var found = new List<ReachedFolder> { new(stepIndex, folder) };
        foreach (var move in moves.SkipWhile(move => move.StepIndex < stepIndex).Take(MostMoves))
        {
            if (found.Count == MostFolders)
            {
                break;
            }

            if (Target(move, found) is { } target)
            {
                var into = target is "." or "./" or "" ? job.Steps[move.StepIndex].WorkingDirectory?.Value : target;
                if (!found.Exists(reached => reached.Folder == into))
                {
                    found.Add(new ReachedFolder(move.StepIndex, into));
                }
            }
        }

        return [.. found];
    }

    private static bool IsMove(string program) => program is "unzip" or "tar" or "bsdtar" or "expand-archive" or "7z" or "7za" or "cp" or "mv" or "rsync" or "install" or "ditto";

    // Where a command puts what it takes from one of the folders; the empty text for where it stands; null where it takes nothing of them.
    private static string? Target(Move move, List<ReachedFolder> folders)
    {
        var (_, command, plain) = move;
        return command.Name switch
        {
            "unzip" when plain.Any(word => IsFrom(word, folders)) => Option(command, "-d") ?? "",
            "expand-archive" when plain.Any(word => IsFrom(word, folders)) => Option(command, "-DestinationPath") ?? (plain.Length > 1 ? plain[^1] : null),
            "7z" or "7za" when plain.Any(word => IsFrom(word, folders)) => command.Words.Select(word => word.Text).FirstOrDefault(text => text.StartsWith("-o", StringComparison.Ordinal))?[2..] ?? "",
            "tar" or "bsdtar" when Extracts(command) && plain.Any(word => IsFrom(word, folders)) => Option(command, "-C") ?? Option(command, "--directory") ?? "",
            "cp" or "mv" or "rsync" or "install" or "ditto" when plain.Length > 1 && plain.SkipLast(1).Any(word => IsFrom(word, folders)) => plain[^1].TrimEnd('/'),
            _ => null,
        };
    }

    private static bool Extracts(Command command) =>
        command.Words.Skip(1).Select(word => word.Text).Index().Any(word => word.Item is "--extract" or "--get"
            || (word.Item.Length is > 0 and < 8 && word.Item.Contains('x', StringComparison.Ordinal) && !word.Item.StartsWith("--", StringComparison.Ordinal) && (word.Index == 0 || word.Item[0] == '-')));

    private static string? Option(Command command, string name) => command.ValuesOf(name).Select(word => word.Text.TrimEnd('/')).FirstOrDefault();

    // Of the workspace itself, whatever lies in it and is packed may be theirs.
    private static bool IsFrom(string path, List<ReachedFolder> folders)
    {
        var normal = WorkspaceRuns.Normalize(path);
        foreach (var (_, folder) in folders)
        {
            var name = folder is null ? "" : WorkspaceRuns.Normalize(folder);
            if (name.Length == 0 ? !WorkspacePrograms.IsOutside(path) && HasPack(path) : normal == name || normal.StartsWith(name + "/", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasPack(string path) =>
        path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) || path.EndsWith("gz", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".xz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".bz2", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".zst", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".7z", StringComparison.OrdinalIgnoreCase);

    private sealed record Move(int StepIndex, Command Command, ImmutableArray<string> Plain);
}

using System.Collections.Immutable;
using PoPipeline.Rules.Flow;
using PoPipeline.Rules.Model.Pipelines;

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
               let move = FileMove.Of(command)
               where move is not null
               select new Move(entry.Index, move),
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

            if (move.Files.Sources.Any(word => IsFrom(word, found)))
            {
                var into = move.Files.Target is "." or "./" or "" ? job.Steps[move.StepIndex].WorkingDirectory?.Value : move.Files.Target;
                if (!found.Exists(reached => reached.Folder == into))
                {
                    found.Add(new ReachedFolder(move.StepIndex, into));
                }
            }
        }

        return [.. found];
    }

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

    private sealed record Move(int StepIndex, FileMove Files);
}

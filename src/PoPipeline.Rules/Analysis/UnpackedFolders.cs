using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Shell;

namespace PoPipeline.Rules.Analysis;

/// <summary>Follows files that a step brought from the folder that they came into to those that scripts unpack, copy or move them to.</summary>
internal static class UnpackedFolders
{
    /// <summary>Each folder that the files are in, that they came into first; null for the workspace itself.</summary>
    /// <param name="job">The job.</param>
    /// <param name="stepIndex">The step that brings them.</param>
    /// <param name="folder">The folder that it brings them into; null for the workspace itself.</param>
    public static ImmutableArray<(int StepIndex, string? Folder)> Of(Job job, int stepIndex, string? folder)
    {
        const int Most = 16;
        var found = ImmutableArray.CreateBuilder<(int StepIndex, string? Folder)>();
        found.Add((stepIndex, folder));
        for (var index = stepIndex; index < job.Steps.Length; index++)
        {
            foreach (var command in job.Steps[index].Scripts.SelectMany(script => script.Commands))
            {
                if (found.Count < Most && Target(command, [.. found.Select(entry => entry.Folder)]) is { } target)
                {
                    var into = target is "." or "./" or "" ? job.Steps[index].WorkingDirectory?.Value : target;
                    if (!found.Any(entry => entry.Folder == into))
                    {
                        found.Add((index, into));
                    }
                }
            }
        }

        return found.ToImmutable();
    }

    // Where a command puts what it takes from one of the folders; the empty text for where it stands; null where it takes nothing of them.
    private static string? Target(Command command, ImmutableArray<string?> folders)
    {
        var plain = command.Words.Skip(1).Where(word => !word.Text.StartsWith('-')).Select(word => word.Text).ToImmutableArray();
        return command.Name switch
        {
            "unzip" when plain.Length > 0 && IsFrom(plain[0], folders) => Option(command, "-d"),
            "expand-archive" when plain.Any(word => IsFrom(word, folders)) => Option(command, "-DestinationPath") ?? (plain.Length > 1 ? plain[^1] : null),
            "7z" or "7za" when plain.Any(word => IsFrom(word, folders)) => command.Words.Select(word => word.Text).FirstOrDefault(text => text.StartsWith("-o", StringComparison.Ordinal))?[2..] ?? "",
            "tar" or "bsdtar" when Extracts(command) && plain.Any(word => IsFrom(word, folders)) => Option(command, "-C") ?? Option(command, "--directory"),
            "cp" or "mv" or "rsync" or "install" or "ditto" when plain.Length > 1 && plain.SkipLast(1).Any(word => IsFrom(word, folders)) => plain[^1].TrimEnd('/'),
            _ => null,
        } ?? (IsUnpacking(command, folders, plain) ? "" : null);
    }

    private static bool IsUnpacking(Command command, ImmutableArray<string?> folders, ImmutableArray<string> plain) =>
        (command.Name is "unzip" && plain.Length > 0 && IsFrom(plain[0], folders))
        || (command.Name is "tar" or "bsdtar" && Extracts(command) && plain.Any(word => IsFrom(word, folders)));

    private static bool Extracts(Command command) =>
        command.Words.Skip(1).FirstOrDefault() is { Text: { Length: > 0 } first } && (first is "--extract" || (first.Contains('x', StringComparison.Ordinal) && !first.StartsWith("--", StringComparison.Ordinal)));

    private static string? Option(Command command, string name) => command.ValuesOf(name).Select(word => word.Text.TrimEnd('/')).FirstOrDefault();

    // Of the workspace itself, whatever lies in it and is packed may be theirs.
    private static bool IsFrom(string path, ImmutableArray<string?> folders)
    {
        foreach (var folder in folders)
        {
            var name = folder is null ? "" : WorkspaceRuns.Normalize(folder);
            var normal = WorkspaceRuns.Normalize(path);
            if (name.Length == 0 ? !WorkspacePrograms.IsOutside(path) && HasPack(path) : normal == name || normal.StartsWith(name + "/", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasPack(string path) =>
        path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) || path.EndsWith("gz", StringComparison.OrdinalIgnoreCase);
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Sources.Commands;

/// <summary>Reads the files of commands that pipelines and people have run.</summary>
internal sealed class CommandsSource : ISource
{
    /// <summary>How many files are looked into at most.</summary>
    public const int Most = 3_000;

    /// <summary>The largest one that is read, in bytes: a script that a person wrote is a tenth of it.</summary>
    public const int MaximumBytes = 512 * 1024;

    /// <summary>How much of all of them is read, in bytes.</summary>
    public const int MaximumTotal = 32 * 1024 * 1024;

    // Whole trees of others, which no pipeline of the repository runs.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Foreign =
        FrozenSet.Create(StringComparer.Ordinal, "node_modules", "vendor", "third_party", "third-party", "bower_components").GetAlternateLookup<ReadOnlySpan<char>>();

    /// <inheritdoc/>
    public ImmutableArray<string> Gives => [nameof(SnapshotPart.CommandFiles), nameof(SnapshotPart.CommandGaps)];

    /// <inheritdoc/>
    public SourcePlan Plan(Repository repository, Policy policy)
    {
        var files = Among(repository.Files);
        return new SourcePlan([], (tree, cancellation) => Read(repository, tree, files, cancellation));
    }

    /// <summary>The files of a list that may hold commands, those among tests and examples behind the others.</summary>
    /// <param name="files">Paths, relative to the root.</param>
    internal static ImmutableArray<string> Among(ImmutableArray<string> files)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        var behind = new List<string>();
        foreach (var file in files)
        {
            if (!CommandFormats.AreNamed(file) || IsForeign(file))
            {
                continue;
            }

            if (DataFolders.IsAbove(file))
            {
                behind.Add(file);
            }
            else
            {
                found.Add(file);
            }
        }

        found.AddRange(behind);
        return found.DrainToImmutable();
    }

    private static SnapshotPart Read(Repository repository, WorkingTree tree, ImmutableArray<string> files, CancellationToken cancellation)
    {
        var found = new List<CommandFile>();
        var gaps = new List<Gap>();
        var total = 0L;
        foreach (var path in files.Take(Most))
        {
            cancellation.ThrowIfCancellationRequested();
            if (total > MaximumTotal)
            {
                gaps.Add(new Gap(path, $"the files of commands have more than {MaximumTotal / 1024 / 1024} MiB together, and none was looked into from this one on", Failed: true));
                break;
            }

            var file = Bounded(tree.Read(path));
            total += file.Text.Length;
            var name = path.AsMemory(path.LastIndexOf('/') + 1);
            foreach (var format in CommandFormats.All)
            {
                // A file without an ending that cannot be read may be anything.
                if (format.IsNamed(path, name.Span) && !(file.Fault is not null && format is ScriptFiles && !ScriptFiles.HasEnding(name.Span))
                    && format.Read(file, other => repository.Files.BinarySearch(other, StringComparer.Ordinal) >= 0) is { } read)
                {
                    found.Add(read);
                }
            }
        }

        if (files.Length > Most)
        {
            gaps.Add(new Gap(files[Most], $"more than {Most} files are called as files of commands are, and none was looked into from this one on", Failed: true));
        }

        return new SnapshotPart
        {
            CommandFiles = [.. found.OrderBy(file => file.Path, StringComparer.Ordinal).ThenBy(file => file.Kind)],
            CommandGaps = [.. gaps],
        };
    }

    private static SourceFile Bounded(SourceFile file) =>
        file.Size > MaximumBytes ? new SourceFile(file.Path, "", $"it is larger than {MaximumBytes / 1024} KiB") { Size = file.Size } : file;

    private static bool IsForeign(string path)
    {
        var folders = Path.GetDirectoryName(path.AsSpan());
        foreach (var folder in folders.SplitAny('/', '\\'))
        {
            if (Foreign.Contains(folders[folder]))
            {
                return true;
            }
        }

        return false;
    }
}

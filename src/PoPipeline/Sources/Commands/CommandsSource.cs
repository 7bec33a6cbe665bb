using System.Collections.Frozen;
using System.Collections.Immutable;
using PoPipeline.Rules.CodeOwners;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Commands;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources.Pipelines;
using PoPipeline.Sources.Projects;

namespace PoPipeline.Sources.Commands;

/// <summary>Reads the files of commands that pipelines and people have run. Only where packages are installed, images built, or pipelines are, does anybody ask what they run.</summary>
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

    // Asked of few repositories alone.
    private static readonly Lazy<PatternTree> Pipelines = new(() => new PatternTree(PipelineSystem.Known.SelectMany(system => system.Patterns), Forge.GitHub));

    /// <inheritdoc/>
    public ImmutableArray<string> Gives => [nameof(SnapshotPart.CommandFiles), nameof(SnapshotPart.CommandGaps)];

    /// <inheritdoc/>
    public SourcePlan Plan(Repository repository, Policy policy)
    {
        var files = ProjectFiles.Among(repository.Files).IsEmpty && !BuildsImages(repository.Files) && !HasPipelines(repository.Files) ? [] : Among(repository.Files);
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

    private static bool BuildsImages(ImmutableArray<string> files)
    {
        var format = new Containerfile();
        foreach (var file in files)
        {
            if (format.IsNamed(file, file.AsSpan(file.LastIndexOf('/') + 1)) && !IsForeign(file))
            {
                return true;
            }
        }

        return false;
    }

    // Where it takes too much work to tell, there may be some.
    private static bool HasPipelines(ImmutableArray<string> files)
    {
        var walk = new PatternWalk(Pipelines.Value);
        try
        {
            foreach (var file in files)
            {
                if (walk.LastMatch(file) >= 0)
                {
                    return true;
                }
            }

            return false;
        }
        catch (PatternWorkException)
        {
            return true;
        }
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

using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Reads <c>.circleci/config.yml</c>, the configurations beside it, and orbs, as one file or as the tree of files that is packed to one.</summary>
internal sealed class CircleCiReader : IPipelineReader
{
    /// <summary>The folder of configurations.</summary>
    public const string Folder = ".circleci/";

    /// <summary>Where CircleCI looks for a configuration.</summary>
    public const string Root = Folder + "config.yml";

    // Of files that scripts of orbs lie in.
    private const int MostIncluded = 500;

    /// <inheritdoc/>
    public ImmutableArray<Platform> Platforms => [Platform.CircleCi];

    /// <inheritdoc/>
    public ImmutableArray<string> Gives => [nameof(SnapshotPart.Pipelines), nameof(SnapshotPart.IgnoredPipelines), nameof(SnapshotPart.Commented)];

    /// <inheritdoc/>
    public SourcePlan Plan(Repository repository, Policy policy) =>
        FileFinder.MayBeIn(repository) ? Plan(repository) : new SourcePlan([], static (_, _) => new SnapshotPart());

    private static SourcePlan Plan(Repository repository)
    {
        var candidates = FileFinder.Find(repository);
        ImmutableArray<(string Path, string Why)> ignored = [.. FileFinder.Ignored(repository)];
        return new SourcePlan(
            candidates.Select(file => file.Path),
            (tree, cancellation) => candidates.IsEmpty && ignored.IsEmpty ? new SnapshotPart() : Read(tree, candidates, ignored, repository, cancellation));
    }

    private static SnapshotPart Read(WorkingTree tree, ImmutableArray<FoundFile> candidates, ImmutableArray<(string Path, string Why)> ignored, Repository repository, CancellationToken cancellation)
    {
        var read = new Dictionary<string, ConfigFile>(StringComparer.Ordinal);
        var commented = new SortedSet<string>(StringComparer.Ordinal);
        var scripts = new SortedSet<string>(StringComparer.Ordinal);
        var pipelines = ImmutableArray.CreateBuilder<Pipeline>();
        var kinds = candidates.Select(file => (File: file, Kind: KindOf(file, FileOf))).Where(one => one.Kind is not null).ToList();
        var configurations = kinds.Where(one => one.Kind is PipelineKind.Workflow).Select(one => one.File.Path).ToHashSet(StringComparer.Ordinal);
        var builder = new PipelineBuilder(repository, Included, Continued, OwnOrb);
        foreach (var (file, kind) in kinds)
        {
            cancellation.ThrowIfCancellationRequested();
            var first = FileOf(file.Path);
            var parts = ImmutableArray.CreateBuilder<ConfigFile>();
            parts.Add(first);
            var content = file.Role is FileRole.Tree
                ? PackedTree.Pack(first, repository.Files, path =>
                {
                    var part = FileOf(path);
                    parts.Add(part);
                    return part;
                })
                : first.Root;
            var all = parts.DrainToImmutable();
            pipelines.AddRange(builder.Read(all, content, kind!.Value));
            commented.UnionWith(all.Select(part => part.Path));
        }

        return new SnapshotPart
        {
            Pipelines = pipelines.ToImmutable(),
            IgnoredPipelines =
            [
                .. ignored.Where(file => !configurations.Contains(file.Path)).Select(file => new IgnoredPipeline(Platform.CircleCi, file.Path, file.Why) { IsTemplate = TemplateMarks.AreNamed(repository.Name, file.Path) }),
            ],
            Commented = [.. commented.Select(path => new CommentedFile(path, IsYaml: true)), .. scripts.Select(path => new CommentedFile(path, IsYaml: false))],
        };

        ConfigFile FileOf(string path)
        {
            if (!read.TryGetValue(path, out var file))
            {
                read[path] = file = ConfigFile.Read(path, tree);
            }

            return file;
        }

        // A path is one below the root of the tree.
        SourceFile? Included(string from, string path)
        {
            var roots = candidates.Where(file => file.Role is FileRole.Tree).Select(file => file.Path[..(file.Path.LastIndexOf('/') + 1)]).Where(root => from.StartsWith(root, StringComparison.Ordinal)).OrderByDescending(root => root.Length);
            foreach (var root in roots)
            {
                var file = root + path.TrimStart('.').TrimStart('/');
                if (repository.Files.BinarySearch(file, StringComparer.Ordinal) >= 0 && (scripts.Contains(file) || scripts.Count < MostIncluded) && tree.Read(file) is { Fault: null } source)
                {
                    _ = scripts.Add(file);
                    return source;
                }
            }

            return null;
        }

        YamlMapping? OwnOrb() =>
            kinds.Where(one => one.Kind is PipelineKind.Action).ToList() is [var only]
                ? only.File.Role is FileRole.Tree ? PackedTree.Pack(FileOf(only.File.Path), repository.Files, FileOf) : FileOf(only.File.Path).Root
                : null;

        string? Continued(string path) => path.TrimStart('.').TrimStart('/') is var plain && configurations.FirstOrDefault(file => file == path || file.TrimStart('.') == plain) is { } found ? found : null;
    }

    // Many things lie beside a configuration: playbooks, charts. Of those the content tells what they are.
    private static PipelineKind? KindOf(FoundFile file, Func<string, ConfigFile> read)
    {
        if (file.Role is FileRole.Start)
        {
            return PipelineKind.Workflow;
        }

        var (_, document, root) = read(file.Path);
        if (file.Role is FileRole.Beside && document.Error is not null)
        {
            // What cannot be read is a gap where its text looks like a configuration, or nobody can tell.
            return document.Source.Length == 0 || (document.Source.Contains("version: 2", StringComparison.Ordinal) && (document.Source.Contains("\njobs:", StringComparison.Ordinal) || document.Source.Contains("\nworkflows:", StringComparison.Ordinal))) ? PipelineKind.Workflow : null;
        }

        if (file.Role is FileRole.Orb && document is { Error: not null, IsTooLarge: false })
        {
            return document.Source.Contains("version: 2.1", StringComparison.Ordinal) && (document.Source.Contains("\ncommands:", StringComparison.Ordinal) || document.Source.Contains("\njobs:", StringComparison.Ordinal)) ? PipelineKind.Action : null;
        }

        var hasVersion = root?["version"] is YamlScalar { Value: "2" or "2.0" or "2.1" };
        return file.Role switch
        {
            FileRole.Tree => file.Path.EndsWith("@config.yml", StringComparison.Ordinal) || file.Path.EndsWith("@config.yaml", StringComparison.Ordinal) ? PipelineKind.Workflow : PipelineKind.Action,
            FileRole.Orb => hasVersion && root!.Entry("workflows") is null && (root.Entry("commands") ?? root.Entry("jobs") ?? root.Entry("executors")) is not null ? PipelineKind.Action : null,
            _ => hasVersion && (root!["jobs"] as YamlMapping ?? root["workflows"] as YamlMapping) is not null && root.Entry("services") is null ? PipelineKind.Workflow : null,
        };
    }
}

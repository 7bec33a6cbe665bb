using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.CodeOwners;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Suppressions;
using PoPipeline.Sources.CodeOwners;
using PoPipeline.Sources.Exceptions;
using PoPipeline.Sources.Pipelines;
using PoPipeline.Sources.Pipelines.GitHubActions;
using PoPipeline.Sources.Suppressions;
using PoPipeline.Sources.Templates;

namespace PoPipeline.Sources;

/// <summary>Collects a snapshot of a working tree: the only part of PoPipeline that reads.</summary>
/// <param name="time">The clock, asked once.</param>
public sealed class Collector(TimeProvider time)
{
    private const int Stages = 3;

    private static readonly ImmutableArray<IPipelineReader> Readers = [new GitHubActionsReader()];

    /// <summary>The platforms whose pipelines are read.</summary>
    internal static ImmutableArray<Platform> Platforms { get; } = [.. Readers.SelectMany(reader => reader.Platforms)];

    /// <summary>Is told of each path whose file is looked at, from several threads; null where nobody asks.</summary>
    internal Action<string>? Asked { get; init; }

    /// <summary>What is read in place of files, by path; null where every file is read as it is.</summary>
    internal IReadOnlyDictionary<string, string>? Drafts { get; init; }

    /// <summary>Collects.</summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="cancellation">Stops the collection.</param>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    public Snapshot Collect(string root, Policy policy, CancellationToken cancellation = default) =>
        Collect(new CollectionRequest { Root = root, Policy = policy }, cancellation: cancellation);

    /// <summary>Collects.</summary>
    /// <param name="request">What to collect.</param>
    /// <param name="progress">Is told how far the collection has come.</param>
    /// <param name="cancellation">Stops the collection.</param>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    /// <exception cref="OperationCanceledException">The collection was stopped.</exception>
    public Snapshot Collect(CollectionRequest request, IProgress<CollectionProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(request.Root))
        {
            throw new DirectoryNotFoundException($"There is no folder '{request.Root}'.");
        }

        progress?.Report(new CollectionProgress("listing files", 0, Stages));
        var policy = request.Policy;
        var tree = new WorkingTree(request.Root, request.UseGit) { Asked = Asked, Drafts = Drafts };
        var repository = tree.Describe(request.Hints, policy.Forge, cancellation);

        progress?.Report(new CollectionProgress($"reading pipelines among {Counted.Of(repository.Files.Length, "file")}", 1, Stages));
        var owners = Task.Run(() => CodeOwners(tree, repository), cancellation);
        var templates = Task.Run(() => TemplatesReader.Read(tree, repository, cancellation), cancellation);
        var scan = Task.Run(() => SuppressionScan.Read(tree, repository.Files, cancellation), cancellation);
        var readings = Readers
            .AsParallel().AsOrdered().WithCancellation(cancellation)
            .Select(reader => reader.Read(tree, repository, policy, cancellation))
            .ToList();

        progress?.Report(new CollectionProgress("reading code owners", 2, Stages));
        var (files, exceptions) = owners.GetAwaiter().GetResult();
        var read = templates.GetAwaiter().GetResult();
        var (suppressions, gaps) = scan.GetAwaiter().GetResult();
        var unread = UnreadFinder.Find(repository.Files, Readers.SelectMany(reader => reader.Platforms), policy.Pipelines);
        var snapshot = new Snapshot
        {
            ObservedAt = time.GetUtcNow(),
            Repository = repository,
            Part = request.Part,
            Policy = policy,
            Trust = request.Trust,
            CodeOwners = files,
            Pipelines = [.. readings.SelectMany(reading => reading.Pipelines).OrderBy(pipeline => pipeline.Path, StringComparer.Ordinal)],
            IgnoredPipelines = [.. readings.SelectMany(reading => reading.Ignored).OrderBy(ignored => ignored.Path, StringComparer.Ordinal)],
            LinkedPipelines = [.. readings.SelectMany(reading => reading.Links).OrderBy(link => link.Path, StringComparer.Ordinal)],
            UnreadPipelines = unread.Pipelines,
            UnreadGaps = unread.Gaps,
            Templates = read.Templates,
            IgnoredTemplates = read.Ignored,
            InlineExceptions =
            [
                .. readings.SelectMany(reading => reading.Exceptions).Concat(exceptions).Concat(read.Exceptions)
                    .OrderBy(exception => exception.Span.Path, StringComparer.Ordinal)
                    .ThenBy(exception => exception.Span.Region.StartLine),
            ],
            Suppressions = suppressions,
            SuppressionGaps = gaps,
        };
        progress?.Report(new CollectionProgress("collected", Stages, Stages));
        return snapshot;
    }

    private static (ImmutableArray<CodeOwnersFile> Files, ImmutableArray<InlineException> Exceptions) CodeOwners(WorkingTree tree, Repository repository)
    {
        var files = CodeOwnersReader.Read(tree, repository);
        var exceptions = files
            .Where(file => file.Unreadable is null)
            .Select(file => file.Path)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(path => InlineExceptions.Read(path, tree.Read(path).Text));
        return (files, [.. exceptions]);
    }
}

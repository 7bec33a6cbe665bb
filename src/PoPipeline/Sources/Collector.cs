using System.Collections.Immutable;
using PoPipeline.Ledger;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources.Exceptions;

namespace PoPipeline.Sources;

/// <summary>Collects a snapshot of a working tree: the only part of PoPipeline that reads.</summary>
/// <param name="time">The clock, asked once.</param>
public sealed class Collector(TimeProvider time)
{
    private const int Stages = 3;

    /// <summary>The tree, where somebody read from it before, or will afterwards; null for one that only this collection reads from.</summary>
    internal WorkingTree? Tree { get; init; }

    /// <summary>Collects.</summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="cancellation">Stops the collection.</param>
    /// <exception cref="RefusedException">The folder is not there.</exception>
    public Snapshot Collect(string root, Policy policy, CancellationToken cancellation = default) =>
        Collect(new CollectionRequest { Root = root, Policy = policy }, cancellation: cancellation);

    /// <summary>Collects.</summary>
    /// <param name="request">What to collect.</param>
    /// <param name="progress">Is told how far the collection has come.</param>
    /// <param name="cancellation">Stops the collection.</param>
    /// <exception cref="RefusedException">The folder is not there.</exception>
    /// <exception cref="OperationCanceledException">The collection was stopped.</exception>
    public Snapshot Collect(CollectionRequest request, IProgress<CollectionProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(request.Root))
        {
            throw new RefusedException($"There is no folder '{request.Root}'.");
        }

        progress?.Report(new CollectionProgress("listing files", 0, Stages));
        var tree = Tree ?? new WorkingTree(request.Root, request.UseGit);
        var repository = tree.Describe(request.Hints, request.Forge is Forge.Unknown ? request.Policy.Forge : request.Forge, cancellation);

        progress?.Report(new CollectionProgress($"reading pipelines among {Counted.Of(repository.Files.Length, "file")}", 1, Stages));
        var parts = Read(tree, repository, request.Policy, cancellation);

        progress?.Report(new CollectionProgress("reading exceptions", 2, Stages));
        var snapshot = new Snapshot
        {
            ObservedAt = time.GetUtcNow(),
            Repository = repository,
            Part = request.Part,
            Platforms = request.Platforms,
            Policy = request.Policy,
            Trust = request.Trust,
            CodeOwners = Joined(parts, part => part.CodeOwners),
            Pipelines = Joined(parts, part => part.Pipelines, pipeline => pipeline.Path),
            IgnoredPipelines = Joined(parts, part => part.IgnoredPipelines, ignored => ignored.Path),
            LinkedPipelines = Joined(parts, part => part.LinkedPipelines, link => link.Path),
            UnreadPipelines = Joined(parts, part => part.UnreadPipelines),
            UnreadGaps = Joined(parts, part => part.UnreadGaps),
            Templates = Joined(parts, part => part.Templates),
            IgnoredTemplates = Joined(parts, part => part.IgnoredTemplates),
            SoftwareTemplates = Joined(parts, part => part.SoftwareTemplates),
            CatalogEntities = Joined(parts, part => part.CatalogEntities),
            FileDigests = Joined(parts, part => part.FileDigests),
            Projects = Joined(parts, part => part.Projects),
            Locks = Joined(parts, part => part.Locks),
            Wrappers = Joined(parts, part => part.Wrappers),
            ProjectGaps = Joined(parts, part => part.ProjectGaps),
            CommandFiles = Joined(parts, part => part.CommandFiles),
            CommandGaps = Joined(parts, part => part.CommandGaps),
            InTotoLayouts = Joined(parts, part => part.InTotoLayouts),
            InTotoGaps = Joined(parts, part => part.InTotoGaps),
            ReleaseSettings = Joined(parts, part => part.ReleaseSettings),
            InlineExceptions = InlineExceptions.Read(tree, parts.SelectMany(part => part.Commented)),
            Suppressions = Joined(parts, part => part.Suppressions),
            SuppressionGaps = Joined(parts, part => part.SuppressionGaps),
        };
        progress?.Report(new CollectionProgress("collected", Stages, Stages));
        return snapshot;
    }

    private static SnapshotPart[] Read(WorkingTree tree, Repository repository, Policy policy, CancellationToken cancellation)
    {
        // What all of them need is known before the first one opens a file.
        ImmutableArray<SourcePlan> plans = [.. SourceList.All.Select(source => source.Plan(repository, policy))];
        tree.Need(plans.SelectMany(plan => plan.Needs));
        return Task.WhenAll(plans.Select(plan => Task.Run(() => plan.Read(tree, cancellation), cancellation))).GetAwaiter().GetResult();
    }

    private static ImmutableArray<T> Joined<T>(SnapshotPart[] parts, Func<SnapshotPart, ImmutableArray<T>> list) => [.. parts.SelectMany(part => list(part))];

    // What several sources give is in one order all the same.
    private static ImmutableArray<T> Joined<T>(SnapshotPart[] parts, Func<SnapshotPart, ImmutableArray<T>> list, Func<T, string> path) =>
        [.. parts.SelectMany(part => list(part)).OrderBy(path, StringComparer.Ordinal)];
}

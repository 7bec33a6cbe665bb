using PoPipeline.Rules.Model;
using PoPipeline.Sources;
using PoPipeline.Sources.CodeOwners;
using PoPipeline.Sources.Pipelines.GitHubActions;

namespace PoPipeline;

/// <summary>Collects a snapshot of a working tree: the only part of PoPipeline that reads.</summary>
/// <param name="time">The clock, asked once.</param>
public sealed class Collector(TimeProvider time)
{
    private static readonly IPipelineReader[] Readers = [new GitHubActionsReader()];

    /// <summary>Collects.</summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="cancellation">Stops the collection.</param>
    public Snapshot Collect(string root, Policy policy, CancellationToken cancellation = default)
    {
        var tree = new WorkingTree(root);
        var repository = tree.Describe();
        var readings = Readers.Select(reader => reader.Read(tree, repository, policy, cancellation)).ToList();
        return new Snapshot
        {
            ObservedAt = time.GetUtcNow(),
            Repository = repository,
            Policy = policy,
            CodeOwners = CodeOwnersReader.Read(tree, repository),
            Pipelines = [.. readings.SelectMany(reading => reading.Pipelines).OrderBy(pipeline => pipeline.Path, StringComparer.Ordinal)],
            IgnoredPipelines = [.. readings.SelectMany(reading => reading.Ignored)],
            InlineExceptions = [.. readings.SelectMany(reading => reading.Exceptions)],
        };
    }
}

using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Sources;

/// <summary>Reads one part of the snapshot. All sources read side by side, and none knows what another one reads.</summary>
internal interface ISource
{
    /// <summary>The lists of the snapshot that it fills, by the names that they have in <see cref="SnapshotPart"/>.</summary>
    ImmutableArray<string> Gives { get; }

    /// <summary>Says what it needs, by the names of the files alone: nothing is read yet.</summary>
    /// <param name="repository">What is known of the tree, its files included.</param>
    /// <param name="policy">The policy in force.</param>
    SourcePlan Plan(Repository repository, Policy policy);
}

/// <summary>What a source is about to do.</summary>
/// <param name="Needs">The files that it reads as a whole, relative to the root: whoever comes first reads them for all.</param>
/// <param name="Read">Reads them; stops between two of them where that is asked for.</param>
internal sealed record SourcePlan(IEnumerable<string> Needs, Func<WorkingTree, CancellationToken, SnapshotPart> Read);

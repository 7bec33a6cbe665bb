using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Sources;

/// <summary>Reads the pipelines of one platform into the model that all platforms share.</summary>
internal interface IPipelineReader
{
    /// <summary>What it reads: files of these platforms are no longer said to be unread.</summary>
    ImmutableArray<Platform> Platforms { get; }

    /// <summary>Reads every pipeline of the platform.</summary>
    /// <param name="tree">The working tree.</param>
    /// <param name="repository">What is known of it, its files included.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="cancellation">Stops the reading between two files.</param>
    PipelineReading Read(WorkingTree tree, Repository repository, Policy policy, CancellationToken cancellation);
}

using PoPipeline.Rules.Model;

namespace PoPipeline.Sources;

/// <summary>Reads the pipelines of one platform into the model that all platforms share.</summary>
internal interface IPipelineReader
{
    /// <summary>Reads every pipeline of the platform.</summary>
    /// <param name="tree">The working tree.</param>
    /// <param name="repository">What is known of it, its files included.</param>
    /// <param name="policy">The policy in force.</param>
    /// <param name="cancellation">Stops the reading between two files.</param>
    PipelineReading Read(WorkingTree tree, Repository repository, Policy policy, CancellationToken cancellation);
}

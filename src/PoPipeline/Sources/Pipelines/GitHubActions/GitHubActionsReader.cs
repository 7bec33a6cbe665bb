using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>Reads workflows and <c>action.yml</c> files of GitHub Actions.</summary>
internal sealed class GitHubActionsReader : IPipelineReader
{
    /// <inheritdoc/>
    public PipelineReading Read(WorkingTree tree, Repository repository, Policy policy, CancellationToken cancellation) => new();
}

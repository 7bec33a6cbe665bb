using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Sources.Pipelines.Tekton;

/// <summary>What starts the runs of a resource.</summary>
/// <param name="Triggers">Each of them.</param>
internal sealed record PipelineEvents(ImmutableArray<Trigger> Triggers)
{
    /// <summary>Nothing starts it by itself.</summary>
    public static PipelineEvents None { get; } = new([]);

    /// <summary>Whether whoever proposes a change may start one, once somebody lets them.</summary>
    public bool IsOfProposals => Triggers.Any(trigger => trigger.StartedBy is Origin.Outsider);
}

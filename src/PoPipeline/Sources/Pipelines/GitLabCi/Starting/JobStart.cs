using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Pipelines.GitLabCi.Starting;

/// <summary>What becomes of a job when a pipeline comes to be in one way.</summary>
/// <param name="Event">The way.</param>
/// <param name="Outcomes">What may become of it, each once and in the order of the rules; one where that is known.</param>
internal sealed record JobStart(PipelineEvent Event, ImmutableArray<StartOutcome> Outcomes)
{
    /// <summary>Whether it never runs.</summary>
    public bool IsNever => Outcomes.All(outcome => outcome.Mode is StartMode.Never);

    /// <summary>The first outcome that lets it run; null where none does.</summary>
    public StartOutcome? Runs => Outcomes.FirstOrDefault(outcome => outcome.Mode is not StartMode.Never);
}

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

    /// <summary>Whether it runs, or may be started, for certain.</summary>
    public bool IsCertain => Outcomes.All(outcome => outcome.Mode is not (StartMode.Never or StartMode.Unknown));

    /// <summary>Whether it may run without somebody's starting it.</summary>
    public bool MayRunByItself => Outcomes.Any(outcome => outcome.Mode is not (StartMode.Never or StartMode.ByHand));

    /// <summary>How it starts; unknown where more than one way is possible.</summary>
    public StartMode Mode => Outcomes.Select(outcome => outcome.Mode).Distinct().ToList() is [var mode] ? mode : StartMode.Unknown;

    /// <summary>The first outcome that lets it run; null where none does.</summary>
    public StartOutcome? Runs => Outcomes.FirstOrDefault(outcome => outcome.Mode is not StartMode.Never);

    /// <summary>What becomes of a job, for each way in which a pipeline comes to be.</summary>
    public static ImmutableArray<JobStart> Of(CiConfiguration configuration, CiJob job) => new StartReader(configuration).Of(job);
}

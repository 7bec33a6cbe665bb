using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Model;

/// <summary>The platforms that somebody asked about. The pipelines of all are read all the same.</summary>
/// <param name="All">The platforms, each once.</param>
public sealed record JudgedPlatforms(ImmutableArray<Platform> All)
{
    /// <summary>Whether pipelines of a platform were asked about.</summary>
    /// <param name="platform">The platform; null for a system that no reader is planned for.</param>
    public bool Includes(Platform? platform) => platform is { } known && All.Contains(known);
}

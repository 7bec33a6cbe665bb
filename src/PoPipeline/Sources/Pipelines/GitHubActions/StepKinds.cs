using System.Collections.Immutable;

namespace PoPipeline.Sources.Pipelines.GitHubActions;

/// <summary>The keys by which a step runs beside others, or waits for those that do.</summary>
/// <remarks>Source: GitHub's reference of the workflow syntax, of June 2026. Steps of an action have none of them.</remarks>
internal static class StepKinds
{
    /// <summary>A group of steps that run side by side; the job goes on when all have ended.</summary>
    public const string Parallel = "parallel";

    /// <summary>Lets a step run while the job goes on.</summary>
    public const string Background = "background";

    /// <summary>Waits for some steps that run in the background.</summary>
    public const string Wait = "wait";

    /// <summary>Waits for all steps that run in the background.</summary>
    public const string WaitAll = "wait-all";

    /// <summary>Ends a step that runs in the background.</summary>
    public const string Cancel = "cancel";

    /// <summary>The keys of steps that run nothing themselves.</summary>
    public static ImmutableArray<string> WithoutProgram { get; } = [Parallel, Wait, WaitAll, Cancel];
}

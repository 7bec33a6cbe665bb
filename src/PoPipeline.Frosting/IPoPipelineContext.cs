using Cake.Frosting;
using PoPipeline.Running;

namespace PoPipeline.Frosting;

/// <summary>What the tasks of PoPipeline need of the context of a build.</summary>
public interface IPoPipelineContext : IFrostingContext
{
    /// <summary>What to look at and where to write, read once from the arguments of the build.</summary>
    PoPipelineSettings Settings { get; }

    /// <summary>What this run collected and judged so far.</summary>
    PoPipelineRun Run { get; }
}

using PoPipeline.Rules.Data;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Rules.Releasing;

/// <summary>A tool that a step runs.</summary>
/// <param name="Use">The tool.</param>
/// <param name="Job">The job.</param>
/// <param name="Step">The step.</param>
internal sealed record PlacedTool(ToolUse Use, Job Job, Step Step)
{
    /// <summary>Where it stands among the branches of its script; null where nothing decides about it there.</summary>
    public ScriptArm? Arm { get; init; }
}

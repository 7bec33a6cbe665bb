using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Fail when a finding is open that the gate minds; every report is written before.</summary>
[TaskName(PoPipelineTasks.Gate)]
[TaskDescription("Fail when a finding is open that the gate minds; every report is written before")]
[IsDependentOn(typeof(ReportTask))]
public sealed class GateTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Gate();
}

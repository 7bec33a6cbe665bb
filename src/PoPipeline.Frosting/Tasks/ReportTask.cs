using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Write the reports of other formats, and show the findings.</summary>
[TaskName(PoPipelineTasks.Report)]
[TaskDescription("Write the reports of other formats, and show the findings")]
[IsDependentOn(typeof(SnapshotTask))]
[IsDependentOn(typeof(SarifTask))]
[IsDependentOn(typeof(SummaryTask))]
public sealed class ReportTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Report();
}

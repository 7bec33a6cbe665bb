using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Write the summary as Markdown.</summary>
[TaskName(PoPipelineTasks.Summary)]
[TaskDescription("Write the summary as Markdown")]
[IsDependentOn(typeof(RecordsTask))]
public sealed class SummaryTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.WriteSummary();
}

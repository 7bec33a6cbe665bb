using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Write the verdicts as SARIF.</summary>
[TaskName(PoPipelineTasks.Sarif)]
[TaskDescription("Write the verdicts as SARIF")]
[IsDependentOn(typeof(RecordsTask))]
public sealed class SarifTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.WriteSarif();
}

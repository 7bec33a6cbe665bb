using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Write the snapshot, which is the evidence and can be judged again.</summary>
[TaskName(PoPipelineTasks.Snapshot)]
[TaskDescription("Write the snapshot, which is the evidence and can be judged again")]
[IsDependentOn(typeof(RecordsTask))]
public sealed class SnapshotTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.WriteSnapshot();
}

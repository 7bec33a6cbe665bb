using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Show which settings the token can see, and what it takes to see the others.</summary>
[TaskName(PoPipelineTasks.Doctor)]
[TaskDescription("Show which settings the token can see, and what it takes to see the others")]
public sealed class DoctorTask : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.ShowDoctor();
}

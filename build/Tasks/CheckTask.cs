using Cake.Frosting;
using PoPipeline.Frosting.Tasks;

namespace PoPipeline.Build.Tasks;

/// <summary>Run PoPipeline on this repository.</summary>
[TaskName("Check")]
[TaskDescription("Run PoPipeline on this repository")]
[IsDependentOn(typeof(GateTask))]
public sealed class CheckTask : FrostingTask<BuildContext>;

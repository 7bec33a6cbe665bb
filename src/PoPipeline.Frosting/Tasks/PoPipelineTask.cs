using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Check that the repository follows the PO practices of NIST SSDF.</summary>
[TaskName(PoPipelineTasks.PoPipeline)]
[TaskDescription("Check that the repository follows the PO practices of NIST SSDF")]
[IsDependentOn(typeof(GateTask))]
public sealed class PoPipelineTask : FrostingTask<IPoPipelineContext>;

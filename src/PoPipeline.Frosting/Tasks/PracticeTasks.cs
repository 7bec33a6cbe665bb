using Cake.Frosting;

namespace PoPipeline.Frosting.Tasks;

/// <summary>Check SSDF task PO.1.1 alone.</summary>
[TaskName(PoPipelineTasks.PO11)]
[TaskDescription("Check SSDF task PO.1.1 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO11Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.1.1");
}

/// <summary>Check SSDF task PO.1.2 alone.</summary>
[TaskName(PoPipelineTasks.PO12)]
[TaskDescription("Check SSDF task PO.1.2 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO12Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.1.2");
}

/// <summary>Check SSDF task PO.1.3 alone.</summary>
[TaskName(PoPipelineTasks.PO13)]
[TaskDescription("Check SSDF task PO.1.3 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO13Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.1.3");
}

/// <summary>Check SSDF task PO.2.1 alone.</summary>
[TaskName(PoPipelineTasks.PO21)]
[TaskDescription("Check SSDF task PO.2.1 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO21Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.2.1");
}

/// <summary>Check SSDF task PO.2.2 alone.</summary>
[TaskName(PoPipelineTasks.PO22)]
[TaskDescription("Check SSDF task PO.2.2 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO22Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.2.2");
}

/// <summary>Check SSDF task PO.2.3 alone.</summary>
[TaskName(PoPipelineTasks.PO23)]
[TaskDescription("Check SSDF task PO.2.3 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO23Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.2.3");
}

/// <summary>Check SSDF task PO.3.1 alone.</summary>
[TaskName(PoPipelineTasks.PO31)]
[TaskDescription("Check SSDF task PO.3.1 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO31Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.3.1");
}

/// <summary>Check SSDF task PO.3.2 alone.</summary>
[TaskName(PoPipelineTasks.PO32)]
[TaskDescription("Check SSDF task PO.3.2 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO32Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.3.2");
}

/// <summary>Check SSDF task PO.3.3 alone.</summary>
[TaskName(PoPipelineTasks.PO33)]
[TaskDescription("Check SSDF task PO.3.3 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO33Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.3.3");
}

/// <summary>Check SSDF task PO.4.1 alone.</summary>
[TaskName(PoPipelineTasks.PO41)]
[TaskDescription("Check SSDF task PO.4.1 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO41Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.4.1");
}

/// <summary>Check SSDF task PO.4.2 alone.</summary>
[TaskName(PoPipelineTasks.PO42)]
[TaskDescription("Check SSDF task PO.4.2 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO42Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.4.2");
}

/// <summary>Check SSDF task PO.5.1 alone.</summary>
[TaskName(PoPipelineTasks.PO51)]
[TaskDescription("Check SSDF task PO.5.1 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO51Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.5.1");
}

/// <summary>Check SSDF task PO.5.2 alone.</summary>
[TaskName(PoPipelineTasks.PO52)]
[TaskDescription("Check SSDF task PO.5.2 alone")]
[IsDependentOn(typeof(CollectTask))]
public sealed class PO52Task : FrostingTask<IPoPipelineContext>
{
    /// <inheritdoc/>
    public override void Run(IPoPipelineContext context) => context.Run.Check("PO.5.2");
}

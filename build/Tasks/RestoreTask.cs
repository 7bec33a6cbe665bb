using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Restore;
using Cake.Frosting;

namespace PoPipeline.Build.Tasks;

/// <summary>Restore packages, exactly those of the lock files.</summary>
[TaskName("Restore")]
[TaskDescription("Restore packages, exactly those of the lock files")]
public sealed class RestoreTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context) =>
        context.DotNetRestore(BuildContext.Solution, new DotNetRestoreSettings { LockedMode = true });
}

using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Pack;
using Cake.Frosting;

namespace PoPipeline.Build.Tasks;

/// <summary>Make the packages.</summary>
[TaskName("Pack")]
[TaskDescription("Make the packages")]
[IsDependentOn(typeof(BuildTask))]
public sealed class PackTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context) =>
        context.DotNetPack(
            BuildContext.Solution,
            new DotNetPackSettings
            {
                Configuration = context.BuildConfiguration,
                NoBuild = true,
                NoRestore = true,
                OutputDirectory = BuildContext.Packages,
                EnvironmentVariables = { [BuildContext.Epoch] = context.CommitTime },
            });
}

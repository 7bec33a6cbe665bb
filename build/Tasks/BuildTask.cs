using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Build;
using Cake.Frosting;

namespace PoPipeline.Build.Tasks;

/// <summary>Build everything.</summary>
[TaskName("Build")]
[TaskDescription("Build everything")]
[IsDependentOn(typeof(RestoreTask))]
public sealed class BuildTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context) =>
        context.DotNetBuild(BuildContext.Solution, new DotNetBuildSettings { Configuration = context.BuildConfiguration, NoRestore = true });
}

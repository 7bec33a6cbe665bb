using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Test;
using Cake.Frosting;

namespace PoPipeline.Build.Tasks;

/// <summary>Run every test, or those of --filter.</summary>
[TaskName("Test")]
[TaskDescription("Run every test, or those of --filter")]
[IsDependentOn(typeof(BuildTask))]
public sealed class TestTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context) =>
        context.DotNetTest(BuildContext.Solution, new DotNetTestSettings { Configuration = context.BuildConfiguration, NoBuild = true, Filter = context.Filter });
}

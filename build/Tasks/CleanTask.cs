using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Clean;
using Cake.Frosting;

namespace PoPipeline.Build.Tasks;

/// <summary>Delete what a build makes.</summary>
[TaskName("Clean")]
[TaskDescription("Delete what a build makes")]
public sealed class CleanTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context) =>
        context.DotNetClean(BuildContext.Solution, new DotNetCleanSettings { Configuration = context.BuildConfiguration, Verbosity = DotNetVerbosity.Quiet });
}

using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Format;
using Cake.Frosting;

namespace PoPipeline.Build.Tasks;

/// <summary>Compare the code with the format; --fix rewrites it.</summary>
[TaskName("Format")]
[TaskDescription("Compare the code with the format; --fix rewrites it")]
[IsDependentOn(typeof(RestoreTask))]
public sealed class FormatTask : FrostingTask<BuildContext>
{
    /// <inheritdoc/>
    public override void Run(BuildContext context) =>
        context.DotNetFormat(BuildContext.Solution, new DotNetFormatSettings { VerifyNoChanges = !context.Fix, NoRestore = true });
}

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
    // Style and analyzers are errors of the build; they are looked at here only where they are mended.
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        var settings = new DotNetFormatSettings { VerifyNoChanges = !context.Fix, NoRestore = true };
        if (context.Fix)
        {
            context.DotNetFormat(BuildContext.Solution, settings);
        }
        else
        {
            context.DotNetFormatWhitespace(BuildContext.Solution, settings);
        }
    }
}

using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Format;
using Cake.Core;
using Cake.Frosting;

namespace PoPipeline.Build.Tasks;

/// <summary>Compare the code with the format; --fix rewrites it.</summary>
[TaskName("Format")]
[TaskDescription("Compare the code with the format; --fix rewrites it")]
[IsDependentOn(typeof(RestoreTask))]
public sealed class FormatTask : FrostingTask<BuildContext>
{
    // What was made, what was installed, and what the tests judge.
    private static readonly string[] NotOurs = [BuildContext.Artifacts, "tests/components/node_modules", "tests/PoPipeline.Tests/Cases"];

    // Style and analyzers are errors of the build; they are looked at here only where they are mended. Whitespace is looked at here alone, and needs no projects.
    // It takes half the time where the formatter, which was compiled ahead, is not compiled once more while it runs.
    /// <inheritdoc/>
    public override void Run(BuildContext context)
    {
        if (context.Fix)
        {
            context.DotNetFormat(BuildContext.Solution, new DotNetFormatSettings { NoRestore = true });
        }
        else
        {
            context.DotNetFormatWhitespace(
                ".",
                new DotNetFormatSettings
                {
                    VerifyNoChanges = true,
                    Exclude = NotOurs,
                    ArgumentCustomization = arguments => arguments.Append("--folder"),
                    EnvironmentVariables = { ["DOTNET_TieredCompilation"] = "0" },
                });
        }
    }
}

using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using PoPipeline.Running;

namespace PoPipeline.Frosting;

/// <summary>
/// Runs the targets of a build, as the host that it takes the place of does. The engine wraps what a task throws, to hand over its report, and the
/// exit code of the wrapping is 1: what ended a run of ours is taken out again, so that the host ends with its exit code and its reason. What another task of
/// the build throws is left as it is.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="strategy">How tasks are run.</param>
/// <param name="context">The context of the build.</param>
/// <param name="printer">What prints the report.</param>
/// <param name="configuration">The configuration of Cake.</param>
/// <param name="log">The log of the build.</param>
internal sealed class FailureScriptHost(
    ICakeEngine engine, IExecutionStrategy strategy, IFrostingContext context, ICakeReportPrinter printer, ICakeConfiguration configuration, ICakeLog log)
    : BuildScriptHost<IFrostingContext>(engine, strategy, context, printer, configuration, log)
{
    /// <inheritdoc/>
    public override Task<CakeReport> RunTargetAsync(string target) => Unwrapped(() => base.RunTargetAsync(target));

    /// <inheritdoc/>
    public override Task<CakeReport> RunTargetsAsync(IEnumerable<string> targets) => Unwrapped(() => base.RunTargetsAsync(targets));

    private static async Task<CakeReport> Unwrapped(Func<Task<CakeReport>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (CakeReportException wrapped) when (wrapped.InnerException is RunException failure)
        {
            throw CakeFailure.Of(failure);
        }
    }
}

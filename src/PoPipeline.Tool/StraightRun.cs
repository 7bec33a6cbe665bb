using Microsoft.Extensions.Logging;
using PoPipeline.Running;

namespace PoPipeline.Tool;

/// <summary>Runs a verb by itself, without a host.</summary>
internal static class StraightRun
{
    /// <summary>Runs it.</summary>
    /// <param name="invocation">What to run.</param>
    /// <param name="terminal">What to speak to.</param>
    /// <param name="logger">Where to log.</param>
    /// <returns>The exit code, and the reason why the run ended before it was done; null where there is none to tell.</returns>
    public static (int ExitCode, string? Reason) Of(Invocation invocation, PoPipelineTerminal terminal, ILogger logger)
    {
        try
        {
            var run = new PoPipelineRun(PoPipelineSettings.Read(invocation.Arguments), terminal, logger);
            (invocation.Verb?.Run(run) ?? Task.CompletedTask).GetAwaiter().GetResult();
            return ((int)ExitCode.Met, null);
        }
        catch (RunException failure)
        {
            return ((int)failure.Code, failure.Message);
        }
        catch (OperationCanceledException) when (terminal.Cancellation.IsCancellationRequested)
        {
            return ((int)ExitCode.Incomplete, null);
        }
    }
}

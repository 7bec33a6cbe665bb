using Microsoft.Extensions.Logging;
using PoPipeline.Running;

namespace PoPipeline.Tool;

/// <summary>Stands in for the host of a build, which is not part of this program: a verb runs by itself, whatever is asked to be told.</summary>
internal static class HostedRun
{
    public static (int ExitCode, string? Reason) Of(Invocation invocation, PoPipelineTerminal terminal, ILogger logger) => StraightRun.Of(invocation, terminal, logger);
}

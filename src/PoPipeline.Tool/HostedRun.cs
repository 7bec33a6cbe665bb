using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PoPipeline.Frosting;
using PoPipeline.Running;

namespace PoPipeline.Tool;

/// <summary>Runs a verb as a target of the host of a build, which tells of its tasks.</summary>
internal static class HostedRun
{
    /// <summary>Runs it.</summary>
    /// <param name="invocation">What to run.</param>
    /// <param name="terminal">What to speak to.</param>
    /// <param name="logger">Where to log.</param>
    /// <returns>The exit code, and the last error; null where there was none.</returns>
    public static (int ExitCode, string? Reason) Of(Invocation invocation, PoPipelineTerminal terminal, ILogger logger)
    {
        var log = new HostLog(logger);
        var exitCode = new CakeHost()
            .UsePoPipeline()
            .ConfigureServices(services => services
                .AddSingleton(terminal)
                .AddSingleton(logger)
                .AddSingleton<ICakeLog>(log)
                .AddSingleton<ICakeReportPrinter, SilentReportPrinter>()
                .AddSingleton<Cake.Core.Tooling.IToolInstaller, NoToolInstaller>())
            .Run(invocation.HostArguments);
        return (exitCode, log.LastError);
    }
}

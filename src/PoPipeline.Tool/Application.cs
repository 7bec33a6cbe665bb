using System.Reflection;
using System.Runtime.CompilerServices;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PoPipeline.Frosting;

namespace PoPipeline.Tool;

/// <summary>Checks the usage, then runs the verb as a target of the host.</summary>
internal static class Application
{
    /// <summary>Runs a command line.</summary>
    /// <param name="words">The words.</param>
    /// <param name="terminal">What to speak to.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] words, PoPipelineTerminal terminal)
    {
        var invocation = CommandLine.Parse(words);
        if (invocation.Error is { } error)
        {
            terminal.Error.WriteLine($"po: {error}");
            terminal.Error.WriteLine(invocation.Verb is { } verb ? $"See 'po {verb.Name} --help'." : "See 'po --help'.");
            return PoPipelineExitCode.Usage;
        }

        if (invocation.Version)
        {
            terminal.Output.WriteLine($"po {Version}");
            return PoPipelineExitCode.Met;
        }

        if (invocation.Help)
        {
            terminal.Output.Write(invocation.Verb is { } verb ? HelpText.Of(verb) : HelpText.Of());
            return PoPipelineExitCode.Met;
        }

        return RunHost(invocation, terminal);
    }

    private static string Version =>
        typeof(Application).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    // Help and version must not wait for the host to be loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int RunHost(Invocation invocation, PoPipelineTerminal terminal)
    {
        var logger = new ErrorLogger(terminal.Error, ErrorLogger.LeastOf(invocation.Verbosity));
        var log = new HostLog(logger);
        var exitCode = new CakeHost()
            .UsePoPipeline()
            .ConfigureServices(services => services
                .AddSingleton(terminal)
                .AddSingleton<ILogger>(logger)
                .AddSingleton<ICakeLog>(log)
                .AddSingleton<ICakeReportPrinter, SilentReportPrinter>())
            .Run(invocation.HostArguments);
        if (exitCode != PoPipelineExitCode.Met && log.LastError is { } error)
        {
            terminal.Error.WriteLine($"po: {error}");
        }

        return exitCode;
    }
}

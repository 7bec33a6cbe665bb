using System.Reflection;
using Microsoft.Extensions.Logging;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Running;

namespace PoPipeline.Tool;

/// <summary>Checks the usage, then runs the verb.</summary>
internal static class Application
{
    private const int Interrupted = 130;

    /// <summary>What <c>--version</c> says.</summary>
    public static string VersionLine =>
        $"po {typeof(Application).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"}";

    /// <summary>Runs a command line.</summary>
    /// <param name="words">The words.</param>
    /// <param name="terminal">What to speak to.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] words, PoPipelineTerminal terminal)
    {
        if (!IsSomewhere())
        {
            terminal.Error.WriteLine($"po: The current folder is not there any more. Go to one that is, and run again.");
            return (int)ExitCode.Usage;
        }

        var invocation = CommandLine.Parse(words);
        if (words is [])
        {
            terminal.Error.Write(SafeText.Lines(HelpText.Of()));
            return (int)ExitCode.Usage;
        }

        if (invocation.Error is { } error)
        {
            terminal.Error.WriteLine($"po: {error}");
            terminal.Error.WriteLine($"See 'po {((invocation.Verb?.Name ?? invocation.Group) is { } subject ? $"{subject} " : "")}--help'.");
            return (int)ExitCode.Usage;
        }

        if (invocation.Version || invocation.Help)
        {
            terminal.Output.Write(SafeText.Lines(
                invocation.Version ? VersionLine + "\n"
                : invocation.Verb is { } verb ? HelpText.Of(verb)
                : invocation.Group is { } group ? HelpText.Of(Usage.Verbs, group)
                : HelpText.Of()));
            return (int)ExitCode.Met;
        }

        return Run(invocation, terminal);
    }

    // Whatever is named is relative to it.
    private static bool IsSomewhere()
    {
        try
        {
            return Directory.Exists(Directory.GetCurrentDirectory());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static int Run(Invocation invocation, PoPipelineTerminal terminal)
    {
        var logger = new ErrorLogger(terminal.Error, ErrorLogger.LeastOf(invocation.Verbosity));

        // Which task follows which is only told by the host of a build, which takes longer to load than most checks take.
        var (exitCode, reason) = logger.IsEnabled(LogLevel.Trace) ? HostedRun.Of(invocation, terminal, logger) : StraightRun.Of(invocation, terminal, logger);
        if (exitCode is not (int)ExitCode.Met && terminal.Cancellation.IsCancellationRequested)
        {
            terminal.Error.WriteLine($"po: stopped before the end; what is written is whole, but not all of it may be there.");
            return Interrupted;
        }

        // The report has said already that the gate failed, and maybe why the run is not complete.
        if (exitCode is not ((int)ExitCode.Met or (int)ExitCode.Failed) && reason is { } error && !terminal.Shown.Contains(error))
        {
            // A build knows the options by their longer names. What ends a run escaped text of others, so that its line breaks are ours.
            terminal.Error.WriteLine($"po: {SafeText.Lines(error.Replace("--" + PoPipelineArguments.Prefix, "--", StringComparison.Ordinal))}");
        }

        return exitCode;
    }
}

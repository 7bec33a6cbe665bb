using System.Runtime.InteropServices;
using PoPipeline.Ledger;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Running;

namespace PoPipeline.Tool;

/// <summary>The program.</summary>
internal static class Program
{
    /// <summary>Runs it.</summary>
    /// <param name="args">The command line.</param>
    public static int Main(string[] args)
    {
        try
        {
            var exitCode = Run(args);
            StandardConsole.Output.Flush();
            return exitCode;
        }
        catch (Exception exception)
        {
            return Failed(exception);
        }
    }

    private static int Run(string[] args)
    {
        if (args is ["--version" or "-V"])
        {
            // The one answer that needs nothing at all.
            StandardConsole.Output.WriteLine($"{Application.VersionLine}");
            return (int)ExitCode.Met;
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = Stop(PosixSignal.SIGINT, stop);
        using var terminate = Stop(PosixSignal.SIGTERM, stop);
        return Application.Run(args, new PoPipelineTerminal
        {
            Input = StandardConsole.Input,
            Answers = !StandardConsole.IsInputRedirected && !StandardConsole.IsOutputRedirected,
            ShowsProgress = !StandardConsole.IsErrorRedirected,
            Width = StandardConsole.Width,
            Cancellation = stop.Token,
        });
    }

    // The runtime would print it as it is, and abort.
    private static int Failed(Exception exception)
    {
        var isRefused = exception is IOException or UnauthorizedAccessException;
        Try(StandardConsole.Output.Flush);
        Try(() => StandardConsole.Error.WriteLine(isRefused
            ? SafeText.Of($"po: {(exception is RefusedException ? exception.Message : $"Something cannot be read or written: {Refusal.Of(exception)}.")}")
            : SafeText.Of($"po: PoPipeline itself failed ({exception.GetType().Name}: {exception.Message}). Please report it.")));
        return (int)(isRefused ? ExitCode.Usage : ExitCode.Incomplete);
    }

    // Where nothing can be said any more, the exit code is left.
    private static void Try(Action say)
    {
        try
        {
            say();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    // The first signal lets the run end in order; the second ends it at once.
    private static PosixSignalRegistration Stop(PosixSignal signal, CancellationTokenSource stop) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        });
}

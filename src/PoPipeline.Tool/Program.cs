using System.Runtime.InteropServices;
using PoPipeline.Frosting;
using PoPipeline.Running;
using PoPipeline.Outputs.Terminal;

namespace PoPipeline.Tool;

/// <summary>The program.</summary>
internal static class Program
{
    /// <summary>Runs it.</summary>
    /// <param name="args">The command line.</param>
    public static int Main(string[] args)
    {
        if (args is ["--version" or "-V"])
        {
            // The one answer that needs nothing at all.
            StandardConsole.Output.WriteLine($"{Application.VersionLine}");
            StandardConsole.Output.Flush();
            return 0;
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = Stop(PosixSignal.SIGINT, stop);
        using var terminate = Stop(PosixSignal.SIGTERM, stop);
        try
        {
            return Application.Run(args, new PoPipelineTerminal
            {
                Input = StandardConsole.Input,
                Answers = !StandardConsole.IsInputRedirected && !StandardConsole.IsOutputRedirected,
                ShowsProgress = !StandardConsole.IsErrorRedirected,
                Width = StandardConsole.Width,
                Cancellation = stop.Token,
            });
        }
        catch (Exception exception)
        {
            // The runtime would print it as it is.
            StandardConsole.Error.WriteLine($"po: PoPipeline itself failed ({exception.GetType().Name}: {exception.Message}). Please report it.");
            return (int)ExitCode.Incomplete;
        }
        finally
        {
            StandardConsole.Output.Flush();
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

using System.Runtime.InteropServices;
using PoPipeline.Frosting;

namespace PoPipeline.Tool;

/// <summary>The program.</summary>
internal static class Program
{
    /// <summary>Runs it.</summary>
    /// <param name="args">The command line.</param>
    public static int Main(string[] args)
    {
        if (args is ["--version"])
        {
            // The one answer that needs nothing at all.
            Console.Out.WriteLine(Application.VersionLine);
            return 0;
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = Stop(PosixSignal.SIGINT, stop);
        using var terminate = Stop(PosixSignal.SIGTERM, stop);

        // A report is written in many pieces; each of them would be a system call.
        using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 64 * 1024) { AutoFlush = false };
        return Application.Run(args, new PoPipelineTerminal
        {
            Output = output,
            Input = Console.In,
            Interactive = !Console.IsOutputRedirected,
            Answers = !Console.IsInputRedirected && !Console.IsOutputRedirected,
            ShowsProgress = !Console.IsErrorRedirected,
            Width = Console.IsOutputRedirected ? 0 : Console.WindowWidth,
            Cancellation = stop.Token,
        });
    }

    // The first signal lets the run end in order; the second ends it at once.
    private static PosixSignalRegistration Stop(PosixSignal signal, CancellationTokenSource stop) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        });
}

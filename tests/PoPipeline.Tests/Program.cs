using PoPipeline.Tests.Decisions.Trackers;
using Xunit.Runner.InProc.SystemConsole;

namespace PoPipeline.Tests;

/// <summary>Runs the tests, or what one of them starts as a process of its own, which need not look for all the tests first.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args) =>
        args is [FilingProcess.Verb, var address] ? await FilingProcess.RunAsync(new Uri(address)) : await ConsoleRunner.Run(args);
}

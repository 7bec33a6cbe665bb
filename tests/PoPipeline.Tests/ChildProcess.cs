using System.Diagnostics;

namespace PoPipeline.Tests;

/// <summary>
/// The programs that tests start. None of them has a standard stream of the tests' own: over these the runner hears how each test ended. What another program
/// writes between loses some of it, and where that is the word that all are done, the runner waits for it without end.
/// </summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>What git is told, so that it follows no configuration of the machine's or the user's.</summary>
    public static IReadOnlyDictionary<string, string?> PlainGit { get; } =
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["GIT_CONFIG_NOSYSTEM"] = "1" };

    /// <summary>Starts a program, whose streams are the caller's to read and to close.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments, one by one; no shell sees them.</param>
    /// <param name="folder">The folder to run in; the components' own by default.</param>
    /// <param name="environment">Variables to set; a null value removes one.</param>
    public static Process Start(string file, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder ?? Components.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"'{file}' does not start.");
    }

    /// <summary>Runs a program to its end and returns its exit code and what it wrote.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments, one by one; no shell sees them.</param>
    /// <param name="folder">The folder to run in; the components' own by default.</param>
    /// <param name="environment">Variables to set; a null value removes one.</param>
    /// <param name="patience">How long it may take; a few minutes by default.</param>
    /// <param name="input">What it reads; nothing by default.</param>
    /// <exception cref="TimeoutException">It takes longer, or has ended and what it started still holds its streams.</exception>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string file,
        IEnumerable<string> arguments,
        string? folder = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        TimeSpan? patience = null,
        string input = "")
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var process = Start(file, arguments, folder, environment);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await Task.WhenAll(GiveAsync(process, input), process.WaitForExitAsync(cancellation), output, error).WaitAsync(patience ?? Patience, cancellation);
            return (process.ExitCode, await output, await error);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Runs a program to its end, as <see cref="RunAsync"/> does.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments, one by one; no shell sees them.</param>
    /// <param name="folder">The folder to run in; the components' own by default.</param>
    /// <param name="environment">Variables to set; a null value removes one.</param>
    /// <param name="input">What it reads; nothing by default.</param>
    public static (int ExitCode, string Output, string Error) Run(
        string file, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null, string input = "") =>
        Task.Run(() => RunAsync(file, arguments, folder, environment, input: input)).GetAwaiter().GetResult();

    /// <summary>Runs a program that has to end well, as <see cref="Run"/> does, and returns what it wrote to its standard output.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments, one by one; no shell sees them.</param>
    /// <param name="folder">The folder to run in; the components' own by default.</param>
    /// <param name="environment">Variables to set; a null value removes one.</param>
    /// <param name="input">What it reads; nothing by default.</param>
    public static string Demand(
        string file, IReadOnlyCollection<string> arguments, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null, string input = "")
    {
        var (exitCode, output, error) = Run(file, arguments, folder, environment, input);
        Assert.True(exitCode == 0, $"{file} {string.Join(' ', arguments)} ended with {exitCode}:\n{output}{error}\n{input}");
        return output;
    }

    // A program may end before it has read all of it, or any.
    private static async Task GiveAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            return;
        }
    }
}

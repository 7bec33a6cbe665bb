using System.Text.Json;
using System.Text.RegularExpressions;

namespace PoPipeline.Packaging.Tests;

/// <summary>
/// Each packaging runs once on a checkout that is hostile in every file that a called program might read. Nothing of it is obeyed, and no program but
/// <c>po</c> opens a file of it. The build of <c>po</c>, which all of them share, ran in such a checkout, too.
/// </summary>
public sealed partial class HostileCheckoutTests(SourceCopy source) : IDisposable
{
    // What po may open beside its own folder, .NET's, the checkout and the output: an addition is a decision.
    private static readonly Regex[] Approved =
    [
        SystemPlaces(),
        Temporary(),
    ];

    private readonly HostileCheckout hostile = new();
    private readonly ActionRunner runner = new(source);
    private readonly string trace = Path.GetTempFileName();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        hostile.Dispose();
        File.Delete(trace);
    }

    [Fact]
    public async Task The_build_obeys_nothing_and_reads_no_file_of_the_checkout()
    {
        await source.Build();

        source.Hostile.AssertNothingObeyed();
        Assert.Empty(source.Hostile.FilesRead());
    }

    [Fact]
    public async Task The_action_obeys_nothing_and_lets_po_alone_open_the_checkout()
    {
        var strace = OpenedFiles.Require();
        var program = await source.Build();
        var workspace = await hostile.Make();
        var left = hostile.Variables;
        left["PATH"] = $".:{workspace}::{source.Tools}:{Environment.GetEnvironmentVariable("PATH")}";
        left["LD_PRELOAD"] = "/nowhere/evil.so";
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["EARLIER_STEPS"] = JsonSerializer.Serialize(left.Where(variable => variable.Value is not null).ToDictionary(variable => variable.Key, variable => variable.Value)),
        };

        var run = await runner.RunIn(workspace, new() { ["rules"] = "PO3205", ["output"] = "po-report" }, [], variables, [strace, .. OpenedFiles.Options(trace)], keep: true);

        Assert.Equal("failed", run.Outputs["result"]?.GetValue<string>() + (run.Outputs["result"]?.GetValue<string>() is "failed" ? "" : run.Output));
        Assert.DoesNotContain("cannot be preloaded", run.Output, StringComparison.Ordinal);
        AssertSound(workspace, Path.GetFileName(program));
    }

    [Fact]
    public async Task The_template_obeys_nothing_and_lets_po_alone_open_the_project()
    {
        var strace = OpenedFiles.Require();
        await source.Build();
        var project = await hostile.Make();

        var (exitCode, output) = await GitLabScript.Run(
            source, project, new Dictionary<string, string>(StringComparer.Ordinal) { ["rules"] = "PO3205" },
            hostile.VariablesOf($"{source.Tools}:{Environment.GetEnvironmentVariable("PATH")}"), [strace, .. OpenedFiles.Options(trace)]);

        Assert.True(exitCode == 1, output);
        AssertSound(project, "po");
    }

    [Fact]
    public async Task The_task_obeys_nothing_and_lets_po_alone_open_the_workspace()
    {
        var strace = OpenedFiles.Require();
        var program = await source.Build();
        var workspace = await hostile.Make();

        var run = await TaskScript.Run(
            program, workspace, new Dictionary<string, string>(StringComparer.Ordinal) { ["rules"] = "PO3205", ["path"] = "." },
            hostile.VariablesOf(Environment.GetEnvironmentVariable("PATH") ?? ""), [strace, .. OpenedFiles.Options(trace)]);

        Assert.True(run.TestOutput.Contains("FAILURE", StringComparison.Ordinal), run.Log);
        AssertSound(workspace, "po");
    }

    [Fact]
    public async Task The_builds_of_the_packagings_get_a_fresh_folder_and_no_variable_of_others()
    {
        await source.Build();
        var project = await hostile.Make();
        var before = File.Exists(source.Calls) ? File.ReadAllLines(source.Calls).Length : 0;

        var (exitCode, output) = await GitLabScript.Run(
            source, project, new Dictionary<string, string>(StringComparer.Ordinal) { ["rules"] = "PO3205" }, hostile.VariablesOf($"{source.Tools}:{Environment.GetEnvironmentVariable("PATH")}"));

        Assert.True(exitCode == 1, output);
        var calls = (await File.ReadAllLinesAsync(source.Calls, Cancelled)).Skip(before).ToList();
        Assert.Equal(2, calls.Count(line => line.StartsWith("in ", StringComparison.Ordinal)));
        Assert.All(calls.Where(line => line.StartsWith("in ", StringComparison.Ordinal)), line => Assert.Matches($"^in {Regex.Escape(Path.TrimEndingDirectorySeparator(Path.GetTempPath()))}/[^/]+/source$", line));
        var known = PackagingVariablesTests.Machine.Concat(["DOTNET_NOLOGO", "DOTNET_TieredPGO", "DOTNET_CLI_TELEMETRY_OPTOUT", "DOTNET_SKIP_FIRST_TIME_EXPERIENCE", "DOTNET_GENERATE_ASPNET_CERTIFICATE", "PWD", "_"]);
        Assert.Empty(calls.Where(line => !line.StartsWith("in ", StringComparison.Ordinal)).Select(line => line.Split('=')[0]).Except(known, StringComparer.Ordinal));
    }

    private static bool IsBelow(string folder, string file) => file == folder || file.StartsWith(folder + "/", StringComparison.Ordinal);

    // What fetches the trusted branch may look at: where the checkout stands, and its objects.
    private void AssertSound(string checkout, string po)
    {
        hostile.AssertNothingObeyed();
        var seen = OpenedFiles.Read(trace);
        Assert.Contains(seen, opened => opened.Program == po && opened.File == Path.Combine(checkout, ".github", "workflows", "triage.yml"));
        var output = Path.Combine(checkout, "po-report");
        Assert.DoesNotContain(seen, opened => opened.Program != po && IsBelow(checkout, opened.File) && !IsBelow(output, opened.File) && opened.File != checkout);
        var own = seen.First(opened => opened.Program == po && opened.File.EndsWith("/po", StringComparison.Ordinal)).File;
        var dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        Assert.Empty(seen.Where(opened => opened.Program == po)
            .Select(opened => opened.File)
            .Where(file => !IsBelow(checkout, file) && !IsBelow(Path.GetDirectoryName(own)!, file) && !IsBelow(dotnet, file) && !Approved.Any(place => place.IsMatch(Commonly(file))))
            .Order(StringComparer.Ordinal));
    }

    // Where temporary files lie on this machine, and where .NET looks for the folder above, named as on most.
    private static string Commonly(string file) =>
        Path.TrimEndingDirectorySeparator(Path.GetTempPath()) is var temporary && IsBelow(temporary, file) ? "/tmp" + file[temporary.Length..] : file;

    [GeneratedRegex(@"^/((usr/)?lib(32|64)?/|etc/(gitconfig|ld\.so\.cache|localtime|ssl/openssl\.cnf|passwd|nsswitch\.conf)$|usr/(share/zoneinfo|share/dotnet)/|proc/|sys/|dev/(null|urandom|tty|pts/)|dev$|$)")]
    private static partial Regex SystemPlaces();

    // What .NET keeps while it runs.
    [GeneratedRegex(@"^/(tmp|dev/shm)(/(\.dotnet|clr-debug-pipe|dotnet-diagnostic|doublemapper)[^/]*(/.*)?)?$")]
    private static partial Regex Temporary();
}

using System.Globalization;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;
using PoPipeline.Frosting.Tasks;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Tests;
using Spectre.Console;

namespace PoPipeline.Frosting.Tests;

public sealed class HostTests(CakeScript script) : IClassFixture<CakeScript>
{
    [Fact]
    public void The_tree_shows_what_depends_on_what()
    {
        var (exitCode, text) = Run("--tree");

        Assert.Equal(0, exitCode);
        Assert.Contains("PoPipeline-Gate", text, StringComparison.Ordinal);
        Assert.Contains("Example-Release", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_names_the_tasks_in_order_and_runs_none()
    {
        var (exitCode, text) = Run("--target", "Example-Release", "--dryrun");

        Assert.Equal(0, exitCode);
        Assert.True(text.LastIndexOf("PoPipeline-Collect", StringComparison.Ordinal) < text.LastIndexOf("PoPipeline-Gate", StringComparison.Ordinal));
        Assert.True(text.LastIndexOf("PoPipeline-Gate", StringComparison.Ordinal) < text.LastIndexOf("Example-Release", StringComparison.Ordinal));
    }

    [Fact]
    public void The_description_of_every_task_is_shown() => Assert.Contains("Collect a snapshot", Run("--description").Text, StringComparison.Ordinal);

    [Fact]
    public void A_build_of_ones_own_runs_our_tasks_before_its_own()
    {
        using var folder = new TempFolder();
        folder.Write("README.md", "");

        var (exitCode, text) = Run("--target=Example-Release", $"--po-path={folder.Path}", $"--po-output={folder.Path}/po-report", "--po-rule=PO3204", "--flavour=sweet");

        Assert.Equal(0, exitCode);
        Assert.Contains("released sweet", text, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "po-report", "summary.md")));
    }

    [Fact]
    public void An_exclusive_target_runs_alone() => Assert.Contains("released plain", Run("--target", "Example-Release", "--exclusive").Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("--target=PoPipeline --po-fial-on=high", "po-fail-on")]
    [InlineData("--target=PoPipeline --po-fail-on=hihg", "high")]
    [InlineData("--target=PoPipeline --po-path=/no/such/folder", "/no/such/folder")]
    [InlineData("--target=PoPipeline-Explain", "po-id")]
    public void A_wrong_argument_of_a_build_is_exit_code_2(string words, string expected)
    {
        var (exitCode, text) = Run(words.Split(' '));

        Assert.Equal(2, exitCode);
        Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_of_the_framework_that_no_rule_gives_evidence_for_is_not_met_but_incomplete()
    {
        using var folder = new TempFolder();

        Assert.Equal((int)ExitCode.Incomplete, Run("--target=PoPipeline-PO.2.2", $"--po-path={folder.Path}").ExitCode);
    }

    [Theory]
    [InlineData(ExitCode.Failed)]
    [InlineData(ExitCode.Usage)]
    [InlineData(ExitCode.Incomplete)]
    [InlineData(ExitCode.Tampering)]
    public void What_ends_a_run_of_ours_ends_the_build_with_its_exit_code_and_its_reason(ExitCode code)
    {
        foreach (var targets in new[] { new[] { "--target=Example-Ours" }, ["--target=Example-Handled", "--target=Example-Ours"] })
        {
            var (exitCode, text) = Run([.. targets, $"--code={code}"]);

            Assert.Equal((int)code, exitCode);
            Assert.Contains($"Error: It is {code}.", text, StringComparison.Ordinal);
            Assert.Contains("Duration", text, StringComparison.Ordinal);
        }
    }

    // Cake's own program is of the same version as the assemblies that the stand-in is built on.
    [Theory]
    [InlineData("Example-Fail", 1, "Error: as it should")]
    [InlineData("Example-Throw", 1, "Error: as it should")]
    [InlineData("Example-Handled", 0, "handled")]
    [InlineData("No-Such-Task", 1, "Error: The target 'No-Such-Task' was not found")]
    public async Task A_task_of_a_build_ends_it_as_Cake_itself_ends(string target, int expected, string message)
    {
        var cake = Path.Combine(Paths.Packages, "cake.tool", Paths.CakeVersion, "tools", "net10.0", "any", "Cake.dll");
        Components.Require(File.Exists(cake), $"Cake.Tool {Paths.CakeVersion} is not among the packages; a build on the stand-in restores it.");
        var (cakeExitCode, output, error) = await ChildProcess.RunAsync("dotnet", [cake, "build.cake", $"--target={target}"], script.Folder, CakeScript.Variables);
        var (exitCode, text) = Run($"--target={target}");

        Assert.Equal((expected, expected), (cakeExitCode, exitCode));
        Assert.Contains(message, Ansi.Strip(output + error), StringComparison.Ordinal);
        Assert.Contains(message, text, StringComparison.Ordinal);
    }

    private static (int ExitCode, string Text) Run(params string[] args)
    {
        using var writer = new StringWriter();
        var console = new RecordingConsole(writer);
        var exitCode = new CakeHost()
            .UsePoPipeline<ExampleContext>()
            .ConfigureServices(services => services
                .AddSingleton(new PoPipelineTerminal { Output = new TerminalWriter(writer), Error = new TerminalWriter(writer), Interactive = false })
                .AddSingleton<IConsole>(console)
                .AddSingleton<ICakeLog>(new RecordingLog(writer))
                .AddSingleton(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No })))
            .Run(args);
        return (exitCode, writer.ToString());
    }

    private sealed class RecordingLog(TextWriter writer) : ICakeLog
    {
        public Verbosity Verbosity { get; set; }

        public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) =>
            writer.WriteLine(string.Format(CultureInfo.InvariantCulture, format, args));
    }

    private sealed class RecordingConsole(TextWriter writer) : IConsole
    {
        public ConsoleColor ForegroundColor { get; set; }

        public ConsoleColor BackgroundColor { get; set; }

        public bool SupportAnsiEscapeCodes => false;

        public void Write(string format, params object[] arg) => writer.Write(format, arg);

        public void Write(string value) => writer.Write(value);

        public void WriteLine(string format, params object[] arg) => writer.WriteLine(format, arg);

        public void WriteLine(string value) => writer.WriteLine(value);

        public void WriteError(string format, params object[] arg) => writer.Write(format, arg);

        public void WriteError(string value) => writer.Write(value);

        public void WriteErrorLine(string format, params object[] arg) => writer.WriteLine(format, arg);

        public void WriteErrorLine(string value) => writer.WriteLine(value);

        public void ResetColor()
        {
        }
    }
}

/// <summary>The same tasks as a script of Cake's own program, which keeps what it compiled of it for the next run.</summary>
public sealed class CakeScript : IDisposable
{
    private readonly TempFolder folder = new();

    public CakeScript() => folder.Write("build.cake", """
        Task("Example-Fail").Does(() => { throw new CakeException(42, "as it should"); });
        Task("Example-Throw").Does(() => { throw new InvalidOperationException("as it should"); });
        Task("Example-Handled").Does(() => { throw new CakeException(42, "as it should"); }).OnError(exception => Information("handled"));
        RunTarget(Argument<string>("target"));
        """);

    public static IReadOnlyDictionary<string, string?> Variables { get; } = new Dictionary<string, string?>(StringComparer.Ordinal) { ["CAKE_SETTINGS_ENABLESCRIPTCACHE"] = "true" };

    public string Folder => folder.Path;

    public void Dispose() => folder.Dispose();
}

public sealed class ExampleContext(ICakeContext context) : PoPipelineContext(context)
{
    public string Flavour { get; } = context.Arguments.GetArguments("flavour").FirstOrDefault() ?? "plain";
}

// The tool is a host in this process too, and finds these tasks: they must fit its context as well.
[TaskName("Example-Release")]
[IsDependentOn(typeof(GateTask))]
public sealed class ExampleReleaseTask : FrostingTask<IPoPipelineContext>
{
    public override void Run(IPoPipelineContext context) => context.Log.Information("released {0}", ((ExampleContext)context).Flavour);
}

[TaskName("Example-Fail")]
public sealed class ExampleFailTask : AsyncFrostingTask<IPoPipelineContext>
{
    public override Task RunAsync(IPoPipelineContext context) => throw new CakeException(42, "as it should");
}

[TaskName("Example-Ours")]
public sealed class ExampleOursTask : FrostingTask<IPoPipelineContext>
{
    public override void Run(IPoPipelineContext context)
    {
        var code = Enum.Parse<ExitCode>(context.Arguments.GetArguments("code").Single());
        throw Failure.Of(code, $"It is {code}.");
    }
}

[TaskName("Example-Throw")]
public sealed class ExampleThrowTask : FrostingTask<IPoPipelineContext>
{
    public override void Run(IPoPipelineContext context) => throw new InvalidOperationException("as it should");
}

[TaskName("Example-Handled")]
public sealed class ExampleHandledTask : FrostingTask<IPoPipelineContext>
{
    public override void Run(IPoPipelineContext context) => throw new CakeException(42, "as it should");

    public override void OnError(Exception exception, IPoPipelineContext context) => context.Log.Information("handled");
}

using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Cake.Core.Diagnostics;
using CsCheck;
using PoPipeline.Configuration;
using PoPipeline.Forges;
using PoPipeline.Init;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;
using PoPipeline.Tests;
using PoPipeline.Tests.Outputs;
using Runner = PoPipeline.Tests.Outputs.Runner;

namespace PoPipeline.Frosting.Tests;

/// <summary>Holds the program to speaking through one writer, by type and by text.</summary>
public sealed partial class SpeakingTests
{
    private static readonly string[] Projects = ["PoPipeline", "PoPipeline.Audit", "PoPipeline.Ledger", "PoPipeline.Frosting", "PoPipeline.Tool"];

    private static string Sources => Path.Combine(TestPaths.Repository, "src");

    [Fact]
    public void The_terminal_gives_no_writer_that_does_not_escape()
    {
        var open = typeof(PoPipelineTerminal).GetProperties().Where(property => typeof(TextWriter).IsAssignableFrom(property.PropertyType) || property.PropertyType == typeof(Stream));

        Assert.Empty(open);
        Assert.Equal(typeof(TerminalWriter), typeof(PoPipelineTerminal).GetProperty(nameof(PoPipelineTerminal.Output))?.PropertyType);
        Assert.Equal(typeof(TerminalWriter), typeof(PoPipelineTerminal).GetProperty(nameof(PoPipelineTerminal.Error))?.PropertyType);
    }

    [Fact]
    public void Nothing_else_speaks_to_the_console() =>
        Assert.Equal(["PoPipeline/Outputs/Terminal/StandardConsole.cs"], FilesWith(ConsoleUse()));

    [Fact]
    public void What_escapes_by_itself_goes_its_own_way_and_is_named() => Assert.Equal(
        [
            "PoPipeline/Outputs/Terminal/ConsoleReport.cs",
            "PoPipeline/Outputs/Terminal/TerminalWriter.cs",
            "PoPipeline/Outputs/Terminal/WorkflowCommands.cs",
            "PoPipeline/Queries/AuditEventList.cs",
            "PoPipeline/Queries/JsonLines.cs",
            "PoPipeline/Queries/SchemaText.cs",
        ],
        FilesWith(OwnWay()));

    [Fact]
    public void Every_failure_of_a_build_is_one_of_a_run_that_was_escaped()
    {
        Assert.Empty(FilesWith(NewFailure()));
        Assert.All(typeof(RunException).GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic), constructor =>
            Assert.DoesNotContain(constructor.GetParameters(), parameter => parameter.ParameterType == typeof(string)));
    }

    [Fact]
    public void The_bans_are_lifted_where_they_lead_to_only() =>
        Assert.Equal(["PoPipeline.Frosting/CakeFailure.cs", "PoPipeline/Outputs/Terminal/StandardConsole.cs"], FilesWith(LiftedBan()));

    [Fact]
    public void Every_project_that_speaks_bans_the_console() => Assert.All(Projects, project =>
    {
        Assert.Contains("T:System.Console;", File.ReadAllText(Path.Combine(Sources, project, "BannedSymbols.txt")), StringComparison.Ordinal);
        Assert.Contains("BannedApiAnalyzers", File.ReadAllText(Path.Combine(Sources, project, $"{project}.csproj")), StringComparison.Ordinal);
    });

    [Fact]
    public void A_reason_that_the_host_of_a_build_prints_is_escaped_and_no_command() => HostileText.Any.Sample(
        text => Failures(text).All(failure => Runner.Fault(failure.Message) is null && CakeFailure.Of(failure).Message == failure.Message),
        iter: 500);

    [Fact]
    public void What_is_logged_into_the_log_of_a_build_is_escaped_and_no_command() => HostileText.Any.Sample(
        text =>
        {
            var log = new KeptLog();
            new CakeLogger(log).Log(Microsoft.Extensions.Logging.LogLevel.Error, default, text, exception: null, (state, _) => state);
            return Runner.Fault(log.Text) is null;
        },
        iter: 500);

    private static IEnumerable<RunException> Failures(string text) =>
    [
        PoPipelineSettings.Wrong(text),
        PoPipelineSettings.Wrong($"{text}\n{text}: {text}"),
        .. new Exception[]
        {
            new ConfigurationException([new ConfigurationProblem(new Place(text, Region.Start), text), new ConfigurationProblem(new Place(text, Region.Start), text)]),
            new ForgeException(text), new IOException(text), new FileNotFoundException(text), new UnauthorizedAccessException(text), new InvalidOperationException(text), new InitException(text),
        }.Select(Failure.Of),
    ];

    private static string[] FilesWith(Regex text) =>
    [
        .. Projects.SelectMany(project => Directory.EnumerateFiles(Path.Combine(Sources, project), "*.cs", SearchOption.AllDirectories))
            .Where(file => text.IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Sources, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    private sealed class KeptLog : ICakeLog
    {
        public Verbosity Verbosity { get; set; } = Verbosity.Normal;

        public string Text { get; private set; } = "";

        public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) => Text += string.Format(CultureInfo.InvariantCulture, format, args) + "\n";
    }

    [GeneratedRegex(@"(?<![\w.])Console\.|OpenStandard(Output|Error)|Environment\.FailFast|Trace\.Write|Debug\.Write|IConsole\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ConsoleUse();

    [GeneratedRegex(@"\b(WriteDocument|WriteCommand)\(", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex OwnWay();

    [GeneratedRegex(@"new CakeException\(", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex NewFailure();

    [GeneratedRegex(@"pragma warning disable[^\n]*RS0030|SuppressMessage\([^)]*RS0030", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex LiftedBan();
}

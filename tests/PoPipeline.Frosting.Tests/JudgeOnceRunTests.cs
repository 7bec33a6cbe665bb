using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>A run asks each rule once and takes each file apart once, whatever it learns afterwards.</summary>
public sealed class JudgeOnceRunTests : IDisposable
{
    private const string Workflow = """
        on: push
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - uses: somebody/something@main

        """;

    private readonly TempTree tree = new();
    private readonly TempTree reports = new();

    public void Dispose()
    {
        tree.Dispose();
        reports.Dispose();
    }

    [Fact]
    public async Task Only_the_rule_that_reads_records_is_asked_again_once_they_are_known()
    {
        tree.Write(".github/workflows/ci.yml", Workflow).Write("CODEOWNERS", "* @acme/team\n").Write("src/a.cs")
            .Write(".popipeline.yml", "exceptions:\n  approvers: [carol@example.org]\n").Write(".popipeline/records/README.md", "Records.\n");
        tree.Git("init").Git("add", ".").Git("commit", "-m", "start");
        using var output = new StringWriter();
        var settings = new PoPipelineSettings { Path = tree.Root, Output = reports.PathOf("out"), FailOn = null, Records = true };
        var terminal = new PoPipelineTerminal { Output = new TerminalWriter(output), Error = new TerminalWriter(output), Time = new FixedTime(DateTimeOffset.UtcNow) };
        var run = new PoPipelineRun(settings, terminal, NullLogger.Instance);

        run.Collect();
        run.Assess();
        var first = run.Asked;
        await run.KeepRecordsAsync();
        run.Report();
        run.Gate();

        Assert.Equal(run.Assessment?.Judgements.Length, first);
        Assert.NotEqual(run.Assessment?.Snapshot.Records, new Rules.Model.Decisions.Records());
        Assert.Equal(first + 1, run.Asked);
    }

    [Fact]
    public async Task Each_file_is_parsed_once_from_the_collection_to_the_last_report()
    {
        tree.Write(".github/workflows/ci.yml", Workflow).Write(".github/workflows/release.yml", Workflow).Write("CODEOWNERS", "* @acme/team\n");
        using var output = new StringWriter();
        var parsed = new ConcurrentBag<string>();
        var settings = new PoPipelineSettings { Path = tree.Root, Output = reports.PathOf("out"), FailOn = null };
        var terminal = new PoPipelineTerminal { Output = new TerminalWriter(output), Error = new TerminalWriter(output), Time = new FixedTime(DateTimeOffset.UtcNow) };

        await new PoPipelineRun(settings, terminal, NullLogger.Instance) { Parsed = parsed.Add }.CheckAsync();

        Assert.Equal([".github/workflows/ci.yml", ".github/workflows/release.yml"], parsed.Order(StringComparer.Ordinal));
    }
}

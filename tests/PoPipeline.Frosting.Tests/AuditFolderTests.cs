using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>The verbs of audit logs, on folders that somebody else has been at.</summary>
public sealed class AuditFolderTests : IDisposable
{
    private readonly AuditStage stage = new();

    public void Dispose() => stage.Dispose();

    [Theory]
    [InlineData("verify")]
    [InlineData("status")]
    [InlineData("list")]
    [InlineData("alerts")]
    [InlineData("export")]
    [InlineData("prune")]
    [InlineData("anchor https://example.org/1")]
    [InlineData("import {events} --source github:acme")]
    public async Task A_pipe_in_place_of_the_checkpoint_is_told_and_not_waited_for(string words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such pipes there.");
        var events = Import();
        var checkpoint = Path.Combine(stage.Store, "ledger", "checkpoint");
        File.Delete(checkpoint);
        ChildProcess.Demand("mkfifo", [checkpoint]);

        var (exitCode, output, error) = await Task.Run(() => stage.Run(words.Replace("{events}", events, StringComparison.Ordinal)), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(4, exitCode);
        Assert.Contains("is no file, but a pipe", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_holds_its_audit_log_and_takes_no_other()
    {
        var tree = Directory.CreateDirectory(stage.PathOf("tree")).FullName;
        stage.Write("tree/README.md", "# App\n");
        Import();
        var collected = Po.Run("collect", tree, "--output", stage.PathOf("out"), "--audit-log", stage.Store);
        var snapshot = Directory.EnumerateFiles(stage.PathOf("out"), "*snapshot*").Single();

        var both = Po.Run("check", "--snapshot", snapshot, "--audit-log", stage.Store);
        Po.Run("check", "--snapshot", snapshot, "--output", stage.PathOf("recorded"));
        Po.Run("check", tree, "--audit-log", stage.Store, "--output", stage.PathOf("judged"));

        Assert.Equal((0, ""), (collected.ExitCode, collected.Error));
        Assert.Equal(2, both.ExitCode);
        Assert.Contains("--snapshot and --audit-log exclude each other", both.Error, StringComparison.Ordinal);
        Assert.Equal(AboutTheAuditLog("judged"), AboutTheAuditLog("recorded"));
        Assert.NotEmpty(AboutTheAuditLog("recorded"));
    }

    [Theory]
    [InlineData("github:https://github.com/acme")]
    [InlineData("github:Acme/")]
    public void A_source_is_the_same_however_its_address_is_written(string source)
    {
        var again = stage.Run($"import {Import()} --source {source}");

        Assert.Equal(0, again.ExitCode);
        Assert.Contains("0 of them new", again.Output, StringComparison.Ordinal);
    }

    private string Import()
    {
        var events = stage.Write("events.json", """[{"actor": "mona", "@timestamp": 1795168208000, "org": "acme", "created_at": 1795168208000, "action": "org.update_member", "_document_id": "a1"}]""");
        Assert.Equal(0, stage.Run($"import {events} --source github:acme").ExitCode);
        return events;
    }

    private string[] AboutTheAuditLog(string output) =>
        [.. Directory.EnumerateFiles(stage.PathOf(output), "*.sarif").SelectMany(File.ReadLines).Select(line => line.Trim()).Where(line => line.Contains("audit log '", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}

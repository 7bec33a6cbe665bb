using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PoPipeline.Tests;
using PoPipeline.Tests.Doubles;

namespace PoPipeline.Frosting.Tests;

/// <summary>The verbs of audit logs where one is kept on a branch or in a bucket.</summary>
public sealed class AuditStoreTests : IAsyncLifetime
{
    private readonly AuditStage stage = new();
    private readonly TempTree tree = new();
    private GitHubDouble github = null!;

    private string Target => $"github:{github.Address.ToString().TrimEnd('/')}/acme";

    public async ValueTask InitializeAsync()
    {
        github = await GitHubDouble.Start("""
            {
              "now": "2026-11-22T12:00:00Z",
              "users": [{ "id": 101, "login": "alice" }], "organisations": [{ "id": 5000, "login": "acme", "members": { "alice": "admin" } }], "tokens": { "ghp_alice": { "actor": "alice" } }
            }
            """);
        tree.Git("init", "--quiet", "--bare", "remote.git");
        if (!OperatingSystem.IsWindows())
        {
            tree.Run("chmod", "700", "remote.git");
        }

        stage.Place = $"git:{tree.PathOf("remote.git")}#audit";
        stage.Variables["GIT_CONFIG_GLOBAL"] = "/dev/null";
    }

    public async ValueTask DisposeAsync()
    {
        await github.DisposeAsync();
        stage.Dispose();
        tree.Dispose();
    }

    [Fact]
    public async Task On_a_branch_an_audit_log_is_collected_gone_on_with_read_and_judged()
    {
        await Many(30, "2026-11-18", "2026-11-22");
        var first = stage.Run($"collect {Target}");
        await Clock("2026-11-22T16:00:00Z");
        await Many(5, "2026-11-22T12:00:00Z", "2026-11-22T15:00:00Z");
        var again = stage.Run($"collect {Target}");

        Assert.True(first.ExitCode == 0, first.Output + first.Error);
        Assert.True(again.ExitCode == 0, again.Output + again.Error);
        Assert.Equal((35, 35), (stage.Ids().Length, stage.Ids().Distinct(StringComparer.Ordinal).Count()));
        Assert.Equal(0, stage.Run("verify").ExitCode);
        Assert.Equal((stage.Place, true), (stage.Status()["folder"]!.ToString(), stage.Status()["private"]!.GetValue<bool>()));
        Assert.Equal(0, stage.Run("anchor https://example.org/1").ExitCode);
        Assert.Single(stage.Status()["anchors"]!.AsArray());
        Assert.Equal(["Write down an anchor", $"Collect {Target}", $"Collect {Target}"], Subjects());

        var judged = Po.Run("check", tree.Write("app/README.md").Git("init", "--quiet", "app").PathOf("app"), "--audit-log", stage.Place!, "--rule", "PO4202", "--output", tree.PathOf("out"));
        Assert.True(judged.ExitCode == 1, judged.Output + judged.Error);
        Assert.Contains($"The audit log '{stage.Place}' is not signed", judged.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_branch_an_audit_log_is_signed_and_gone_on_with_by_that_key()
    {
        await Many(3, "2026-11-20", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        stage.Key = key.ExportPkcs8PrivateKeyPem();

        var refused = stage.Run($"collect {Target}");
        var signed = stage.Run("sign");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"The key at hand did not sign the audit log '{stage.Place}': it has no signature. Where it never did, verify and sign all of it with 'po audit sign'", refused.Error, StringComparison.Ordinal);
        Assert.True(signed.ExitCode == 0, signed.Error);
        Assert.Contains("Signed     popipeline+", signed.Output, StringComparison.Ordinal);
        Assert.Equal("Sign", Subjects()[0]);
        Assert.Single(stage.Status()["signedBy"]!.AsArray());
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);

        // Who has not the key is told of the place, and not of the folder of the run.
        stage.Key = null;
        var (exitCode, _, error) = stage.Run("export");
        Assert.Equal(0, exitCode);
        Assert.Contains($"po: This reading is not put on record in the audit log. The ledger in '{stage.Place}", error, StringComparison.Ordinal);
        Assert.DoesNotContain("po-audit-", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_somebody_exported_is_put_on_record_there_also_while_another_run_writes()
    {
        await Many(3, "2026-11-20", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);

        var exports = await Task.WhenAll(Enumerable.Range(1, 3).Select(day => Task.Run(() => stage.Run($"export --since 2026-11-0{day}"), TestContext.Current.CancellationToken)));

        Assert.All(exports, export => Assert.True(export.ExitCode == 0, export.Error));
        Assert.Equal(["Put on record who read", "Put on record who read", "Put on record who read", $"Collect {Target}"], Subjects());
        Assert.Equal(0, stage.Run("verify").ExitCode);
    }

    [Fact]
    public async Task What_was_collected_while_somebody_else_read_is_kept_behind_that()
    {
        await Many(450, "2026-09-26", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target} --since 2026-11-21").ExitCode);
        var before = stage.Ids().Length;
        await github.Control("fail", new { mode = "hang", path = "**audit-log", skip = 10 });
        using var stop = new CancellationTokenSource();
        stage.Stop = stop.Token;
        var run = Task.Run(() => stage.Run($"collect {Target} --since 2026-09-26"), TestContext.Current.CancellationToken);
        await github.Control("waitFor", new { status = "hang", timeoutMs = 60_000 });
        stage.Stop = CancellationToken.None;

        var read = stage.Run("export");
        await stop.CancelAsync();
        var collected = await run;

        Assert.Equal((0, 130), (read.ExitCode, collected.ExitCode));
        Assert.Equal(["Put on record who read", "Collect"], Subjects().Skip(1).Select(subject => subject.Split(" github:")[0]));
        Assert.StartsWith("Collect github:", Subjects()[0], StringComparison.Ordinal);
        Assert.InRange(stage.Ids().Length, before + 1, 449);
        Assert.Contains("Verdict    gap", stage.Run("verify").Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_read_before_a_limit_is_kept_there()
    {
        await Many(450, "2026-11-01", "2026-11-22");
        await github.Control("rate", new { token = "ghp_alice", resource = "audit_log", used = 1740 });

        var limited = stage.Run($"collect {Target} --since 2026-11-01");
        var kept = stage.Ids().Length;
        await Clock("2026-11-22T14:00:00Z");

        Assert.Equal(3, limited.ExitCode);
        Assert.InRange(kept, 200, 300);
        Assert.Equal(0, stage.Run($"collect {Target} --since 2026-11-01").ExitCode);
        Assert.Equal((450, 450), (stage.Ids().Length, stage.Ids().Distinct(StringComparer.Ordinal).Count()));
        Assert.Equal(0, stage.Run("verify").ExitCode);
    }

    [Fact]
    public async Task What_was_read_before_a_run_was_stopped_is_kept_there()
    {
        await Many(450, "2026-09-26", "2026-11-22");
        await github.Control("fail", new { mode = "hang", path = "**audit-log", skip = 10 });
        using var stop = new CancellationTokenSource();
        stage.Stop = stop.Token;
        var run = Task.Run(() => stage.Run($"collect {Target} --since 2026-09-26"), TestContext.Current.CancellationToken);
        await github.Control("waitFor", new { status = "hang", timeoutMs = 60_000 });
        await stop.CancelAsync();

        Assert.Equal(130, (await run).ExitCode);
        stage.Stop = CancellationToken.None;
        await github.Control("clearFaults", "{}");
        Assert.NotEmpty(stage.Ids());
        Assert.Equal(0, stage.Run($"collect {Target} --since 2026-09-26").ExitCode);
        Assert.Equal((450, 450), (stage.Ids().Length, stage.Ids().Distinct(StringComparer.Ordinal).Count()));
    }

    [Fact]
    public void A_place_that_others_can_read_or_that_is_none_is_refused_and_nothing_is_made()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights are not modes there.");
        var nothing = stage.Run("verify");
        tree.Run("chmod", "755", "remote.git");
        var open = stage.Run($"collect {Target}");
        stage.Place = $"git:{tree.PathOf("remote.git")}#-x";
        var wrong = stage.Run("list");
        stage.Place = "git:https://olivia:not-to-be-seen@example.org/a";
        var secret = stage.Run("list");

        Assert.Equal((3, 2, 2, 2), (nothing.ExitCode, open.ExitCode, wrong.ExitCode, secret.ExitCode));
        Assert.Contains("There is no audit log in 'git:", nothing.Error, StringComparison.Ordinal);
        Assert.Contains("others can read it", open.Error, StringComparison.Ordinal);
        Assert.Contains("names no place of an audit log", wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not-to-be-seen", secret.Error, StringComparison.Ordinal);
        Assert.Empty(Subjects("--all"));
    }

    [Fact]
    public async Task Nothing_is_said_to_be_kept_where_the_server_refuses_it()
    {
        await Many(3, "2026-11-20", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        tree.Git("-C", "remote.git", "config", "receive.maxInputSize", "1");
        await Clock("2026-11-22T16:00:00Z");

        foreach (var words in (string[])["anchor https://example.org/1", "prune --keep 400", $"collect {Target}"])
        {
            var (exitCode, output, error) = stage.Run(words);

            Assert.Equal((2, ""), (exitCode, output));
            Assert.Contains("Nothing of this run is kept", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_branch_that_was_tampered_with_is_named_as_it_was_named()
    {
        await Many(3, "2026-11-20", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        tree.Git("clone", "--quiet", "--branch", "audit", "remote.git", "work");
        tree.Write("work/ledger/checkpoint", "no checkpoint").Git("-C", "work", "commit", "--quiet", "-am", "Tamper").Git("-C", "work", "push", "--quiet");

        var collected = stage.Run($"collect {Target}");

        Assert.Equal(4, collected.ExitCode);
        Assert.Contains($"'{stage.Place}", collected.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("po-audit-", collected.Error, StringComparison.Ordinal);
        Assert.Equal(4, stage.Run("verify").ExitCode);
        Assert.Equal("Tamper", Subjects()[0]);
    }

    [Fact]
    public async Task With_the_client_itself_an_audit_log_is_kept_in_a_bucket()
    {
        var aws = Components.OptionalProgram("aws");
        var moto = Components.OptionalProgram("moto_server");
        var port = FreePort();
        foreach (var (name, value) in new[] { ("AWS_ACCESS_KEY_ID", "key"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_ENDPOINT_URL", $"http://127.0.0.1:{port}"), ("HOME", tree.Root) })
        {
            stage.Variables[name] = value;
        }

        using var server = ChildProcess.Start(moto, ["-H", "127.0.0.1", "-p", $"{port}"]);
        try
        {
            _ = server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            _ = server.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await Listening(port);
            await Aws(aws, "create-bucket", "--bucket", "audit", "--object-lock-enabled-for-bucket");
            stage.Place = "s3://audit/github";
            await Many(30, "2026-11-18", "2026-11-22");

            var first = stage.Run($"collect {Target}");
            await Clock("2026-11-22T16:00:00Z");
            var again = stage.Run($"collect {Target}");

            Assert.True(first.ExitCode == 0, first.Output + first.Error);
            Assert.True(again.ExitCode == 0, again.Output + again.Error);

            // Each verb starts the client a few times, which takes a second or two itself.
            var status = stage.Status();
            Assert.Equal((30, true, true), (status["events"]!.GetValue<int>(), status["versioned"]!.GetValue<bool>(), status["locked"]!.GetValue<bool>()));
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            stage.Key = key.ExportPkcs8PrivateKeyPem();
            var signed = stage.Run("sign");
            Assert.True(signed.ExitCode == 0, signed.Output + signed.Error);
            Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
            Assert.Single(stage.Status()["signedBy"]!.AsArray());
            await Aws(aws, "put-bucket-acl", "--bucket", "audit", "--acl", "public-read");
            var open = stage.Run("list");
            Assert.Equal(2, open.ExitCode);
            Assert.Contains("everybody can read it", open.Error, StringComparison.Ordinal);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    private async Task Aws(string aws, params string[] arguments)
    {
        var (exitCode, _, error) = await ChildProcess.RunAsync(aws, ["s3api", .. arguments], tree.Root, stage.Variables.ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal));
        Assert.True(exitCode == 0, error);
    }

    private static async Task Listening(int port)
    {
        for (var attempt = 0; attempt < 300; attempt++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }

        Assert.Fail("The server did not start.");
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private string[] Subjects(string what = "audit")
    {
        var (_, output, _) = ChildProcess.Run("git", ["-C", tree.PathOf("remote.git"), "log", "--format=%s", what], tree.Root);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private Task<JsonObject> Many(int count, string from, string to) => github.Control("auditMany", new { of = "acme", count, from, to, action = "repo.create" });

    private async Task Clock(string now)
    {
        await github.Control("clock", new { now });
        stage.Now = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);
    }
}

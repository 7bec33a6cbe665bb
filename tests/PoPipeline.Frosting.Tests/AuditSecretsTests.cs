using System.Text;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>What is told to a run and goes no further: tokens, keys, and who is meant to read.</summary>
public sealed class AuditSecretsTests : IDisposable
{
    private const string Event = """[{"actor": "mona", "org": "acme", "created_at": 1795168208000, "action": "org.update_member", "_document_id": "a1"}]""";

    private readonly AuditStage stage = new();

    public void Dispose() => stage.Dispose();

    [Fact]
    public void A_token_that_a_server_repeats_in_its_headers_does_not_come_into_the_audit_log()
    {
        stage.Token = "canary-7d1f0c55a9";
        using var server = new LoopbackServer(async context =>
        {
            var token = context.Request.Headers["Authorization"]!.Split(' ')[^1];
            context.Response.ContentType = "application/json";
            context.Response.Headers["ETag"] = $"\"{token}\"";
            context.Response.Headers["X-GitHub-Request-Id"] = token;
            context.Response.Headers["Date"] = "Sun, 22 Nov 2026 12:00:00 GMT";
            await context.Response.OutputStream.WriteAsync("[]"u8.ToArray());
            context.Response.Close();
        });

        var (exitCode, output, error) = stage.Run($"collect github:{server.Address}/acme --since 2026-11-20");

        Assert.True(exitCode == 0, output + error);
        var kept = Directory.EnumerateFiles(stage.Store, "*", SearchOption.AllDirectories).Select(file => Encoding.UTF8.GetString(File.ReadAllBytes(file))).ToList();
        Assert.Contains(kept, text => text.Contains("***", StringComparison.Ordinal));
        Assert.DoesNotContain(kept.Append(output).Append(error), text => text.Contains(stage.Token, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_of_those_who_may_read_is_not_taken_by_half()
    {
        var events = stage.Write("events.json", Event);
        stage.Write("auditors.txt", $"# {new string('x', 70_000)}\nage1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p\n");

        var (exitCode, _, error) = stage.Run($"import {events} --source github:acme --recipient", stage.PathOf("auditors.txt"));

        Assert.Equal(2, exitCode);
        Assert.Contains("with the recipients is longer than 64 KiB", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(stage.Store, "ledger", "tile")));
    }

    [Fact]
    public void The_last_of_all_days_is_a_day()
    {
        Assert.Equal(0, stage.Run($"import {stage.Write("events.json", Event)} --source github:acme").ExitCode);

        foreach (var verb in (string[])["list", "export", "alerts"])
        {
            var (exitCode, _, error) = stage.Run($"{verb} --since 0001-01-01 --until 9999-12-31");

            Assert.True(exitCode is 0 or 1 or 3, error);
            Assert.DoesNotContain("itself failed", error, StringComparison.Ordinal);
        }
    }
}

using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PoPipeline.Audit.Collecting;
using PoPipeline.Audit.Events;
using PoPipeline.Audit.Storing;
using PoPipeline.Ledger;
using PoPipeline.Tests.Doubles;
using PoPipeline.Tests;

namespace PoPipeline.Frosting.Tests;

/// <summary>The verbs of audit logs, against a forge that is held to GitHub's own description.</summary>
public sealed class AuditVerbTests : IAsyncLifetime
{
    // The identity that C2SP's own test vectors of age use, which is nobody's.
    private const string Recipient = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
    private const string Identity = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

    private readonly AuditStage stage = new();
    private GitHubDouble github = null!;

    private string Target => $"github:{github.Address.ToString().TrimEnd('/')}/acme";

    public async ValueTask InitializeAsync() => github = await GitHubDouble.Start("""
        {
          "now": "2026-11-22T12:00:00Z",
          "users": [{ "id": 101, "login": "alice" }, { "id": 102, "login": "bob" }],
          "organisations": [{ "id": 5000, "login": "acme", "members": { "alice": "admin", "bob": "member" } }],
          "enterprises": { "big": ["alice"] },
          "tokens": { "ghp_alice": { "actor": "alice" }, "ghp_bob": { "actor": "bob" } }
        }
        """);

    public async ValueTask DisposeAsync()
    {
        await github.DisposeAsync();
        stage.Dispose();
    }

    [Fact]
    public async Task What_is_collected_is_whole_verified_listed_and_exported()
    {
        await Many(230, "2026-09-01", "2026-11-22");
        await Many(30, "2026-11-19", "2026-11-22", "git.clone");

        var first = stage.Run($"collect {Target}");
        var again = stage.Run($"collect {Target}");

        Assert.True(first.ExitCode == 0, first.Output + first.Error);
        Assert.Contains("(include=web): 6 windows, 230 events, 230 of them new, ", first.Output, StringComparison.Ordinal);

        // What lies on the edge of two windows is answered with both.
        Assert.Contains("(include=git): 7 windows, 33 events, 30 of them new, ", first.Output, StringComparison.Ordinal);
        Assert.Contains(" 0 of them new", again.Output, StringComparison.Ordinal);
        Assert.Equal(0, stage.Run("verify").ExitCode);
        Assert.Equal(0, stage.Run("status").ExitCode);
        Assert.True(stage.Status()["complete"]!.GetValue<bool>());
        Assert.Equal(260, stage.Ids().Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(30, stage.Ids("--action git.*").Length);
        Assert.Equal(260, stage.Run("export").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(stage.Run("export --format ocsf").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Equal(3004, JsonNode.Parse(line)!["class_uid"]!.GetValue<int>()));
        Assert.Equal(261, stage.Run("export --format csv").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(0, stage.Run("verify").ExitCode);
        await github.AssertNoViolations();
    }

    [Fact]
    public async Task What_was_not_yet_asked_for_is_no_gap_until_a_run_was_missed_twice()
    {
        await Many(5, "2026-11-20", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);

        stage.Now = AuditStage.Start.AddHours(40);
        var waits = (stage.Run("status").ExitCode, stage.Status()["feeds"]![0]!);
        stage.Now = AuditStage.Start.AddHours(60);
        var missed = (stage.Run("status").ExitCode, stage.Status()["feeds"]![0]!);

        Assert.Equal((0, "complete", 0), (waits.ExitCode, waits.Item2["state"]!.ToString(), waits.Item2["gaps"]!.AsArray().Count));
        Assert.Equal("2026-11-22T11:30:00.000Z", waits.Item2["pending"]!["from"]!.ToString());
        Assert.Equal((3, "with gaps", 1), (missed.ExitCode, missed.Item2["state"]!.ToString(), missed.Item2["gaps"]!.AsArray().Count));
    }

    [Fact]
    public async Task Days_actions_and_actors_narrow_what_is_listed()
    {
        await github.Control("audit", """
            { "of": "acme", "events": [
              { "at": "2026-11-20T23:59:59Z", "_document_id": "a", "action": "repo.create" },
              { "at": "2026-11-21T00:00:00Z", "_document_id": "b", "action": "repo.destroy", "actor": "bob", "actor_id": 102 },
              { "at": "2026-11-21T23:59:59Z", "_document_id": "c", "action": "team.create" },
              { "at": "2026-11-22T00:00:00Z", "_document_id": "d", "action": "repo.rename" }] }
            """);
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);

        Assert.Equal(["b", "c"], stage.Ids("--since 2026-11-21 --until 2026-11-21"));

        // A last day that is to come asks for all until now; a first one asks for nothing.
        Assert.Equal(stage.Ids("--since 2026-11-21"), stage.Ids("--since 2026-11-21 --until 2026-11-23"));
        Assert.Equal((0, 2), (stage.Run("list --until 2026-11-23").ExitCode, stage.Run("list --since 2026-11-23").ExitCode));
        Assert.Equal(["a", "b", "d"], stage.Ids("--action repo.*"));
        Assert.Equal(["b"], stage.Ids("--actor 102"));
        Assert.Equal(["b"], stage.Ids("--actor b?b"));
        Assert.Equal("2026-11-21T00:00:00.000Z  repo.destroy  bob  acme\n", stage.Run("list --actor bob").Output);
    }

    [Fact]
    public async Task An_enterprise_has_an_audit_log_of_its_own()
    {
        await github.Control("audit", """{ "of": "enterprises/big", "events": [{ "at": "2026-11-20T10:00:00Z", "_document_id": "e", "action": "business.add_admin" }] }""");

        var (exitCode, output, error) = stage.Run($"collect github:{github.Address.ToString().TrimEnd('/')}/enterprises/big");

        Assert.True(exitCode == 0, output + error);
        Assert.Equal(["e"], stage.Ids());
        await github.AssertNoViolations();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task A_run_that_is_stopped_is_run_again_and_nothing_is_lost_and_nothing_there_twice(int skip)
    {
        await Many(450, "2026-10-26", "2026-11-22");
        await github.Control("fail", new { mode = "hang", path = "**audit-log", skip });
        using var stop = new CancellationTokenSource();
        stage.Stop = stop.Token;
        var run = Task.Run(() => stage.Run($"collect {Target} --since 2026-10-26"), TestContext.Current.CancellationToken);
        await github.Control("waitFor", new { status = "hang", timeoutMs = 60_000 });
        await stop.CancelAsync();

        Assert.Equal(130, (await run).ExitCode);
        stage.Stop = CancellationToken.None;
        await github.Control("clearFaults", "{}");
        Assert.Equal(0, stage.Run($"collect {Target} --since 2026-10-26").ExitCode);

        var ids = stage.Ids();
        Assert.Equal((450, 450), (ids.Length, ids.Distinct(StringComparer.Ordinal).Count()));
        Assert.Equal(0, stage.Run("verify").ExitCode);
    }

    [Fact]
    public async Task What_comes_late_is_kept_and_says_how_late()
    {
        await Many(10, "2026-11-20", "2026-11-22");
        await github.Control("audit", """{ "of": "acme", "events": [{ "at": "2026-11-22T09:00:00Z", "visibleAt": "2026-11-22T13:00:00Z", "_document_id": "late", "action": "repo.destroy" }] }""");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        Assert.DoesNotContain("late", stage.Ids());
        await Clock("2026-11-22T15:00:00Z");

        var (exitCode, output, _) = stage.Run($"collect {Target}");

        Assert.Equal(0, exitCode);
        Assert.Contains("1 of them new, 1 late", output, StringComparison.Ordinal);
        Assert.Contains("repo.destroy  alice  acme  late by 3 h\n", stage.Run("list --action repo.destroy").Output, StringComparison.Ordinal);
        Assert.Equal(1, stage.Status()["feeds"]!.AsArray().Single(feed => feed!["query"]!.ToString() == "include=web")!["late"]!.GetValue<int>());
        Assert.Equal(0, stage.Run("verify").ExitCode);
    }

    [Fact]
    public async Task What_is_answered_twice_is_kept_once()
    {
        await github.Control("audit", """
            { "of": "acme", "events": [{ "at": "2026-11-21T09:00:00Z", "_document_id": "x" }, { "at": "2026-11-21T09:00:00Z", "_document_id": "x" }, { "at": "2026-11-21T09:00:01Z", "_document_id": "y" }] }
            """);

        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);

        Assert.Equal(["x", "y"], stage.Ids());
    }

    [Theory]
    [InlineData("answer", "502")]
    [InlineData("reset", "0")]
    public async Task Of_a_window_whose_page_fails_in_the_middle_nothing_is_kept_until_it_was_read_whole(string mode, string status)
    {
        await Many(250, "2026-11-01", "2026-11-22");
        await github.Control("fail", new { mode, status = int.Parse(status), path = "**audit-log", skip = 1, times = 50 });

        var failed = stage.Run($"collect {Target} --since 2026-11-01 --wait 0");
        var gap = stage.Status();
        await github.Control("clearFaults", "{}");

        Assert.Equal(3, failed.ExitCode);
        Assert.Contains("not read: ", failed.Output, StringComparison.Ordinal);
        Assert.Equal(("refused", "unavailable"), (gap["feeds"]![0]!["state"]!.ToString(), gap["feeds"]![0]!["refused"]!["reason"]!.ToString()));
        Assert.Equal(3, stage.Run("status").ExitCode);
        Assert.Empty(stage.Ids());
        await Clock("2026-11-22T12:10:00Z");
        Assert.Equal(0, stage.Run($"collect {Target} --since 2026-11-01").ExitCode);
        Assert.Equal(250, stage.Ids().Length);
        Assert.Equal(0, stage.Run("status").ExitCode);
        Assert.Equal(0, stage.Run("verify").ExitCode);
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(0, -5)]
    [InlineData(-5, 5)]
    [InlineData(48, -48)]
    public async Task A_clock_that_jumps_loses_nothing(int first, int second)
    {
        await Many(100, "2026-11-18", "2026-11-22T11:59:00Z");
        stage.Now = AuditStage.Start.AddHours(first);
        _ = stage.Run($"collect {Target}");
        await github.Control("clock", new { now = "2026-11-22T16:00:00Z" });
        await Many(7, "2026-11-22T12:00:00Z", "2026-11-22T15:00:00Z");
        stage.Now = AuditStage.Start.AddHours(4 + second);
        _ = stage.Run($"collect {Target}");
        await github.Control("clock", new { now = "2026-11-25T12:00:00Z" });
        stage.Now = AuditStage.Start.AddDays(3);
        var (exitCode, output, error) = stage.Run($"collect {Target}");

        Assert.True(exitCode == 0, output + error);
        Assert.Equal(107, stage.Ids().Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(107, stage.Ids().Length);
        Assert.Equal(0, stage.Run("verify").ExitCode);
    }

    [Theory]
    [InlineData("ghp_alice", "acme", """{ "plan": { "name": "team", "space": 1, "private_repos": 1 } }""", "plan", "the plan 'team' has no audit log by its API")]
    [InlineData("ghp_bob", "acme", "{}", "notfound", "its account the role: owner of the organization")]
    [InlineData("ghp_alice", "nobody", "{}", "notfound", "there is no such organization")]
    [InlineData("ghp_wrong", "acme", "{}", "token", "the token is not valid, or has expired")]
    public async Task A_refusal_is_told_as_plan_role_permission_or_token_and_stands_on_record(string token, string organization, string settings, string reason, string said)
    {
        await github.Control("seed", $$"""{ "organisations": [{ "id": 5001, "login": "other", "members": { "alice": "admin" }, "settings": {{settings}} }] }""");
        stage.Token = token;
        var name = settings.Length > 2 ? "other" : organization;

        var (exitCode, output, error) = stage.Run($"collect github:{github.Address.ToString().TrimEnd('/')}/{name} --wait 0");

        Assert.Equal(3, exitCode);
        Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.DoesNotContain(token, output + error, StringComparison.Ordinal);
        Assert.All(stage.Status()["feeds"]!.AsArray(), feed => Assert.Equal(("refused", reason), (feed!["state"]!.ToString(), feed["refused"]!["reason"]!.ToString())));
    }

    [Fact]
    public async Task A_limit_ends_the_run_with_the_time_to_go_on_and_what_was_read_stays()
    {
        await Many(450, "2026-11-01", "2026-11-22");
        await github.Control("rate", new { token = "ghp_alice", resource = "audit_log", used = 1740 });

        var (exitCode, _, error) = stage.Run($"collect {Target} --since 2026-11-01");
        var kept = stage.Ids().Length;
        await Clock("2026-11-22T14:00:00Z");

        Assert.Equal(3, exitCode);
        Assert.Contains("Run again after 2026-11-22T13:00:0", error, StringComparison.Ordinal);
        Assert.InRange(kept, 200, 300);
        Assert.Equal(0, stage.Run($"collect {Target} --since 2026-11-01").ExitCode);
        Assert.Equal((450, 450), (stage.Ids().Length, stage.Ids().Distinct(StringComparer.Ordinal).Count()));
        Assert.Equal(0, stage.Run("verify").ExitCode);
        Assert.Equal(0, stage.Run("status").ExitCode);
    }

    [Fact]
    public async Task A_page_that_leads_to_another_host_is_not_followed()
    {
        await Many(250, "2026-11-01", "2026-11-22");
        await github.Control("fail", new { mode = "alter", linkBase = "http://evil.example", path = "**audit-log", skip = 7 });

        var (exitCode, output, _) = stage.Run($"collect {Target} --since 2026-11-01 --wait 0");

        Assert.Equal(3, exitCode);
        Assert.Contains("nothing is sent there", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_of_what_was_collected_equals_the_collection()
    {
        await Many(120, "2026-11-01", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target} --since 2026-11-01").ExitCode);
        var lines = stage.Run("export").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!["event"]!.ToJsonString()).ToList();
        var file = stage.Write("export.json", $"[{string.Join(",\n", lines)}]");

        var into = stage.Run($"import {file} --source {Target} --store {stage.PathOf("other")}");
        var again = stage.Run($"import {file} --source {Target}");

        Assert.True(into.ExitCode == 0, into.Output + into.Error);
        Assert.Contains("120 events, 120 of them new", into.Output, StringComparison.Ordinal);
        Assert.Contains("120 events, 0 of them new", again.Output, StringComparison.Ordinal);
        Assert.Equal(Kept(stage.Run("export").Output), Kept(stage.Run($"export --store {stage.PathOf("other")}").Output));
        Assert.Equal(0, stage.Run($"verify --store {stage.PathOf("other")}").ExitCode);
        Assert.Equal(3, stage.Run($"status --store {stage.PathOf("other")}").ExitCode);
    }

    [Fact]
    public async Task An_export_by_hand_without_ids_of_what_was_collected_adds_nothing_and_what_it_lacks_is_told()
    {
        await Many(120, "2026-11-01", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target} --since 2026-11-01").ExitCode);
        string[] columns = ["action", "actor", "user", "org", "repo", "created_at"];
        var rows = stage.Run("export").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!["event"]!).Select(found => string.Join(',', columns.Select(column => $"{found[column]}"))).ToList();
        var file = stage.Write("export.csv", string.Join('\n', [string.Join(',', columns), .. rows]));
        var other = stage.Write("other.csv", $"{string.Join(',', columns)}\n{string.Join(',', rows[0].Split(',').Select((value, column) => column == 1 ? "" : value))}");

        Assert.EndsWith(": 1 file, 120 events, 0 of them new\n", stage.Run($"import {file} --source {Target}").Output, StringComparison.Ordinal);
        Assert.EndsWith(": 1 file, 1 event, 1 of them new, 1 of which may be there twice: it is like what is kept, and what would tell is not said, or is encrypted\n", stage.Run($"import {other} --source {Target}").Output, StringComparison.Ordinal);
        Assert.Equal(121, stage.Ids().Length);
    }

    [Fact]
    public async Task What_a_file_says_otherwise_under_an_id_is_told_by_the_run_and_by_status_and_verify()
    {
        await github.Control("audit", """{ "of": "acme", "events": [{ "at": "2026-11-20T10:00:00Z", "_document_id": "x", "action": "repo.create", "repo": "acme/app", "actor": "bob" }] }""");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        var file = stage.Write("other.json", """{"_document_id":"x","@timestamp":1795168800000,"action":"repo.destroy","actor":"mallory","org":"acme","repo":"acme/app"}""");

        var (exitCode, output, _) = stage.Run($"import {file} --source {Target}");

        Assert.Equal(0, exitCode);
        Assert.EndsWith("1 event, 1 of them new, 1 of which says something else than what was kept under its id before\n", output, StringComparison.Ordinal);
        Assert.Contains("1 event said something else than what was kept under the same id before; both are kept", stage.Run("status").Output, StringComparison.Ordinal);
        Assert.All(stage.Status()["feeds"]!.AsArray(), feed => Assert.Equal(1, feed!["different"]!.GetValue<int>()));
        Assert.Contains("1 event said something else than what was kept under the same id before, by a file or by the forge; both are kept.", stage.Run("verify").Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_assessor_asks_about_is_told_with_the_event()
    {
        await github.Control("audit", """
            { "of": "acme", "events": [
              { "at": "2026-11-20T10:00:00Z", "action": "protected_branch.destroy", "repo": "acme/app", "actor": "bob" },
              { "at": "2026-11-20T11:00:00Z", "action": "repo.create", "repo": "acme/new" },
              { "at": "2026-11-20T12:00:00Z", "action": "org.disable_two_factor_requirement" }] }
            """);
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);

        var (exitCode, output, _) = stage.Run("alerts");
        var json = JsonNode.Parse(stage.Run("alerts --json").Output)!;

        Assert.Equal(1, exitCode);
        Assert.Contains("high  branch-protection-removed  The protection of a branch was switched off: 'acme/app', by 'bob', 2026-11-20T10:00:00.000Z.\n", output, StringComparison.Ordinal);
        Assert.Contains("2 alerts in 3 events.\n", output, StringComparison.Ordinal);
        Assert.Equal(["branch-protection-removed", "mfa-dropped"], json["alerts"]!.AsArray().Select(alert => alert!["id"]!.ToString()));
        Assert.Contains("\"protected_branch.destroy\"", json["alerts"]![0]!["event"]!["raw"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, stage.Run("alerts --since 2026-11-21").ExitCode);
    }

    [Fact]
    public async Task What_is_encrypted_is_verified_by_everybody_and_read_by_who_has_the_key_which_is_put_on_record()
    {
        await github.Control("audit", """{ "of": "acme", "events": [{ "at": "2026-11-20T10:00:00Z", "action": "repo.destroy", "repo": "acme/secret-plans", "actor": "bob" }] }""");
        var identity = stage.Write("key.txt", $"# public key: {Recipient}\n{Identity}\n");
        Assert.Equal(0, stage.Run($"collect {Target} --recipient {Recipient}").ExitCode);

        Assert.Equal(0, stage.Run("verify").ExitCode);
        Assert.DoesNotContain(Directory.EnumerateFiles(stage.Store, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("secret-plans", StringComparison.Ordinal));
        Assert.Contains("(encrypted for others)", stage.Run("list").Output, StringComparison.Ordinal);
        Assert.Equal(3, stage.Run("alerts").ExitCode);
        Assert.Equal(1, stage.Run($"alerts --identity {identity}").ExitCode);
        Assert.Contains("repo.destroy  bob  acme/secret-plans", stage.Run($"list --identity {identity}").Output, StringComparison.Ordinal);
        Assert.True(stage.Status()["encrypted"]!.GetValue<bool>());
        Assert.Contains(Directory.EnumerateFiles(stage.Store, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("\"type\":\"read\"", StringComparison.Ordinal));

        var open = stage.Run($"collect {Target}");
        Assert.Equal(2, open.ExitCode);
        Assert.Contains("--recipient", open.Error, StringComparison.Ordinal);
        Assert.Equal(0, stage.Run($"collect {Target} --recipient {stage.Write("recipients.txt", $"# audit team\n{Recipient}\n")}").ExitCode);
    }

    [Fact]
    public async Task A_signed_audit_log_is_vouched_for_and_not_continued_without_its_key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        stage.Key = key.ExportPkcs8PrivateKeyPem();
        var verifier = LedgerSigner.OfPem(stage.Key).Verifier.ToString();
        await Many(5, "2026-11-20", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        Assert.Equal(0, stage.Run("verify", "--key", verifier).ExitCode);
        Assert.Single(stage.Status()["signedBy"]!.AsArray());

        stage.Key = null;
        await Clock("2026-11-22T16:00:00Z");
        var (exitCode, _, error) = stage.Run($"collect {Target}");

        Assert.Equal(2, exitCode);
        Assert.Contains("POPIPELINE_LEDGER_KEY", error, StringComparison.Ordinal);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal(4, stage.Run("verify", "--key", LedgerSigner.OfPem(other.ExportPkcs8PrivateKeyPem()).Verifier.ToString()).ExitCode);
    }

    [Fact]
    public async Task An_audit_log_that_began_without_a_key_is_signed_once_all_of_it_was_verified()
    {
        await Many(5, "2026-11-20", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        Assert.Equal(2, stage.Run("sign").ExitCode);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        stage.Key = key.ExportPkcs8PrivateKeyPem();
        var verifier = LedgerSigner.OfPem(stage.Key).Verifier.ToString();
        var checkpoint = Path.Combine(stage.Store, "ledger", "checkpoint");
        var unsigned = File.ReadAllText(checkpoint);

        var refused = stage.Run($"collect {Target}");
        Assert.Equal(unsigned, File.ReadAllText(checkpoint));
        var signed = stage.Run("sign");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("'po audit sign'", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("po ledger", refused.Error, StringComparison.Ordinal);
        Assert.Equal((0, $"Signed     {verifier}"), (signed.ExitCode, signed.Output.TrimEnd().Split('\n')[^1]));
        Assert.Equal(0, stage.Run("verify", "--key", verifier).ExitCode);
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);

        // Another key takes its place where this one is named.
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        stage.Key = other.ExportPkcs8PrivateKeyPem();
        Assert.Equal(2, stage.Run("sign").ExitCode);
        Assert.Equal(0, stage.Run("sign", "--key", verifier).ExitCode);
        Assert.Equal(4, stage.Run("sign", "--key", verifier).ExitCode);
        var entries = Directory.EnumerateFiles(Path.Combine(stage.Store, "ledger", "tile", "entries"), "*", SearchOption.AllDirectories).Single();
        File.AppendAllText(entries, "x\n");
        Assert.Equal(4, stage.Run("sign").ExitCode);
        foreach (var verb in (string[])["status", "alerts", "list", "export"])
        {
            var (exitCode, _, error) = stage.Run(verb);
            Assert.Equal(4, exitCode);
            Assert.Contains("goes on for 2 bytes after its last entry", error, StringComparison.Ordinal);
        }

        var verified = stage.Run("verify --json");
        Assert.Equal((4, "trailingdata"), (verified.ExitCode, JsonNode.Parse(verified.Output)!["verdict"]!.ToString()));
    }

    [Fact]
    public async Task What_was_changed_cut_off_or_put_back_is_exit_code_4()
    {
        await Many(5, "2026-11-20", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        var old = stage.PathOf("old");
        Copy(stage.Store, old);
        await Clock("2026-11-22T16:00:00Z");
        await Many(3, "2026-11-22T12:00:00Z", "2026-11-22T15:00:00Z");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        Assert.Equal(0, stage.Run("anchor https://example.org/releases/1").ExitCode);
        var anchor = stage.Write("anchor", File.ReadAllText(Path.Combine(stage.Store, "ledger", "checkpoint")));
        Assert.Equal("https://example.org/releases/1", stage.Status()["anchors"]![0]!["where"]!.ToString());

        Assert.Equal(0, stage.Run($"verify --anchor {anchor}").ExitCode);
        var truncated = stage.Run($"verify --store {old} --anchor {anchor}");
        var entries = Directory.EnumerateFiles(Path.Combine(stage.Store, "ledger", "tile", "entries"), "*", SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(entries);
        bytes[bytes.AsSpan().IndexOf("repo.create"u8)] = (byte)'x';
        File.WriteAllBytes(entries, bytes);
        var changed = stage.Run("verify --json");

        Assert.Equal(4, truncated.ExitCode);
        Assert.Contains("is not valid (truncated)", truncated.Error, StringComparison.Ordinal);
        Assert.Equal(4, changed.ExitCode);
        Assert.Equal("modified", JsonNode.Parse(changed.Output)!["verdict"]!.ToString());

        Assert.Contains("is no address", stage.Run("anchor in-the-safe").Error, StringComparison.Ordinal);

        // Nobody is told to publish the end of what is not sound.
        Assert.Equal((4, ""), stage.Run("anchor https://example.org/releases/2") is var refused ? (refused.ExitCode, refused.Output) : default);
    }

    [Fact]
    public async Task What_was_collected_under_a_name_is_gone_on_with_in_any_case_of_its_letters()
    {
        await Many(5, "2026-11-20", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        Assert.Equal(0, stage.Run($"collect {Target.Replace("acme", "ACME", StringComparison.Ordinal)}").ExitCode);

        Assert.Equal(5, stage.Ids().Length);
        Assert.Equal(2, stage.Status()["feeds"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_folder_that_others_can_read_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights are not modes there.");
        await Many(5, "2026-11-20", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(stage.Store, File.GetUnixFileMode(stage.Store) | UnixFileMode.OtherRead);
        }


        var (exitCode, _, error) = stage.Run($"collect {Target}");

        Assert.Equal(2, exitCode);
        Assert.Contains("others can read it", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_kept_for_long_enough_is_pruned_with_a_note_and_never_sooner()
    {
        await Many(600, "2026-10-25", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target} --since 2026-10-25 --keep 365").ExitCode);

        var sooner = stage.Run("prune --keep 30");
        var early = stage.Run("prune");
        stage.Now = AuditStage.Start.AddDays(400);
        var ahead = stage.Run("prune");
        await Clock("2027-12-27T12:00:00Z");
        stage.Run($"collect {Target}");
        var later = stage.Run("prune");

        Assert.Equal(2, sooner.ExitCode);
        Assert.Contains("Nothing was pruned", sooner.Error, StringComparison.Ordinal);
        Assert.Contains("more than 365 days ago", early.Output, StringComparison.Ordinal);
        Assert.Equal((2, true), (ahead.ExitCode, ahead.Error.Contains("Run 'po audit collect' first", StringComparison.Ordinal)));
        Assert.Contains("Removed 256 events which happened from 2026-11-05T", later.Output, StringComparison.Ordinal);
        Assert.Contains("from 2026-11-22T12:00:00.000Z to 2026-11-22T12:00:00.000Z)", later.Output, StringComparison.Ordinal);
        var alerts = stage.Run("alerts --json --since 2026-11-06 --until 2026-11-06");
        Assert.Equal("2026-11-22T12:00:00.000Z", JsonNode.Parse(alerts.Output)!["pruned"]![0]!["newest"]!.ToString());
        Assert.Contains("po: Pruned, and kept no more: 256 events which happened from 2026-11-05T", alerts.Error, StringComparison.Ordinal);
        Assert.Contains("po: Pruned, and kept no more: 256 events", stage.Run("list").Error, StringComparison.Ordinal);
        Assert.NotEmpty(stage.Status()["pruned"]!.AsArray());
        Assert.Equal(365, stage.Status()["keepDays"]!.GetValue<int>());
        Assert.NotEqual(4, stage.Run("verify").ExitCode);
    }

    [Fact]
    public async Task Of_a_time_that_nobody_read_it_is_not_said_that_nothing_happened()
    {
        await Many(5, "2026-11-20", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target} --since 2026-11-18").ExitCode);

        var (before, json, list) = (stage.Run("alerts --since 2026-11-10 --until 2026-11-12"), stage.Run("alerts --json --since 2026-11-10"), stage.Run("list --json --until 2026-11-12 --since 2026-11-10"));

        Assert.Equal((0, 0, 0), (stage.Run("alerts").ExitCode, stage.Run("alerts --since 2026-11-19").ExitCode, stage.Run("alerts --since 2026-11-22 --until 2026-11-22").ExitCode));
        Assert.Equal((3, 3, 0), (before.ExitCode, json.ExitCode, list.ExitCode));
        Assert.Contains("(include=web) was not read from 2026-11-10T00:00:00.000Z to 2026-11-13T00:00:00.000Z: it was not asked for.\n", before.Output, StringComparison.Ordinal);
        Assert.Contains("2 times that are asked about were not read, the first of them of ", before.Error, StringComparison.Ordinal);
        Assert.Equal("2026-11-18T00:00:00.000Z", JsonNode.Parse(json.Output)!["gaps"]![0]!["to"]!.ToString());
        Assert.Contains("po: github:", list.Error, StringComparison.Ordinal);

        stage.Now = AuditStage.Start.AddDays(1);
        Assert.Equal((0, 0, 3), (stage.Run("alerts").ExitCode, stage.Run("alerts --since 2026-11-22").ExitCode, stage.Run("alerts --since 2026-11-23").ExitCode));
        Assert.Equal(3, stage.Run("alerts --until 2026-11-22").ExitCode);
        stage.Now = AuditStage.Start.AddDays(3);
        Assert.Equal(3, stage.Run("alerts").ExitCode);
    }

    [Fact]
    public async Task A_checkpoint_that_covers_nothing_or_that_nobody_signed_is_no_anchor()
    {
        stage.Key = Pem();
        await Many(5, "2026-11-20", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        var kept = File.ReadAllText(Path.Combine(stage.Store, "ledger", "checkpoint"));
        string[] lines = kept.Split('\n');
        var none = stage.Write("none", $"{lines[0]}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n{string.Join('\n', lines[4..])}");
        var unsigned = stage.Write("unsigned", $"{string.Join('\n', lines[..3])}\n\n");
        var whole = stage.Write("whole", kept);

        Assert.Equal((2, 2, 0), (Anchor(none).ExitCode, Anchor(unsigned).ExitCode, Anchor(whole).ExitCode));
        Assert.Contains("nobody who signs it vouches for the checkpoint", Anchor(unsigned).Error, StringComparison.Ordinal);
        var own = LedgerSigner.OfPem(stage.Key).Verifier.ToString();
        stage.Key = Pem();
        Assert.Equal(0, stage.Run("sign", "--key", own).ExitCode);
        Assert.Equal((2, 0), (Anchor(whole).ExitCode, stage.Run($"anchor https://example.org/1 --anchor {whole}", "--key", own).ExitCode));
        Assert.Null(stage.Status()["unanchoredSince"]);

        (int ExitCode, string Output, string Error) Anchor(string file) => stage.Run($"anchor https://example.org/1 --anchor {file}");
    }

    [Fact]
    public async Task What_a_file_alone_says_of_a_time_that_was_read_is_told()
    {
        await Many(5, "2026-11-20", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        var file = stage.Write("x.json", """[{"@timestamp":1795255200000,"created_at":1795255200000,"action":"repo.destroy","actor":"bob","org":"acme","repo":"acme/api","_document_id":"f1"}]""");
        Assert.Equal(0, stage.Run($"import {file} --source {Target}").ExitCode);

        var (verify, alerts) = (stage.Run("verify --json"), stage.Run("alerts --json"));

        Assert.Equal((0, 1), (verify.ExitCode, alerts.ExitCode));
        Assert.Equal((1, 1), (JsonNode.Parse(verify.Output)!["contradicted"]!.GetValue<int>(), stage.Status()["contradicted"]!.GetValue<int>()));
        Assert.Contains("1 event of files is contradicted", stage.Run("status").Output, StringComparison.Ordinal);
        Assert.True(JsonNode.Parse(alerts.Output)!["alerts"]![0]!["event"]!["imported"]!.GetValue<bool>());
        Assert.Contains("a file alone brought it", stage.Run("alerts").Output, StringComparison.Ordinal);
        Assert.Contains("  acme/api  (by a file alone)\n", stage.Run("list").Output, StringComparison.Ordinal);
        Assert.Single(JsonNode.Parse(stage.Run("list --json").Output)!.AsArray(), found => found!["imported"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Many_events_are_collected_in_as_many_requests_as_they_have_pages()
    {
        await Many(5000, "2026-10-25", "2026-11-22");

        var (exitCode, output, error) = stage.Run($"collect {Target} --since 2026-10-25");

        Assert.True(exitCode == 0, output + error);
        Assert.Contains("(include=web): 1 window, 5000 events, 5000 of them new, 50 requests\n", output, StringComparison.Ordinal);
        Assert.Equal(5000, stage.Status()["events"]!.GetValue<int>());
        Assert.Equal(0, stage.Run("verify").ExitCode);
    }

    [Fact]
    public async Task A_part_that_a_stopped_run_did_not_come_to_is_missing_for_who_asks_and_who_verifies()
    {
        await Many(5, "2026-11-20", "2026-11-22");
        await github.Control("fail", new { mode = "hang", path = "**audit-log", skip = 7 });
        using var stop = new CancellationTokenSource();
        stage.Stop = stop.Token;
        var run = Task.Run(() => stage.Run($"collect {Target}"), TestContext.Current.CancellationToken);
        await github.Control("waitFor", new { status = "hang", timeoutMs = 60_000 });
        await stop.CancelAsync();
        Assert.Equal(130, (await run).ExitCode);
        stage.Stop = CancellationToken.None;

        Assert.Equal(3, stage.Run("status").ExitCode);
        Assert.Equal(["include=git complete 0", "include=web never read 1"], stage.Status()["feeds"]!.AsArray().Select(feed => $"{feed!["query"]} {feed["state"]} {feed["gaps"]!.AsArray().Count}"));
        var verified = stage.Run("verify");
        Assert.Equal(3, verified.ExitCode);
        Assert.Contains("(include=web) was never read, and never asked for.", verified.Output, StringComparison.Ordinal);
        var alerts = stage.Run("alerts");
        Assert.Equal(3, alerts.ExitCode);
        Assert.Contains("0 alerts in 0 events", alerts.Output, StringComparison.Ordinal);
        Assert.Contains("1 feed was never read, the first of them", alerts.Error, StringComparison.Ordinal);

        await github.Control("clearFaults", "{}");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        Assert.Equal((0, 0, 0), (stage.Run("status").ExitCode, stage.Run("verify").ExitCode, stage.Run("alerts").ExitCode));
    }

    [Fact]
    public async Task Where_nothing_could_be_read_no_verb_says_that_all_is_well()
    {
        await github.Control("fail", new { mode = "answer", status = 404, path = "**audit-log", times = 50 });
        Assert.Equal(3, stage.Run($"collect {Target} --wait 0").ExitCode);

        var (verify, alerts) = (stage.Run("verify"), stage.Run("alerts --json"));

        Assert.Equal((3, 3, 3), (stage.Run("status").ExitCode, verify.ExitCode, alerts.ExitCode));
        Assert.Contains("Verdict    gap", verify.Output, StringComparison.Ordinal);
        Assert.Contains("(include=web) was never read; it was refused: 404", verify.Output, StringComparison.Ordinal);
        Assert.Contains("2 feeds were never read", alerts.Error, StringComparison.Ordinal);
        Assert.Equal(["include=git", "include=web"], JsonNode.Parse(alerts.Output)!["unread"]!.AsArray().Select(feed => feed!["query"]!.ToString()));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("list --json")]
    [InlineData("alerts")]
    [InlineData("export")]
    [InlineData("export --format ocsf")]
    [InlineData("export --format csv")]
    [InlineData("status")]
    [InlineData("prune --keep 1")]
    [InlineData("collect TARGET")]
    public async Task Nothing_that_was_forged_is_shown_and_the_file_and_the_entry_are_named(string words)
    {
        await Many(5, "2026-11-20", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        var entries = Directory.EnumerateFiles(Path.Combine(stage.Store, "ledger", "tile", "entries"), "*", SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(entries);
        "repo.forged"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("repo.create"u8)));
        File.WriteAllBytes(entries, bytes);

        var (exitCode, output, error) = stage.Run(words.Replace("TARGET", Target, StringComparison.Ordinal));

        Assert.Equal(4, exitCode);
        Assert.DoesNotContain("forged", output, StringComparison.Ordinal);
        Assert.Contains($"'{entries}' is not what was recorded: entry ", error, StringComparison.Ordinal);
        Assert.Contains(" is another one, so that nothing of it can be believed.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_encrypted_for_others_is_counted_where_it_is_asked_for()
    {
        await Many(7, "2026-11-20", "2026-11-22");
        var identity = stage.Write("key.txt", $"{Identity}\n");
        Assert.Equal(0, stage.Run($"collect {Target} --recipient {Recipient}").ExitCode);

        foreach (var words in new[] { "list --actor alice", "list --action repo.*", "list --actor alice --json", "export --actor alice", "export --format csv --action x" })
        {
            var (exitCode, output, error) = stage.Run(words);
            Assert.Equal((3, words), (exitCode, words));
            Assert.DoesNotContain("alice", output, StringComparison.Ordinal);
            Assert.Contains("Of 7 events it could not be looked at whether they are asked for, since they are encrypted for others. Name a key that opens them with --identity.", error, StringComparison.Ordinal);
            Assert.Equal(0, stage.Run($"{words} --identity {identity}").ExitCode);
        }

        Assert.Equal(0, stage.Run("list --actor alice --until 2026-11-19").ExitCode);
        Assert.Equal(7, stage.Run($"list --actor alice --identity {identity}").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task For_how_long_events_are_kept_can_be_made_longer_only()
    {
        await Many(5, "2026-11-20", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target} --keep 30").ExitCode);
        Assert.Equal(0, stage.Run($"collect {Target} --keep 730").ExitCode);

        var (exitCode, _, error) = stage.Run($"collect {Target} --keep 30");

        Assert.Equal(2, exitCode);
        Assert.Contains("730 days at least, and 30 days are less", error, StringComparison.Ordinal);
        Assert.Equal(730, stage.Status()["keepDays"]!.GetValue<int>());
        Assert.Equal(2, stage.Run("prune --keep 30").ExitCode);
        Assert.Equal(0, stage.Run($"collect {Target} --keep 730").ExitCode);
    }

    [Theory]
    [InlineData("collect TARGET --since 2026-11-23")]
    [InlineData("collect TARGET --since 2030-01-01")]
    [InlineData("list --since 2030-01-01")]
    [InlineData("export --since 2030-01-01")]
    [InlineData("alerts --since 2030-01-01")]
    [InlineData("list --since 2026-11-21 --until 2026-11-20")]
    [InlineData("export --since 2026-11-21 --until 2026-11-20")]
    [InlineData("alerts --since 2026-11-21 --until 2026-11-20")]
    public void Days_in_which_nothing_can_have_happened_are_refused_and_nothing_is_made(string words)
    {
        var (exitCode, output, error) = stage.Run(words.Replace("TARGET", Target, StringComparison.Ordinal));

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("--since 20", error, StringComparison.Ordinal);
        Assert.Contains(" lies after ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(stage.Store));
    }

    [Fact]
    public async Task The_day_that_has_begun_can_be_asked_for()
    {
        await Many(5, "2026-11-22", "2026-11-22T11:00:00Z");

        Assert.Equal(0, stage.Run($"collect {Target} --since 2026-11-22").ExitCode);
        Assert.Equal(5, stage.Ids("--since 2026-11-22 --until 2026-11-30").Length);
    }

    [Fact]
    public async Task An_auditor_reads_without_the_key_that_signs_and_is_told_that_this_is_not_on_record()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        stage.Key = key.ExportPkcs8PrivateKeyPem();
        await github.Control("audit", """{ "of": "acme", "events": [{ "at": "2026-11-20T10:00:00Z", "action": "repo.destroy", "repo": "acme/secret-plans", "actor": "bob" }] }""");
        var identity = stage.Write("key.txt", $"{Identity}\n");
        Assert.Equal(0, stage.Run($"collect {Target} --recipient {Recipient}").ExitCode);
        var owner = stage.Run($"list --identity {identity}");
        Assert.Equal((0, ""), (owner.ExitCode, owner.Error));
        Assert.Equal(1, Readings());

        stage.Key = null;
        foreach (var (words, exitCode) in new[] { ("list", 0), ("alerts", 1), ("export", 0) })
        {
            var auditor = stage.Run($"{words} --identity {identity}");
            Assert.Equal(exitCode, auditor.ExitCode);
            Assert.Contains("secret-plans", auditor.Output, StringComparison.Ordinal);
            Assert.Contains("po: This reading is not put on record in the audit log. The ledger in '", auditor.Error, StringComparison.Ordinal);
            Assert.Contains("POPIPELINE_LEDGER_KEY", auditor.Error, StringComparison.Ordinal);
        }

        Assert.Equal(1, Readings());
        Assert.Equal(0, stage.Run("verify").ExitCode);
    }

    [Fact]
    public void Of_an_import_that_was_stopped_status_says_what_it_left()
    {
        const string Row = """{"@timestamp":1795168208000,"created_at":1795168208000,"org":"acme","action":"repo.create","actor":"mona","repo":"acme/a","_document_id":"doc-NUMBER"}""";
        var file = stage.Write("many.jsonl", string.Join('\n', Enumerable.Range(0, 16_500).Select(number => Row.Replace("NUMBER", $"{number:D6}", StringComparison.Ordinal))));

        // After the file was looked at, and before any of it is kept.
        var time = new ActingTime(() => File.WriteAllText(file, File.ReadAllText(file).Replace("doc-016499", "doc-999999", StringComparison.Ordinal)));
        Assert.Throws<AuditException>(() => new AuditImporter(AuditStore.Open(stage.Store), time).Import(file, AuditSource.Parse("github:acme").Value!));

        var (exitCode, output, error) = stage.Run("status");
        Assert.Equal(3, exitCode);
        Assert.Contains("16384 events, 0 receipts", output, StringComparison.Ordinal);
        Assert.Contains("16384 events stand there without a receipt, since a run was stopped before it wrote one", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was collected", error + stage.Run("alerts").Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_collected_by_a_clock_that_was_ahead_hides_no_refusal()
    {
        await Many(5, "2026-11-20", "2026-11-22");
        stage.Now = AuditStage.Start.AddDays(3);
        Assert.Contains("The clock of this machine is ahead of the forge's", stage.Run($"collect {Target}").Error, StringComparison.Ordinal);
        stage.Now = AuditStage.Start.AddHours(1);
        stage.Token = "ghp_nobody";
        Assert.Equal(3, stage.Run($"collect {Target}").ExitCode);

        var (exitCode, output, _) = stage.Run("status");

        Assert.Equal(3, exitCode);
        Assert.Contains(": refused\n  last success: 2026-11-25T12:00:00.000Z, by a clock that was ahead; what it read ended 1.5 h ago", output, StringComparison.Ordinal);
        Assert.Equal(3, stage.Run("alerts").ExitCode);
        var feed = stage.Status()["feeds"]![0]!;
        Assert.Equal((true, 5400), (feed["clockAhead"]!.GetValue<bool>(), feed["ageSeconds"]!.GetValue<long>()));
    }

    [Fact]
    public async Task A_copy_that_cannot_be_written_to_is_read_and_nothing_is_made_in_it()
    {
        await Many(5, "2026-11-20", "2026-11-22");
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        var locked = Path.Combine(stage.Store, "ledger", ".lock");
        File.Delete(locked);
        Directory.CreateDirectory(locked);
        Directory.Delete(Path.Combine(stage.Store, "blobs"));

        var (exitCode, output, error) = stage.Run("export");

        Assert.Equal((0, 5), (exitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.Contains("po: This reading is not put on record in the audit log, since its folder cannot be written to: ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(stage.Store, "blobs")));
    }

    [Fact]
    public async Task That_somebody_reads_stands_on_record_before_anything_is_shown()
    {
        await Many(5, "2026-11-20", "2026-11-22");
        var identity = stage.Write("key.txt", $"{Identity}\n");
        Assert.Equal(0, stage.Run($"collect {Target} --recipient {Recipient}").ExitCode);
        var onRecord = new List<int>();
        stage.Shown = () => onRecord.Add(Readings());

        foreach (var words in new[] { $"list --identity {identity}", $"alerts --identity {identity}", "export" })
        {
            Assert.Equal(0, stage.Run(words).ExitCode);
        }

        Assert.Equal([1, 2, 3], onRecord);
    }

    [Theory]
    [InlineData("collect", "TARGET")]
    [InlineData("collect github:acme/app", "has no audit log")]
    [InlineData("collect svn:acme", "github:")]
    [InlineData("import nothing.json --source github:acme", "There is no 'nothing.json'")]
    [InlineData("import .", "--source github:acme")]
    [InlineData("import . --source acme", "github:ORGANIZATION")]
    [InlineData("list --since yesterday", "is no day")]
    [InlineData("export --format xml", "jsonl")]
    [InlineData("prune --keep 0", "number of days")]
    public void Wrong_usage_says_what_to_do(string words, string remedy)
    {
        var (exitCode, output, error) = stage.Run(words);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(remedy, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("verify")]
    [InlineData("status")]
    [InlineData("alerts")]
    [InlineData("export")]
    [InlineData("anchor https://example.org/1")]
    [InlineData("prune")]
    public void Of_a_folder_without_an_audit_log_nothing_is_said_and_nothing_is_made(string words)
    {
        var (exitCode, output, error) = stage.Run(words);

        Assert.Equal((3, ""), (exitCode, output));
        Assert.Contains("There is no audit log in ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(stage.Store));
    }

    private static string Pem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private int Readings() => Directory.EnumerateFiles(stage.Store, "*", SearchOption.AllDirectories)
        .Sum(file => File.ReadAllText(file).Split("\"type\":\"read\"", StringSplitOptions.None).Length - 1);

    private static IEnumerable<string> Kept(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonNode.Parse(line)!.AsObject()).Select(found => $"{found["id"]} {found["occurred"]} {found["event"]!.ToJsonString()}").Order(StringComparer.Ordinal);

    private static void Copy(string from, string to) => ChildProcess.Demand("cp", ["-a", from, to]);

    private Task<JsonObject> Many(int count, string from, string to, string action = "repo.create") => github.Control("auditMany", new { of = "acme", count, from, to, action });

    private async Task Clock(string now)
    {
        await github.Control("clock", new { now });
        stage.Now = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);
    }

    private sealed class ActingTime(Action act) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            act();
            return AuditStage.Start;
        }
    }
}

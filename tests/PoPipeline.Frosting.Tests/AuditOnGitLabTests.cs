using System.Text.Json.Nodes;
using PoPipeline.Doubles.GitLab;
using PoPipeline.Doubles.GitLab.Control;

namespace PoPipeline.Frosting.Tests;

/// <summary>The verbs of audit logs, against a server that behaves as GitLab is documented to.</summary>
public sealed class AuditOnGitLabTests : IAsyncLifetime
{
    private readonly AuditStage stage = new() { Token = "glpat-olivia" };
    private GitLabDouble gitlab = null!;

    private string Target => $"gitlab:{gitlab.Address.ToString().TrimEnd('/')}/acme";

    public async ValueTask InitializeAsync() => gitlab = await GitLabDouble.StartAsync(JsonNode.Parse("""
        {
          "now": "2026-11-22T12:00:00Z",
          "users": [{ "username": "olivia", "id": 101 }, { "username": "dave", "id": 104 }, { "username": "mallory", "id": 105 }],
          "groups": [{ "path": "acme", "id": 301, "members": [{ "user": "olivia", "access_level": 50 }, { "user": "dave", "access_level": 30 }, { "user": "mallory", "access_level": 40 }] }, { "path": "acme/platform", "id": 302, "members": [] }],
          "projects": [{ "path": "acme/app", "id": 501 }, { "path": "acme/platform/api", "id": 502 }],
          "tokens": [{ "token": "glpat-olivia", "user": "olivia", "scopes": ["read_api"] }, { "token": "glpat-dave", "user": "dave" }, { "token": "glpat-mallory", "user": "mallory" }]
        }
        """));

    public async ValueTask DisposeAsync()
    {
        await gitlab.DisposeAsync();
        stage.Dispose();
    }

    [Fact]
    public void A_group_its_subgroups_and_projects_are_collected_each_by_itself()
    {
        Act("group", "acme", "2026-01-10T10:00:00Z", 130);
        Act("group", "acme/platform", "2026-10-01T10:00:00Z", 5);
        Act("project", "acme/app", "2026-11-01T10:00:00Z", 210);
        Act("project", "acme/platform/api", "2026-11-22T10:00:00Z", 3);

        var (exitCode, output, error) = stage.Run($"collect {Target}");
        var again = stage.Run($"collect {Target}");

        Assert.True(exitCode == 0, output + error);
        Assert.Equal(348, stage.Ids().Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(["groups/301", "groups/302", "projects/501", "projects/502"], stage.Status()["feeds"]!.AsArray().Select(feed => feed!["query"]!.ToString()));
        Assert.Equal(0, again.ExitCode);
        Assert.Equal(348, stage.Ids().Length);
        Assert.Equal(0, stage.Run("verify").ExitCode);
        Assert.Equal(0, stage.Run("status").ExitCode);
        Assert.Empty(gitlab.Violations);
    }

    [Fact]
    public void A_project_can_be_collected_alone()
    {
        Act("project", "acme/app", "2026-11-01T10:00:00Z", 3);

        Assert.Equal(0, stage.Run($"collect {Target}/app").ExitCode);

        Assert.Equal(3, stage.Ids().Length);
    }

    [Fact]
    public void Who_would_be_shown_their_own_events_alone_is_refused_and_not_taken_for_a_quiet_group()
    {
        Act("group", "acme", "2026-11-01T10:00:00Z", 3);
        Act("project", "acme/app", "2026-11-01T10:00:00Z", 3);
        stage.Token = "glpat-dave";

        var developer = stage.Run($"collect {Target}");
        stage.Token = "glpat-mallory";
        var maintainer = stage.Run($"collect {Target} --store {stage.PathOf("other")}");

        Assert.Equal(3, developer.ExitCode);
        Assert.Contains("would be shown its own events alone: it takes the role Owner of the group", developer.Output, StringComparison.Ordinal);
        Assert.All(stage.Status()["feeds"]!.AsArray(), feed => Assert.Equal("role", feed!["refused"]!["reason"]!.ToString()));
        Assert.DoesNotContain(gitlab.Log, entry => entry.Endpoint is "GET /groups/:id/audit_events");
        Assert.Equal(3, maintainer.ExitCode);
        Assert.Contains("(projects/501): 13 windows, 3 events", maintainer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tier_without_audit_events_is_told()
    {
        _ = gitlab.Control("tier", new JsonObject { ["premium"] = false });

        var (exitCode, output, _) = stage.Run($"collect {Target}");

        Assert.Equal(3, exitCode);
        Assert.Contains("its audit events need GitLab Premium", output, StringComparison.Ordinal);
        Assert.Equal("plan", stage.Status()["feeds"]![0]!["refused"]!["reason"]!.ToString());
    }

    [Fact]
    public void A_group_that_is_not_there_or_a_token_of_a_job_is_told()
    {
        var missing = stage.Run($"collect {Target}/nothing");
        stage.Token = "glpat-wrong";
        var wrong = stage.Run($"collect {Target}");

        Assert.Equal((3, 3), (missing.ExitCode, wrong.ExitCode));
        Assert.Contains("404: there is no such group or project", missing.Error, StringComparison.Ordinal);
        Assert.Contains("401: there is no valid token", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_in_the_group_no_more_is_told_once_and_leaves_the_rest_complete()
    {
        Act("project", "acme/app", "2026-11-01T10:00:00Z", 3);
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        _ = gitlab.Act("removeProject", "olivia", new JsonObject { ["project"] = "acme/app" });
        Clock("2026-11-23T12:00:00Z");

        var (exitCode, output, _) = stage.Run($"collect {Target}");
        Clock("2026-11-24T12:00:00Z");
        var later = stage.Run($"collect {Target}");

        Assert.Equal(0, exitCode);
        Assert.Contains("(projects/501): It is in the group no more", output, StringComparison.Ordinal);
        Assert.DoesNotContain("no more", later.Output, StringComparison.Ordinal);
        Assert.Equal("gone", stage.Status()["feeds"]!.AsArray().Single(feed => feed!["query"]!.ToString() is "projects/501")!["state"]!.ToString());
        Assert.Equal(0, stage.Run("status").ExitCode);
        Assert.Equal(3, stage.Ids().Length);
    }

    [Fact]
    public void What_was_never_read_and_is_in_the_group_no_more_is_not_forgotten_with_a_run_that_was_stopped()
    {
        gitlab.Plan(new Fault { Kind = FaultKind.Answer, Status = 502, Path = "projects/501/audit_events", Times = 20 });
        Assert.Equal(3, stage.Run($"collect {Target} --wait 0").ExitCode);
        _ = gitlab.Control("clearFaults", []);
        _ = gitlab.Act("removeProject", "olivia", new JsonObject { ["project"] = "acme/app" });
        Clock("2026-11-23T12:00:00Z");

        // With the first line that it shows.
        using var stop = new CancellationTokenSource();
        stage.Stop = stop.Token;
        stage.Shown = stop.Cancel;
        Assert.Equal(130, stage.Run($"collect {Target}").ExitCode);
        (stage.Stop, stage.Shown) = (CancellationToken.None, null);
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);

        Assert.Equal("gone", stage.Status()["feeds"]!.AsArray().Single(feed => feed!["query"]!.ToString() is "projects/501")!["state"]!.ToString());
    }

    [Theory]
    [InlineData("groups/301/projects", "Which projects there are in ")]
    [InlineData("groups/301/descendant_groups", "Which subgroups there are in ")]
    public void Projects_and_subgroups_that_are_not_told_stand_on_record_as_a_refusal(string path, string said)
    {
        Act("group", "acme", "2026-11-01T10:00:00Z", 3);
        gitlab.Plan(new Fault { Kind = FaultKind.Answer, Status = 403, Path = path, Times = 20 });

        var (exitCode, _, error) = stage.Run($"collect {Target} --wait 0");

        Assert.Equal(3, exitCode);
        Assert.Contains(said, error, StringComparison.Ordinal);
        var list = stage.Status()["feeds"]!.AsArray().Single(feed => feed!["query"]!.ToString() is "list")!;
        Assert.Equal(("refused", "permission"), (list["state"]!.ToString(), list["refused"]!["reason"]!.ToString()));
        Assert.StartsWith(said, list["refused"]!["message"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains($"NOT KNOWN which groups and projects there are: {said}", stage.Run("status").Output, StringComparison.Ordinal);
        Assert.Equal((3, 3, 3), (stage.Run("status").ExitCode, stage.Run("verify").ExitCode, stage.Run("alerts").ExitCode));

        _ = gitlab.Control("clearFaults", []);
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        Assert.Equal((0, 0, 0), (stage.Run("status").ExitCode, stage.Run("verify").ExitCode, stage.Run("alerts").ExitCode));
        Assert.Equal(["groups/301", "groups/302", "projects/501", "projects/502"], stage.Status()["feeds"]!.AsArray().Select(feed => feed!["query"]!.ToString()).Order());
    }

    [Fact]
    public async Task A_run_that_was_stopped_between_a_group_and_its_projects_leaves_these_missing()
    {
        Act("group", "acme", "2026-11-01T10:00:00Z", 3);
        gitlab.Plan(new Fault { Kind = FaultKind.Hang, Path = "groups/302/audit_events", Times = 1 });
        using var stop = new CancellationTokenSource();
        stage.Stop = stop.Token;
        var run = Task.Run(() => stage.Run($"collect {Target}"), TestContext.Current.CancellationToken);
        while (!gitlab.Log.Any(entry => entry.Path.Contains("groups/302/audit_events", StringComparison.Ordinal)))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await stop.CancelAsync();
        Assert.Equal(130, (await run).ExitCode);
        stage.Stop = CancellationToken.None;

        Assert.Equal((3, 3), (stage.Run("status").ExitCode, stage.Run("verify").ExitCode));
        Assert.Equal(
            ["groups/301 complete", "groups/302 never read", "projects/501 never read", "projects/502 never read"],
            stage.Status()["feeds"]!.AsArray().Select(feed => $"{feed!["query"]} {feed["state"]}"));
        Assert.All(stage.Status()["feeds"]!.AsArray().Skip(1), feed => Assert.Single(feed!["gaps"]!.AsArray()));
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        Assert.Equal((0, 0), (stage.Run("status").ExitCode, stage.Run("verify").ExitCode));
    }

    [Fact]
    public void Late_events_failing_pages_and_links_elsewhere_lose_nothing()
    {
        Act("group", "acme", "2026-11-20T10:00:00Z", 250);
        _ = gitlab.Act("auditEvent", "dave", new JsonObject { ["group"] = "acme", ["at"] = "2026-11-22T09:00:00Z", ["shownAt"] = "2026-11-22T13:00:00Z", ["type"] = "group_destroyed" });
        gitlab.Plan(new Fault { Kind = FaultKind.Answer, Status = 502, Path = "groups/301/audit_events", Skip = 13, Times = 20 });
        var failed = stage.Run($"collect {Target} --wait 0");
        _ = gitlab.Control("clearFaults", []);
        gitlab.Plan(new Fault { Kind = FaultKind.Link, Path = "groups/301/audit_events", Skip = 0, Times = 1 });
        var elsewhere = stage.Run($"collect {Target} --wait 0");
        Assert.Equal((3, 3), (failed.ExitCode, elsewhere.ExitCode));
        Assert.Equal(0, stage.Run($"collect {Target}").ExitCode);
        Assert.Equal(250, stage.Ids().Length);
        Clock("2026-11-22T15:00:00Z");

        var (exitCode, output, _) = stage.Run($"collect {Target}");

        Assert.Equal(0, exitCode);
        Assert.Contains("1 of them new, 1 late", output, StringComparison.Ordinal);
        Assert.Equal(251, stage.Ids().Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(251, stage.Ids().Length);
        Assert.Equal(0, stage.Run("verify").ExitCode);
        Assert.Equal(0, stage.Run("status").ExitCode);
    }

    private void Act(string kind, string name, string at, int count) => gitlab.Act("auditEvent", "olivia", new JsonObject { [kind] = name, ["at"] = at, ["count"] = count });

    private void Clock(string now)
    {
        _ = gitlab.Control("clock", new JsonObject { ["now"] = now });
        stage.Now = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);
    }
}

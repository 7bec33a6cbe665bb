using System.Text.Json;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;

namespace PoPipeline.Tests.Outputs;

/// <summary>
/// What each reader makes of its report, by the rules that it documents or its source shows: what was not accepted is never hidden, and
/// what was accepted is not open where the reader can know.
/// </summary>
public sealed class ReaderRulesTests
{
    private static readonly string[] Open = [.. Samples.States.Where(state => !Samples.Excused.Contains(state))];

    [Fact]
    public void The_sample_excuses_what_it_says() =>
        Assert.Equal(Samples.Excused.Order(StringComparer.Ordinal), Samples.Recorded().Findings.Where(finding => !finding.IsOpen).Select(finding => StateOf(finding.Finding.Message)).Order(StringComparer.Ordinal));

    [Fact]
    public void A_reader_that_follows_the_standard_hides_what_is_accepted_and_nothing_else()
    {
        using var report = Read("sarif");
        var failures = Results(report).Where(result => Text(result, "kind") is null or "fail").ToList();

        Assert.Equal(Open, States(failures.Where(result => !IsSuppressedByTheStandard(result))));
        Assert.Equal(Samples.Excused.Order(StringComparer.Ordinal), States(failures.Where(IsSuppressedByTheStandard)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_result_of_a_run_has_the_array_of_suppressions_or_none_has()
    {
        foreach (var kind in Samples.Logs)
        {
            using var report = Read(kind);
            Assert.Single(Results(report).Select(result => result.TryGetProperty("suppressions", out _)).Distinct());
        }
    }

    [Fact]
    public void A_recorded_suppression_says_who_what_where_and_until_when()
    {
        using var report = Read("sarif");
        var decision = Samples.Recorded().Snapshot.Records.Decisions.Single(candidate => candidate.Issue == "#101");
        var suppression = Assert.Single(Of(report, "approved").GetProperty("suppressions").EnumerateArray());
        var properties = suppression.GetProperty("properties");

        Assert.Equal("external", Text(suppression, "kind"));
        Assert.Equal("accepted", Text(suppression, "status"));
        Assert.Equal("low risk until the new release", Text(suppression, "justification"));
        Assert.Equal("https://github.com/acme/app/issues/101", suppression.GetProperty("location").GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.False(suppression.GetProperty("location").GetProperty("physicalLocation").TryGetProperty("region", out _));
        Assert.Equal("2027-02-01T00:00:00.000Z", Text(properties, "expiryUtc"));
        Assert.Equal($"sha256:{decision.Digest}", Text(properties, "requestDigest"));
        Assert.Equal(["20", "21"], properties.GetProperty("approvers").EnumerateArray().Select(approver => approver.GetString()));
        Assert.Equal("30", Text(properties, "owner"));
        Assert.True(Guid.TryParse(Text(suppression, "guid"), out _));
    }

    [Theory]
    [InlineData("requested", "underReview")]
    [InlineData("rejected", "rejected")]
    [InlineData("ends-soon", "accepted")]
    public void The_state_of_a_request_is_the_status_of_its_suppression(string state, string status)
    {
        using var report = Read("sarif");
        var result = Of(report, state);

        Assert.Equal(status, Text(Assert.Single(result.GetProperty("suppressions").EnumerateArray()), "status"));
        Assert.False(result.TryGetProperty("properties", out var properties) && properties.TryGetProperty("popipeline/lastDecision", out _));
    }

    [Theory]
    [InlineData("expired", "expired", "its last day is over")]
    [InlineData("revoked", "revoked", null)]
    [InlineData("invalidated", "invalidated", "the approval by 'alice' was edited after it was recorded")]
    [InlineData("withdrawn", "withdrawn", null)]
    [InlineData("lapsed", "lapsed", null)]
    [InlineData("resolved", "resolved", null)]
    [InlineData("changed", "approved", "what is found is no longer what the request was about: job 'build': 'permissions' is new")]
    public void What_is_over_is_no_suppression_and_is_told(string sample, string state, string? why)
    {
        using var report = Read("sarif");
        var result = Of(report, sample);
        var last = result.GetProperty("properties").GetProperty("popipeline/lastDecision");

        Assert.Empty(result.GetProperty("suppressions").EnumerateArray());
        Assert.Equal(state, Text(last, "state"));
        Assert.Equal(why, Text(last, "why"));
        Assert.StartsWith("https://github.com/acme/app/issues/1", Text(last, "url"), StringComparison.Ordinal);
    }

    [Fact]
    public void Tampering_and_records_that_could_not_be_read_make_a_run_unsuccessful()
    {
        using var report = Read("sarif");
        var invocation = Run(report).GetProperty("invocations")[0];
        var notices = invocation.GetProperty("toolExecutionNotifications").EnumerateArray().ToDictionary(notice => notice.GetProperty("descriptor").GetProperty("id").GetString() ?? "", StringComparer.Ordinal);

        Assert.False(invocation.GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal(4, invocation.GetProperty("exitCode").GetInt32());
        Assert.Equal("error", Text(notices["POP-TAMPER"], "level"));
        Assert.Equal("error", Text(notices["POP-RECORDS"], "level"));
    }

    [Theory]
    [InlineData("github-sarif")]
    [InlineData("defectdojo")]
    public void Readers_of_results_alone_get_tampering_as_a_failure(string kind)
    {
        using var report = Read(kind);
        var result = Assert.Single(Results(report), result => Text(result, "ruleId") == "POP-TAMPER");

        Assert.Equal("error", Text(result, "level") ?? "warning");
        Assert.True(Text(result, "kind") is null or "fail");
        Assert.False(IsHiddenByDefectDojo(result));
    }

    [Fact]
    public void GitHub_shows_every_result_as_an_open_alert_so_only_what_is_open_is_there()
    {
        using var report = Read("github-sarif");

        Assert.Equal(Open, States(Results(report)));
        Assert.Contains("An exception is asked for by dora (https://github.com/acme/app/issues/100)", Message(Of(report, "requested")), StringComparison.Ordinal);
        Assert.Contains("asked for and rejected by carol", Message(Of(report, "rejected")), StringComparison.Ordinal);
        Assert.Contains("is not in force: revoked by carol", Message(Of(report, "revoked")), StringComparison.Ordinal);
    }

    [Fact]
    public void DefectDojo_hides_what_is_accepted_and_nothing_else()
    {
        using var report = Read("defectdojo");
        var results = Results(report).ToList();

        Assert.DoesNotContain(results, IsDroppedByDefectDojo);
        Assert.Equal(Open, States(results.Where(result => !IsHiddenByDefectDojo(result))));
        Assert.Equal(Samples.Excused.Order(StringComparer.Ordinal), States(results.Where(IsHiddenByDefectDojo)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void DefectDojo_finds_the_identity_the_severity_the_weakness_and_the_remedy_where_it_looks_for_them()
    {
        using var report = Read("defectdojo", Samples.Every());
        var rules = Run(report).GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToDictionary(rule => Text(rule, "id") ?? "", StringComparer.Ordinal);
        var results = Results(report).Where(result => Text(result, "ruleId") is not "POP-NE").ToList();

        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.Equal(64, Text(result.GetProperty("fingerprints"), "popipeline/v1")?.Length));
        Assert.All(results, result => Assert.True(float.TryParse(Text(rules[Text(result, "ruleId") ?? ""].GetProperty("properties"), "security-severity"), out _)));
        Assert.All(results, result => Assert.Matches("^CWE-[0-9]+$", Text(result.GetProperty("properties"), "cwe")));
        Assert.All(results, result => Assert.NotEmpty(result.GetProperty("taxa").EnumerateArray()));
        Assert.Contains(results, result => result.TryGetProperty("fixes", out var fixes) && fixes[0].GetProperty("description").GetProperty("text").GetString() is "Grant 'contents: read' only.");
    }

    [Fact]
    public void GitLab_has_no_state_for_an_accepted_risk_so_it_is_a_message_and_all_else_a_vulnerability()
    {
        using var report = Read("gitlab-sast", Samples.Recorded(tracker: TrackerKind.GitLab));
        var scan = report.RootElement.GetProperty("scan");
        var messages = scan.GetProperty("messages").EnumerateArray().ToLookup(message => Text(message, "level"), message => Text(message, "value") ?? "");
        var vulnerabilities = report.RootElement.GetProperty("vulnerabilities").EnumerateArray().ToList();
        var asked = vulnerabilities.Single(vulnerability => StateOf(Text(vulnerability, "description")) is "requested");

        Assert.Equal(Open, vulnerabilities.Select(vulnerability => StateOf(Text(vulnerability, "description"))));
        Assert.Equal(Samples.Excused.Length, messages["info"].Count());
        Assert.Contains(messages["info"], message => message.Contains("is accepted until 2026-12-01, approved by alice, bob", StringComparison.Ordinal));
        Assert.Contains("tampered with", Assert.Single(messages["fatal"]), StringComparison.Ordinal);
        Assert.Equal("failure", Text(scan, "status"));
        Assert.Contains(asked.GetProperty("links").EnumerateArray(), link => Text(link, "url") is "https://github.com/acme/app/issues/100");
        Assert.StartsWith("An exception is asked for by dora", Text(asked.GetProperty("details").GetProperty("exception"), "value"), StringComparison.Ordinal);
    }

    [Fact]
    public void GitLab_shows_every_entry_of_Code_Quality_so_only_what_is_open_is_there()
    {
        using var report = Read("gitlab-codequality");
        var entries = report.RootElement.EnumerateArray().ToList();

        Assert.Equal("POP-TAMPER", Text(entries[0], "check_name"));
        Assert.Equal("blocker", Text(entries[0], "severity"));
        Assert.Equal(Open, entries.Skip(1).Select(entry => StateOf(Text(entry, "description"))));
        Assert.Equal(entries.Count, entries.Select(entry => Text(entry, "fingerprint")).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void GitLab_does_not_take_a_finding_for_mended_that_nobody_could_look_at()
    {
        using var report = Read("gitlab-codequality", Samples.Every());

        Assert.Equal("POP-NE", Text(report.RootElement[0], "check_name"));
    }

    [Fact]
    public void A_record_in_a_folder_is_pointed_to_by_its_file()
    {
        var recorded = Samples.Recorded(tracker: TrackerKind.Folder);
        var records = recorded.Snapshot.Records;
        var local = records with { Decisions = [.. records.Decisions.Select(decision => decision with { Url = null, Issue = $"PO3294-{decision.Key[..16]}-1" })] };
        var snapshot = recorded.Snapshot with { Records = local };
        var plain = recorded.Judgements.Select(judgement => judgement with { Findings = [.. judgement.Findings.Select(finding => finding.Suppression is { InSource: true } ? finding : finding with { Suppression = null })] });
        using var report = Read("sarif", new Assessment { Snapshot = snapshot, Judgements = PoPipeline.Decisions.RecordedDecisions.Apply(snapshot, [.. plain]) });
        var artifact = Of(report, "approved").GetProperty("suppressions")[0].GetProperty("location").GetProperty("physicalLocation").GetProperty("artifactLocation");

        Assert.Matches(@"\A\.popipeline/records/PO3294-[0-9a-f]{16}-1/request\.md\z", Text(artifact, "uri"));
        Assert.Equal("%SRCROOT%", Text(artifact, "uriBaseId"));
    }

    [Fact]
    public void Konflux_never_takes_tampering_for_a_pass()
    {
        using var report = Read("test-output");

        Assert.Equal("ERROR", Text(report.RootElement, "result"));
    }

    [Fact]
    public void Konflux_counts_what_is_excused_as_a_warning_and_is_told_what_it_is()
    {
        var all = Vouched();
        var accepted = all with { Judgements = [.. all.Judgements.Select(judgement => judgement with { Findings = [.. judgement.Findings.Where(finding => !finding.IsOpen)] })] };
        using var report = Read("test-output", accepted);

        Assert.Equal("WARNING", Text(report.RootElement, "result"));
        Assert.Equal(3, report.RootElement.GetProperty("warnings").GetInt32());
        Assert.Equal(0, report.RootElement.GetProperty("failures").GetInt32());
        Assert.Contains("3 exceptions in force: PO3294 until 2026-12-01 (#110), PO3294 until 2027-01-31 (#101), PO3294 until 2027-06-01.", Text(report.RootElement, "note"), StringComparison.Ordinal);
    }

    [Fact]
    public void Konflux_hears_of_what_was_not_looked_at_even_where_the_gate_is_met()
    {
        var passing = Vouched();
        var seen = passing.Judgements[1];
        using var report = Read("test-output", passing with { Judgements = [seen with { Verdict = seen.Verdict with { Gaps = [new Gap("acme", "no token was given", Failed: false)] } }] });

        Assert.Equal("WARNING", Text(report.RootElement, "result"));
        Assert.Contains("1 thing could not be looked at.", Text(report.RootElement, "note"), StringComparison.Ordinal);
    }

    private static Assessment Vouched()
    {
        var all = Samples.Recorded(tampered: false);
        return all with { Snapshot = all.Snapshot with { Trust = new PolicyTrust { Source = PolicySource.Given } } };
    }

    // The rule of the standard's own tutorials and of GitLab's reader: an array with elements, none of which waits or was refused.
    private static bool IsSuppressedByTheStandard(JsonElement result) =>
        result.TryGetProperty("suppressions", out var suppressions)
        && suppressions.GetArrayLength() > 0
        && suppressions.EnumerateArray().All(suppression => Text(suppression, "status") is not ("underReview" or "rejected"));

    // Its parser drops what is no failure, and takes any suppression whatever its status for a false positive.
    private static bool IsDroppedByDefectDojo(JsonElement result) => Text(result, "kind") is not (null or "fail");

    private static bool IsHiddenByDefectDojo(JsonElement result) => result.TryGetProperty("suppressions", out var suppressions) && suppressions.GetArrayLength() > 0;

    private static JsonDocument Read(string kind, Assessment? assessment = null) => JsonDocument.Parse(Samples.Write(kind, assessment ?? Samples.Recorded()));

    private static JsonElement Run(JsonDocument report) => report.RootElement.GetProperty("runs")[0];

    private static JsonElement.ArrayEnumerator Results(JsonDocument report) => Run(report).GetProperty("results").EnumerateArray();

    private static JsonElement Of(JsonDocument report, string state) => Results(report).Single(result => StateOf(Message(result)) == state);

    private static IEnumerable<string?> States(IEnumerable<JsonElement> results) => results.Select(result => StateOf(Message(result))).Where(state => state is not null);

    private static string Message(JsonElement result) => result.GetProperty("message").GetProperty("text").GetString() ?? "";

    // The messages of the sample begin with the step, which is named by the state, as code or in quotes.
    private static string? StateOf(string? message) =>
        message is not null && message.StartsWith("Step ", StringComparison.Ordinal) ? message.Split('\'', '`')[1] : null;

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}

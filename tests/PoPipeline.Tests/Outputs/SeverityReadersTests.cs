using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PoPipeline.Judging;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Outputs;

/// <summary>
/// Readers of SARIF take the severity of a finding from different places. Each of them has to come to what the console says, whichever of
/// our logs it is given.
/// </summary>
public sealed class SeverityReadersTests
{
    /// <summary>The rules that have cases, and nothing for the samples, which have every severity in one log.</summary>
    public static TheoryData<string> Sources => [Nothing, .. CaseTree.Names.Select(name => name.Split('/')[0]).Distinct(StringComparer.Ordinal)];

    private const string Nothing = "samples";

    [Theory]
    [MemberData(nameof(Sources))]
    public void Every_reader_comes_to_the_severity_that_the_console_says(string source)
    {
        var assessment = source is Nothing ? Samples.Every() : OfCases(source);
        var said = SaidOnTheConsole(assessment);
        Assert.NotEmpty(said);
        foreach (var kind in Samples.Logs)
        {
            using var report = JsonDocument.Parse(Samples.Write(kind, assessment));
            var run = new Log(report);
            Assert.Equal(said.Where(finding => finding.Open || kind is not "github-sarif").Select(finding => finding.Key).Order(StringComparer.Ordinal), run.Findings.Select(KeyOf).Order(StringComparer.Ordinal));
            foreach (var result in run.Findings)
            {
                var severity = said.First(finding => finding.Key == KeyOf(result)).Severity;
                Assert.Equal((kind, severity), (kind, GitHub(run, result)));
                Assert.Equal((kind, severity), (kind, GitLab(run, result)));
                Assert.Equal((kind, severity), (kind, DefectDojo(run, result)));
                Assert.Equal((kind, LevelOf(severity)), (kind, VisualStudioCode(run, result)));
            }
        }
    }

    [Fact]
    public void Every_severity_is_in_the_row_of_all_the_most_severe_first() => Assert.Equal(Enum.GetValues<Severity>().OrderDescending(), Severities.Descending);

    [Fact]
    public void The_cases_have_findings_of_other_severities_than_their_rules()
    {
        var differing = CaseTree.Names.Select(name => name.Split('/')[0]).Distinct(StringComparer.Ordinal).SelectMany(rule => OfCases(rule).Findings).Where(finding => finding.Severity != finding.Rule.Severity);

        Assert.True(differing.Select(finding => (finding.Rule.Id, finding.Severity)).Distinct().Count() > 3);
    }

    [Theory]
    [InlineData("sarif")]
    [InlineData("github-sarif")]
    [InlineData("defectdojo")]
    public void No_level_is_left_to_a_default(string kind)
    {
        using var report = JsonDocument.Parse(Samples.Write(kind, Samples.Recorded()));
        var run = report.RootElement.GetProperty("runs")[0];
        var invocation = run.GetProperty("invocations")[0];

        Assert.DoesNotContain(null, run.GetProperty("results").EnumerateArray().Select(result => Text(result, "level")));
        Assert.DoesNotContain(null, run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(rule => Text(rule.GetProperty("defaultConfiguration"), "level")));
        Assert.DoesNotContain(null, invocation.GetProperty("toolExecutionNotifications").EnumerateArray().Select(notice => Text(notice, "level")));
    }

    // docs.github.com, "SARIF support for code scanning", reportingDescriptor object: the rule's security-severity, of a rule with the tag
    // 'security': over 9.0 is critical, 7.0 to 8.9 is high, 4.0 to 6.9 is medium, 0.1 to 3.9 is low.
    private static string GitHub(Log log, JsonElement result)
    {
        var properties = log.RuleById(result).GetProperty("properties");
        Assert.Contains("security", properties.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        return NumberOf(properties) switch
        {
            > 9.0 => "critical",
            >= 7.0 => "high",
            >= 4.0 => "medium",
            _ => "low",
        };
    }

    // gitlab-org/gitlab, ee/lib/gitlab/security/parsers/sarif.rb, resolve_severity: the result's rank, the rule's and the result's
    // security-severity, the result's and the rule's level. A rule is found by its id.
    private static string GitLab(Log log, JsonElement result)
    {
        var rule = log.RuleById(result);
        if (result.TryGetProperty("rank", out var rank) && rank.GetDouble() >= 0)
        {
            return OfRank(rank.GetDouble());
        }

        return rule.TryGetProperty("properties", out var properties) && properties.TryGetProperty("security-severity", out _) ? OfRank(NumberOf(properties) * 10)
            : result.TryGetProperty("properties", out var own) && own.TryGetProperty("security-severity", out _) ? OfRank(NumberOf(own) * 10)
            : (Text(result, "level") ?? Text(rule.GetProperty("defaultConfiguration"), "level")) switch
            {
                "error" => "high",
                "note" => "low",
                "none" => "info",
                _ => "medium",
            };
    }

    private static string OfRank(double rank) => rank switch
    {
        < 10 => "info",
        < 40 => "low",
        < 70 => "medium",
        < 90 => "high",
        _ => "critical",
    };

    // DefectDojo/django-DefectDojo, dojo/tools/sarif/parser.py, get_severity and cvss_to_severity: the level of the result or of the rule,
    // which the rule's security-severity replaces where there is one. A rule is found by its id.
    private static string DefectDojo(Log log, JsonElement result)
    {
        var rule = log.RuleById(result);
        return rule.TryGetProperty("properties", out var properties) && properties.TryGetProperty("security-severity", out _)
            ? NumberOf(properties) switch
            {
                >= 9 => "critical",
                >= 7 => "high",
                >= 4 => "medium",
                > 0 => "low",
                _ => "info",
            }
            : (Text(result, "level") ?? Text(rule.GetProperty("defaultConfiguration"), "level")) switch
            {
                "note" => "info",
                "error" => "high",
                _ => "medium",
            };
    }

    // microsoft/sarif-vscode-extension, src/shared/index.ts, effectiveLevel: of a failure the level of the result, else that of the rule,
    // else a warning. A rule is found by its index.
    private static string VisualStudioCode(Log log, JsonElement result) => Text(result, "kind") switch
    {
        "informational" or "notApplicable" or "pass" => "note",
        "open" or "review" => "warning",
        _ => Text(result, "level") ?? Text(log.RuleByIndex(result).GetProperty("defaultConfiguration"), "level") ?? "warning",
    };

    // It has three words for our four.
    private static string LevelOf(string severity) => severity switch
    {
        "critical" or "high" => "error",
        "medium" => "warning",
        _ => "note",
    };

    // All findings of a rule's cases as those of one run, so that one log has every severity that the rule gives.
    private static Assessment OfCases(string folder)
    {
        var rule = RuleSet.All.Single(rule => $"{rule.Id}.{rule.Name}" == folder);
        var assessments = CaseTree.Names.Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal)).Select(name => Assessor.Assess(CaseTree.Collect(name), [rule])).ToList();
        var findings = assessments.SelectMany(assessment => assessment.Findings).Select((finding, index) => finding with { Fingerprint = $"{index:x64}" }).ToImmutableArray();
        return new Assessment
        {
            Snapshot = assessments[0].Snapshot,
            Judgements = [new Judgement { Rule = rule, Verdict = new Verdict { Judged = assessments.Count, Reason = "All cases.", Findings = [.. findings.Select(finding => finding.Finding)] }, Findings = findings }],
        };
    }

    private static List<(string Key, string Severity, bool Open)> SaidOnTheConsole(Assessment assessment)
    {
        using var writer = new StringWriter();
        ConsoleReport.Write(assessment, new ConsoleOptions { Format = OutputFormat.Json }, new TerminalWriter(writer));
        using var report = JsonDocument.Parse(writer.ToString());
        return [.. report.RootElement.GetProperty("findings").EnumerateArray().Select(finding => (Text(finding, "fingerprint") ?? "", Text(finding, "severity") ?? "", finding.GetProperty("open").GetBoolean()))];
    }

    private static string KeyOf(JsonElement result) => Text(result.GetProperty("partialFingerprints"), "popipeline/v1") ?? "";

    private static double NumberOf(JsonElement properties) => double.Parse(Text(properties, "security-severity") ?? "", CultureInfo.InvariantCulture);

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    // The one run of a log. The rule of a result is the same one by its id and by its index.
    private sealed class Log(JsonDocument document)
    {
        private readonly JsonElement run = document.RootElement.GetProperty("runs")[0];

        private readonly Dictionary<string, JsonElement> rules = document.RootElement.GetProperty("runs")[0].GetProperty("tool").GetProperty("driver").GetProperty("rules")
            .EnumerateArray().ToDictionary(rule => Text(rule, "id") ?? "", StringComparer.Ordinal);

        /// <summary>The failures that are findings, and not what could not be evaluated.</summary>
        public List<JsonElement> Findings => [.. run.GetProperty("results").EnumerateArray().Where(result => Text(result, "kind") is null or "fail" && Text(result, "ruleId")?.StartsWith("POP-", StringComparison.Ordinal) is false)];

        public JsonElement RuleById(JsonElement result) => rules[Text(result, "ruleId") ?? ""];

        public JsonElement RuleByIndex(JsonElement result)
        {
            var rule = run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()];
            Assert.Equal(Text(result, "ruleId"), Text(rule, "id"));
            return rule;
        }
    }
}

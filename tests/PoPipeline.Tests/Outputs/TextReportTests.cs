using PoPipeline.Outputs;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Decisions;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Outputs;

public sealed class TextReportTests
{
    private const string Pin = "'{0}' is pinned to the tag '{1}', which moves. Pin it.";

    [Fact]
    public void The_most_severe_finding_stands_first_then_the_first_place()
    {
        var text = Show([Of("b.yml", 9, Severity.Medium, "Medium."), Of("a.yml", 3, Severity.Low, "Low."), Of("c.yml", 2, Severity.Critical, "Critical.")], showAll: true);

        Assert.Equal(["c.yml:2:7", "b.yml:9:7", "a.yml:3:7"], text.Split('\n').Where(line => line.Contains(".yml:", StringComparison.Ordinal) && line[0] is not 'N').Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void Twelve_times_the_same_is_one_text_and_twelve_places()
    {
        var text = Show([.. Enumerable.Range(1, 12).Select(line => Of("ci.yml", line, Severity.High, Told("actions/checkout@v4", "v4")))]);

        Assert.Single(text.Split('\n'), line => line.Contains("'actions/checkout@v4' is pinned to the tag 'v4'", StringComparison.Ordinal));
        Assert.All(Enumerable.Range(1, 12), line => Assert.Contains($"\n    ci.yml:{line}:7\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Texts_that_differ_in_a_name_are_one_with_the_name_beside_each_place()
    {
        var text = Show([Of("ci.yml", 1, Severity.High, Told("a/b@v1", "v1")), Of("ci.yml", 2, Severity.High, Told("c/d@v2", "v2"))]);

        Assert.Contains("'…' is pinned to the tag '…', which moves. Pin it.\n    ci.yml:1:7 'a/b@v1'\n    ci.yml:2:7 'c/d@v2'\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void How_to_mend_stands_once_where_reasons_differ()
    {
        var text = Show([Of("ci.yml", 1, Severity.High, "One reason. Pin it."), Of("ci.yml", 2, Severity.High, "Another reason. Pin it.")]);

        Assert.Equal(2, text.Split("Pin it.").Length);
        Assert.Contains("  One reason.\n    ci.yml:1:7\n  Another reason.\n    ci.yml:2:7\n  Pin it.\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_places_of_a_file_share_a_line_that_is_not_too_wide()
    {
        var text = Show([.. Enumerable.Range(1, 40).Select(line => Of("ci.yml", line, Severity.High, "Same."))]);

        Assert.Contains("    ci.yml:1:7, 2:7, 3:7, ", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.All(Enumerable.Range(2, 39), line => Assert.Contains($" {line}:7", text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_does_not_fail_is_counted_and_named_with_the_option_that_shows_it()
    {
        AssessedFinding[] findings = [Of("a.yml", 1, Severity.Low, "Small matter."), Of("b.yml", 1, Severity.Medium, "Matter.")];

        var folded = Show(findings);
        Assert.DoesNotContain("Small matter.", folded, StringComparison.Ordinal);
        Assert.Contains("1 finding below medium does not fail: --show-all shows it.", folded, StringComparison.Ordinal);
        Assert.Contains("  low       PO3204 1\n", folded, StringComparison.Ordinal);
        Assert.Contains("Small matter.", Show(findings, showAll: true), StringComparison.Ordinal);
        Assert.Contains("Small matter.", Show(findings, failOn: null), StringComparison.Ordinal);
    }

    [Fact]
    public void What_to_do_next_is_about_the_finding_that_fails()
    {
        var text = Show([Of("a.yml", 1, Severity.Low, "Low."), Of("b.yml", 5, Severity.High, "High.", "PO3205")]);

        Assert.Contains("Next: mend b.yml:5; 'po explain PO3205' says more.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("explain PO3204", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_to_do_next_is_said_also_where_nothing_fails()
    {
        var text = Show([Of("a.yml", 3, Severity.Low, "Low.")]);

        Assert.Contains("Next: mend a.yml:3, although it does not fail; 'po explain PO3204' says more.\nMet: ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false, "Next: see to it that 'c.yml' is looked at; 'po explain PO3204' says what for.\nMet: ")]
    [InlineData(true, false, "Next: see to it that 'c.yml' is looked at; 'po explain PO3204' says what for.\nIncomplete: ")]
    [InlineData(true, true, "Next: see to it that 'c.yml' is looked at; 'po explain PO3204' says what for.\nIncomplete: ")]
    [InlineData(false, true, "Next: mend a.yml:3, although it does not fail; 'po explain PO3204' says more.\nMet: ")]
    public void What_to_do_next_is_about_what_nobody_looked_at_where_that_is_in_the_way_or_all_there_is(bool failed, bool isLowOpen, string expected)
    {
        var gap = new Gap("c.yml", "it is not valid UTF-8", failed);

        Assert.Contains(expected, Show(isLowOpen ? [Of("a.yml", 3, Severity.Low, "Low.")] : [], gap: gap), StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_settings_tell_is_nothing_to_do_next_where_no_policy_asks_for_it()
    {
        var gap = new Gap("c.yml#outsiders", "no file tells it", Failed: false) { OnlySettings = true };

        Assert.DoesNotContain("Next:", Show([], gap: gap), StringComparison.Ordinal);
        Assert.Contains("Next: mend a.yml:3, although it does not fail", Show([Of("a.yml", 3, Severity.Low, "Low.")], gap: gap), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_policy_asks_for_and_only_settings_tell_is_to_be_looked_at_by_a_person()
    {
        var gap = new Gap("c.yml#outsiders", "no file tells it", Failed: false) { OnlySettings = true };

        var text = Show([], gap: gap, required: "PO.3.2").ReplaceLineEndings(" ");

        Assert.Contains("Next: look at the settings that no file holds, of which 'po explain PO3204' says what is right, and switch PO3204 off in .popipeline.yml with that as the reason ('rules: disable:').", text, StringComparison.Ordinal);
        Assert.Contains("Incomplete: 1 rule could not be evaluated in full, PO3204.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_left_to_do_nothing_is_said_of_it() =>
        Assert.DoesNotContain("Next:", Show([]), StringComparison.Ordinal);

    [Fact]
    public void A_decision_that_does_not_count_has_lines_of_its_own_below_what_is_accepted()
    {
        var refused = new RefusedCommand(new Person("66", "mallory"), "/po reject 01234567", ["It is not merged yet."]) { Waits = true };
        var record = new RecordedDecision
        {
            Key = "k",
            Digest = "d",
            Rule = "PO3204",
            Fingerprint = "f",
            Subject = "s",
            Evidence = "e",
            State = DecisionState.Approved,
            Reason = "r",
            Requester = new Person("30", "dora"),
            Approvers = [new Person("20", "alice")],
            CreatedAt = Samples.ObservedAt,
            Issue = "#1",
            Refusals = [refused],
        };
        AssessedFinding Accepted(int line) => Of("a.yml", line, Severity.High, "High.") with
        {
            Suppression = new Suppression { InSource = false, Accepted = true, Justification = "low risk", Until = new DateOnly(2027, 1, 31), Record = record },
        };

        Assert.Contains("low risk\n  '/po reject 01234567' of mallory does not count: It is not merged yet.\n", Show([Accepted(1)]), StringComparison.Ordinal);
        Assert.Contains("low risk\n  '/po reject 01234567' of mallory does not count: It is not merged yet.\n    a.yml:1:7\n    a.yml:2:7\n", Show([Accepted(1), Accepted(2)]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_many_rules_could_not_look_at_is_one_thing()
    {
        var gap = new Gap("c.yml", "it is not valid UTF-8", Failed: true);
        Judgement Of(string id) => new() { Rule = RuleSet.All.Single(rule => rule.Id == id), Verdict = new Verdict { Judged = 1, Reason = "Looked at.", Gaps = [gap] }, Findings = [] };
        var assessment = new Assessment { Snapshot = new Snapshot { ObservedAt = Samples.ObservedAt, Repository = new Repository() }, Judgements = [Of("PO3204"), Of("PO3207")] };

        Assert.Equal(1, Assert.Single(TaskOutcome.Of(assessment), outcome => outcome.Task == "PO.3.2").Gaps);
    }

    [Fact]
    public void The_end_of_the_longest_list_fits_a_screen()
    {
        var findings = RuleSet.All.SelectMany(rule => Enum.GetValues<Severity>().SelectMany(severity =>
            Enumerable.Range(1, 20).Select(line => Of($"{new string('d', 30)}/{line}.yml", line, severity, "Text.", rule.Id)))).ToList();

        var text = Show(findings);
        var end = text[text.IndexOf("SSDF task", StringComparison.Ordinal)..].TrimEnd('\n').Split('\n');

        Assert.True(end.Length <= 23, $"{end.Length} lines");
        Assert.All(end, line => Assert.True(line.Length <= 80, line));
        Assert.Contains(end, line => line.StartsWith("Reports in po-report: popipeline.sarif, summary.md", StringComparison.Ordinal));
        Assert.StartsWith("Not met: ", end[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("'a")]
    [InlineData("' '' 'b' or 'c' 12 jobs. It's 'd.' (3). '")]
    [InlineData("'x' and 'y', 'z' 2027-01-31.")]
    public void A_message_taken_apart_and_put_together_is_the_same(string message)
    {
        var parts = MessageParts.Of(message);

        Assert.Equal(message, parts.Texts[0] + string.Concat(parts.Names.Select((name, index) => name + parts.Texts[index + 1])));
        Assert.Equal(message, string.Join(' ', MessageParts.Sentences(message)));
    }

    private static string Told(string name, string tag) => Pin.Replace("{0}", name, StringComparison.Ordinal).Replace("{1}", tag, StringComparison.Ordinal);

    private static AssessedFinding Of(string path, int line, Severity severity, string message, string rule = "PO3204") => new()
    {
        Rule = RuleSet.All.Single(candidate => candidate.Id == rule),
        Finding = new Finding { Message = message, Subject = $"{path}#{line}", Severity = severity, Place = new Place(path, new Region(line, 7, line, 20)) },
        Fingerprint = $"{rule}{path}{line}",
    };

    private static string Show(IReadOnlyCollection<AssessedFinding> findings, bool showAll = false, Severity? failOn = Severity.Medium, Gap? gap = null, string? required = null)
    {
        var assessment = new Assessment
        {
            Snapshot = new Snapshot { ObservedAt = Samples.ObservedAt, Repository = new Repository { Files = ["a.yml", "b.yml"] }, Trust = new PolicyTrust { Source = PolicySource.Tree }, Policy = new Policy { Required = required is null ? [] : [required] } },
            Judgements =
            [
                .. findings.GroupBy(finding => finding.Rule).Select(group => new Judgement
                {
                    Rule = group.Key,
                    Verdict = new Verdict { Judged = group.Count(), Reason = "Looked at.", Findings = [.. group.Select(finding => finding.Finding)] },
                    Findings = [.. group],
                }),
                .. gap is null ? (Judgement[])[] : [new Judgement { Rule = RuleSet.All.Single(rule => rule.Id == "PO3204"), Verdict = new Verdict { Judged = 1, Reason = "Looked at.", Gaps = [gap] }, Findings = [] }],
            ],
        };
        using var writer = new StringWriter();
        ConsoleReport.Write(
            assessment,
            new ConsoleOptions { Width = 80, ShowAll = showAll, FailOn = failOn, ReportFolder = "po-report", Reports = ["popipeline.sarif", "summary.md"] },
            new TerminalWriter(writer));
        return writer.ToString();
    }
}

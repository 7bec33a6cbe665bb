using PoPipeline.Decisions;
using PoPipeline.Escaping;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Tests.Outputs;

namespace PoPipeline.Tests.Decisions;

public sealed class ExceptionLinksTests
{
    private static readonly Assessment Assessment = Samples.Recorded(tampered: false);

    private static readonly AssessedFinding Finding = Assessment.Findings.Last();

    [Fact]
    public void Where_nobody_may_decide_nothing_can_be_asked_for() =>
        Assert.False(new ExceptionLinks(With(exceptions => exceptions with { Approvers = [] })).IsOffered(Finding.Rule));

    [Theory]
    [InlineData("PO3303")]
    [InlineData("PO3307")]
    public void What_says_that_an_exception_is_over_cannot_be_excused_itself(string rule) =>
        Assert.False(new ExceptionLinks(Assessment.Snapshot).IsOffered(RuleSet.All.Single(candidate => candidate.Id == rule)));

    [Fact]
    public void The_page_that_the_tracker_names_is_used() => Assert.StartsWith(
        "https://github.example/gov/decisions/issues/new?template=popipeline-exception.yml&title=",
        new ExceptionLinks(Assessment.Snapshot with { Records = new Rules.Model.Decisions.Records { RequestUrl = "https://github.example/gov/decisions/issues/new?template=popipeline-exception.yml" } }).FormOf(Finding),
        StringComparison.Ordinal);

    [Fact]
    public void Without_a_page_it_is_that_of_the_project_that_keeps_the_records() => Assert.StartsWith(
        "https://github.com/acme/decisions/issues/new?",
        new ExceptionLinks(With(exceptions => exceptions with { Records = exceptions.Records with { Project = "acme/decisions" } })).FormOf(Finding),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(Severity.Medium, "second")]
    [InlineData(Severity.High, "third")]
    [InlineData(Severity.Critical, null)]
    [InlineData(null, null)]
    public void What_is_said_of_asking_is_said_of_the_worst_finding_that_fails_the_gate_and_of_no_other(Severity? failOn, string? expected)
    {
        var asking = new ExceptionLinks(Assessment.Snapshot);
        AssessedFinding Of(string subject, Severity severity) =>
            Finding with { Suppression = null, Finding = Finding.Finding with { Subject = subject, Severity = severity } };
        AssessedFinding[] findings = [Of("first", Severity.Low), Of("second", Severity.Medium), .. failOn is Severity.Medium ? (AssessedFinding[])[] : [Of("third", Severity.High)]];

        Assert.Equal(expected, asking.WorthAsking(findings, failOn)?.Finding.Subject);
    }

    [Fact]
    public void Where_the_gate_fails_by_what_cannot_be_excused_no_exception_is_offered()
    {
        var late = Finding with { Rule = RuleSet.All.Single(rule => rule.Id == "PO3303"), Suppression = null, Finding = Finding.Finding with { Severity = Severity.High } };
        var low = Finding with { Suppression = null, Finding = Finding.Finding with { Severity = Severity.Low } };

        Assert.Null(new ExceptionLinks(Assessment.Snapshot).WorthAsking([low, late], Severity.Medium));
        Assert.Equal(low, new ExceptionLinks(Assessment.Snapshot).WorthAsking([low, late], Severity.Low));
    }

    [Fact]
    public void Where_nothing_fails_the_gate_no_exception_is_offered()
    {
        var low = Finding with { Suppression = null, Finding = Finding.Finding with { Severity = Severity.Low } };

        Assert.Null(new ExceptionLinks(Assessment.Snapshot).WorthAsking([low], Severity.Medium));
        Assert.Null(new ExceptionLinks(Assessment.Snapshot).WorthAsking([low], failOn: null));
    }

    [Fact]
    public void A_folder_has_no_form_and_a_command() =>
        Assert.Null(new ExceptionLinks(With(exceptions => exceptions with { Records = new RecordsPolicy { Tracker = TrackerKind.Folder } })).FormOf(Finding));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@github.com/acme/app")]
    [InlineData("not an address")]
    public void An_address_that_is_none_of_the_web_is_no_link(string address)
    {
        Assert.Null(new ExceptionLinks(Assessment.Snapshot with { Repository = Assessment.Snapshot.Repository with { Url = address } }).FormOf(Finding));
        Assert.Equal("text", WebLinks.Markdown("text", address));
    }

    [Theory]
    [InlineData("a'; rm -rf ~ #")]
    [InlineData("a\nb")]
    [InlineData("a`id`")]
    [InlineData(" a")]
    [InlineData("\u202Ea")]
    [InlineData("")]
    public void A_subject_that_a_shell_or_a_form_would_misread_is_named_by_its_fingerprint(string subject)
    {
        var hostile = Finding with { Finding = Finding.Finding with { Subject = subject } };

        Assert.Equal($"po request PO3294 --subject '{Finding.Fingerprint}' --until yyyy-mm-dd --reason '…'", ExceptionLinks.CommandOf(hostile));
        Assert.EndsWith($"&subject={Finding.Fingerprint}", new ExceptionLinks(Assessment.Snapshot).FormOf(hostile), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_told_to_be_typed_is_quoted_whatever_a_record_says() => Assert.Equal(
        """po request 'PO3204 $(id);' --subject 'x'\''; id #' --until yyyy-mm-dd --reason '…'""",
        ExceptionLinks.CommandOf("PO3204 $(id);", "", "x'; id #"));

    [Fact]
    public void The_summary_calls_nobody_runs_nothing_and_links_nowhere_that_others_say()
    {
        var text = $"<script>alert(1)</script> {Samples.Hostile}";
        var summary = Samples.Write("summary", Samples.Recorded(text));

        // In code nothing is more than text.
        var prose = summary.Replace(Untrusted.MarkdownCode(Untrusted.Cut(text, 200)), "", StringComparison.Ordinal).Replace(Untrusted.MarkdownCode(text), "", StringComparison.Ordinal);

        Assert.DoesNotContain("<script", prose, StringComparison.Ordinal);
        Assert.DoesNotContain("@octocat", prose, StringComparison.Ordinal);
        Assert.DoesNotContain("](https://evil", prose, StringComparison.Ordinal);
        Assert.DoesNotContain("https://evil", prose, StringComparison.Ordinal);
        Assert.DoesNotContain(summary, character => char.IsControl(character) && character is not '\n');
        Assert.DoesNotContain('\u202E', summary);
    }

    [Fact]
    public void An_annotation_says_how_to_ask_and_tampering_is_an_error()
    {
        using var writer = new StringWriter();
        ConsoleReport.Write(Samples.Recorded(Samples.Hostile), new ConsoleOptions { Format = OutputFormat.GitHub }, new TerminalWriter(writer));
        var lines = writer.ToString().Split('\n');

        Assert.StartsWith("::error title=Evidence was tampered with::", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("::notice ", StringComparison.Ordinal) && line.Contains("expires in 10 days", StringComparison.Ordinal));
        Assert.Contains("To ask for an exception: https://github.com/acme/app/issues/new?", lines.Last(line => line.StartsWith("::warning", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(writer.ToString(), character => char.IsControl(character) && character is not '\n');
        Assert.Equal(12, lines.Count(line => line.StartsWith("::", StringComparison.Ordinal)));
    }

    private static Snapshot With(Func<ExceptionsPolicy, ExceptionsPolicy> change) =>
        Assessment.Snapshot with { Policy = Assessment.Snapshot.Policy with { Exceptions = change(Assessment.Snapshot.Policy.Exceptions) } };
}

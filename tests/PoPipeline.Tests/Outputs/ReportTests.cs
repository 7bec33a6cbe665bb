using System.Text;
using System.Text.Json;
using PoPipeline.Outputs;
using PoPipeline.Outputs.Terminal;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources;

namespace PoPipeline.Tests.Outputs;

public sealed class ReportTests
{
    public static TheoryData<string> Kinds => [.. Samples.Reports];

    public static TheoryData<OutputFormat> Formats => [.. Enum.GetValues<OutputFormat>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_report_is_what_was_approved(string kind) =>
        Approved.Text(PathOf("every", Reports.Named(kind).FileName), Samples.Write(kind, Samples.Every()));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_report_makes_text_of_others_harmless(string kind) =>
        Approved.Text(PathOf("hostile", Reports.Named(kind).FileName), Samples.Write(kind, Samples.OfOthers()));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_report_of_decisions_is_what_was_approved(string kind)
    {
        Approved.Text(PathOf("recorded", Reports.Named(kind).FileName), Samples.Write(kind, Samples.Recorded()));
        Approved.Text(PathOf("recorded-hostile", Reports.Named(kind).FileName), Samples.Write(kind, Samples.Recorded(Samples.Hostile)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_console_shows_what_was_approved(OutputFormat format)
    {
        // The other formats are reports that are approved already, or the same text.
        Assert.SkipWhen(format is OutputFormat.Sarif, "SARIF on the console is the same as in its file, which is approved.");
        Approved.Text(PathOf("every", $"console.{format}.txt"), Console(Samples.Every(), format));
        Approved.Text(PathOf("hostile", $"console.{format}.txt"), Console(Samples.OfOthers(), format));
        Approved.Text(PathOf("recorded", $"console.{format}.txt"), Console(Samples.Recorded(), format));
        Approved.Text(PathOf("recorded-hostile", $"console.{format}.txt"), Console(Samples.Recorded(Samples.Hostile), format));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_assessment_is_the_same_bytes(string kind) =>
        Assert.Equal(Samples.Write(kind, Samples.Every()), Samples.Write(kind, Samples.Every()));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_report_is_UTF_8_without_a_byte_order_mark_and_with_line_feeds_only(string kind)
    {
        using var stream = new MemoryStream();
        Reports.Named(kind).Write(Samples.Every(), Samples.Options, stream);

        var bytes = stream.ToArray();
        Assert.NotEqual(0xEF, bytes[0]);
        Assert.DoesNotContain((byte)'\r', bytes);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_report_that_is_JSON_parses_whatever_others_wrote(string kind)
    {
        Assert.SkipUnless(Samples.IsJson(kind), "It is not JSON.");
        using var document = JsonDocument.Parse(Samples.Write(kind, Samples.OfOthers()));
        using var recorded = JsonDocument.Parse(Samples.Write(kind, Samples.Recorded(Samples.Hostile)));
    }

    [Fact]
    public void Reports_are_written_in_full_or_not_at_all_and_replace_what_was_there()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "summary.md"), "old");

        var written = Reports.Write(Samples.Every(), Samples.Options with { Folder = folder.Path, Chosen = Reports.All });

        Assert.Equal(Reports.All, written.Select(report => report.Report));
        Assert.Equal(written.Select(report => report.Path).Order(StringComparer.Ordinal), Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal));
        Assert.StartsWith("# PoPipeline", File.ReadAllText(Path.Combine(folder.Path, "summary.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sarif")]
    [InlineData("defectdojo")]
    public void A_large_log_is_sent_on_while_it_is_written(string kind)
    {
        using var stream = new PieceStream();
        Reports.Named(kind).Write(Samples.Many(5000), Samples.Options, stream);

        Assert.True(stream.Length > 1024 * 1024);
        Assert.InRange(stream.Longest, 1, 256 * 1024);
    }

    [Fact]
    public void No_line_of_the_console_starts_a_command_of_a_runner()
    {
        foreach (var line in Console(Samples.OfOthers(), OutputFormat.Text).Split('\n').Concat(Console(Samples.Recorded(Samples.Hostile), OutputFormat.Text).Split('\n')))
        {
            Assert.False(line.TrimStart().StartsWith("::", StringComparison.Ordinal), line);
            Assert.DoesNotContain("##[", line, StringComparison.Ordinal);
            Assert.DoesNotContain("##vso[", line, StringComparison.Ordinal);
            Assert.DoesNotContain(line, char.IsControl);
        }
    }

    [Fact]
    public void A_long_summary_stays_within_its_bound_and_says_what_it_leaves_out()
    {
        var summary = Samples.Write("summary", Samples.Many(20_000));

        Assert.True(Encoding.UTF8.GetByteCount(summary) <= 512 * 1024);
        Assert.Contains("left out, because this page would be too long", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_of_many_exceptions_stays_within_its_bound_and_says_what_it_leaves_out()
    {
        var recorded = Samples.Recorded(string.Concat(Enumerable.Repeat(Samples.Hostile, 5)));
        var records = recorded.Snapshot.Records;
        var many = recorded with
        {
            Snapshot = recorded.Snapshot with
            {
                Records = records with
                {
                    Decisions = [.. Enumerable.Repeat(records.Decisions, 200).SelectMany(decisions => decisions)],
                    Reviews = [.. Enumerable.Repeat(records.Reviews[0], 1000)],
                    Tamperings = [.. Enumerable.Repeat(records.Tamperings[0], 1000)],
                    Gaps = [.. Enumerable.Repeat(records.Gaps[0], 1000)],
                },
            },
            Judgements = [.. recorded.Judgements.Select(judgement => judgement with { Findings = [.. Enumerable.Repeat(judgement.Findings, 500).SelectMany(findings => findings)] })],
        };

        var summary = Samples.Write("summary", many);

        Assert.InRange(Encoding.UTF8.GetByteCount(summary), 256 * 1024, 512 * 1024);
        Assert.True(summary.Split("more rows in `popipeline.sarif`").Length > 5);
        Assert.EndsWith("shows the page of a rule.\n", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Konflux_gets_less_than_a_kilobyte() => Assert.All(
        [Samples.OfOthers(), Samples.Recorded(Samples.Hostile)],
        assessment => Assert.True(Encoding.UTF8.GetByteCount(Samples.Write("test-output", assessment)) < 1024));

    [Fact]
    public void What_one_rule_says_hundreds_of_times_stands_once_with_every_place()
    {
        var text = Console(Samples.Many(500), OutputFormat.Text);

        Assert.Equal(2, text.Split(new string('m', 300)).Length - 1);
        Assert.Contains("500 open findings", text, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(2, 499), line => Assert.Matches($"[ :]{line}:9\\b", text));
    }

    [Fact]
    public void GitHub_gets_ten_annotations_of_a_kind_and_hears_of_the_others()
    {
        var lines = Console(Samples.Many(50), OutputFormat.GitHub).Split('\n');

        Assert.Equal(10, lines.Count(line => line.StartsWith("::error ", StringComparison.Ordinal)));
        Assert.Equal(10, lines.Count(line => line.StartsWith("::notice ", StringComparison.Ordinal)));
        Assert.Contains("30 more findings without an annotation, because GitHub shows 10 of each kind: see the summary.", lines);
        Assert.StartsWith("::error ", lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, null, null, null, true)]
    [InlineData(true, null, null, null, false)]
    [InlineData(false, null, null, "dumb", false)]
    [InlineData(false, "1", "1", null, false)]
    [InlineData(true, null, "1", null, true)]
    [InlineData(true, null, "0", null, false)]
    [InlineData(true, "", "1", null, true)]
    public void Colours_follow_the_conventions(bool redirected, string? noColor, string? forceColor, string? term, bool colors)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["NO_COLOR"] = noColor, ["FORCE_COLOR"] = forceColor, ["TERM"] = term };

        Assert.Equal(colors, ConsoleOptions.For(redirected, width: 80, name => environment.GetValueOrDefault(name)).Colors);
    }

    [Fact]
    public void An_excerpt_marks_what_is_meant_and_masks_credentials()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "ci.yml"), "env:\n\tTOKEN: ghp_secret # \e[31m\n");
        var token = new Region(2, 9, 2, 19);
        var snapshot = new Snapshot
        {
            ObservedAt = Samples.ObservedAt,
            Repository = new Repository { Files = ["ci.yml"] },
            Pipelines =
            [
                new Pipeline
                {
                    Platform = Platform.GitHubActions,
                    Path = "ci.yml",
                    Kind = PipelineKind.Workflow,
                    Credentials = [new Credential { Format = "GitHub token", Masked = "ghp_***", Span = new Place("ci.yml", token), Subject = "env/TOKEN" }],
                },
            ],
        };

        var excerpt = Excerpt.Of(new Place("ci.yml", token), new SourceLines(new WorkingTree(folder.Path), snapshot), width: 80);

        Assert.Equal(["    2 | TOKEN: ********** # \\u001B[31m", "      |        ^^^^^^^^^^"], excerpt);
    }

    private static string Console(Assessment assessment, OutputFormat format)
    {
        using var writer = new StringWriter();
        ConsoleReport.Write(assessment, new ConsoleOptions { Format = format, Width = 100, ShowAll = true }, new TerminalWriter(writer));
        return writer.ToString();
    }

    private static string PathOf(string sample, string name) => Path.Combine(TestPaths.Project, "Outputs", "Approved", $"{sample}.{name}");
}

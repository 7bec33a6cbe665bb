using System.Collections.Immutable;
using System.Globalization;
using PoPipeline.Outputs;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Outputs;

/// <summary>Assessments made of values, for the tests of the reports.</summary>
internal static partial class Samples
{
    public const string Workflow = ".github/workflows/ci.yml";

    public static readonly DateTimeOffset ObservedAt = DateTimeOffset.Parse("2026-11-22T12:00:00Z", CultureInfo.InvariantCulture);

    /// <summary>Text that would be markup, a link, a mention, a command or an escape sequence somewhere.</summary>
    public const string Hostile =
        "\e[31mred\e[0m \r\n::error::x ##[add-mask]y ##vso[task]z <img src=x onerror=alert(1)> [click](https://evil.example) @octocat #1 | `tick` \u202Eright\u2028 ${{ secrets.X }} {0} \\ \uD800 www.evil.example";

    public static ReportOptions Options { get; } = new() { Folder = "", Version = "1.2.3" };

    /// <summary>The reports of what was judged, by their names; the snapshot has tests of its own.</summary>
    public static ImmutableArray<string> Reports { get; } = [.. PoPipeline.Outputs.Reports.All.Where(report => report.Step is not ReportStep.Snapshot).Select(report => report.Name)];

    /// <summary>Those in SARIF.</summary>
    public static ImmutableArray<string> Logs { get; } = [.. PoPipeline.Outputs.Reports.All.Where(report => report.Profile is not null).Select(report => report.Name)];

    /// <summary>Whether a report is one in JSON, by its file.</summary>
    public static bool IsJson(string report) => Path.GetExtension(PoPipeline.Outputs.Reports.Named(report).FileName) is ".json" or ".sarif";

    /// <summary>Every verdict, severity, decision and kind of gap.</summary>
    public static Assessment Every()
    {
        var pin = new PO3294Sample();
        var shell = new PO3295Sample();
        var snapshot = new Snapshot
        {
            ObservedAt = ObservedAt,
            Repository = new Repository
            {
                Forge = Forge.GitHub,
                Url = "https://github.com/acme/app",
                Owner = "acme",
                Name = "app",
                Revision = "0123456789abcdef0123456789abcdef01234567",
                Branch = "main",
                Files = [".github/workflows/broken.yml", Workflow, "CODEOWNERS"],
            },
            Policy = new Policy { Path = ".popipeline.yml" },
            Trust = new PolicyTrust { Source = PolicySource.Branch, Branch = "main", Commit = "0123456789abcdef0123456789abcdef01234567" },
            LineHashes = [new LineHash(Workflow, 12, "54703d4cd895b18:1")],
        };
        var fix = new Fix("Grant 'contents: read' only.", [new Edit(new Place(Workflow, new Region(3, 1, 3, 1)), "permissions:\n  contents: read\n")]);
        return new Assessment
        {
            Snapshot = snapshot,
            Judgements =
            [
                Judge(new PO2191Sample(), new Verdict { Judged = 1, Reason = "1 of 1 code owner files looked at." }),
                Judge(
                    pin,
                    new Verdict
                    {
                        Judged = 2,
                        Reason = "1 of 2 pipelines looked at.",
                        Findings =
                        [
                            Find(12, "foo/bar", "Step 'test' of job 'build' runs 'foo/bar@v1', a tag that its owner can move. Pin the commit.") with
                            {
                                Related = [new RelatedPlace(new Place(Workflow, new Region(3, 1, 3, 9)), "the permissions that the step gets")],
                            },
                            Find(20, "actions/checkout", "Job 'build' runs 'actions/checkout@v4', a tag. Pin the commit.") with { Severity = Severity.Low },
                            Find(30, "acme/shared", "Job 'call' uses 'acme/shared/.github/workflows/x.yml@main', a branch. Pin the commit."),
                        ],
                        Gaps = [new Gap(".github/workflows/broken.yml", "it is not valid UTF-8", Failed: true)],
                    },
                    new Suppression { InSource = true, Accepted = true, Justification = "moves with us", Until = new DateOnly(2026, 12, 1), Place = new Place(Workflow, new Region(29, 5, 29, 60)) },
                    index: 2),
                Judge(
                    shell,
                    new Verdict
                    {
                        Judged = 1,
                        Reason = "1 of 1 pipeline looked at.",
                        Findings =
                        [
                            Find(40, "title", "The script of step 'greet' pastes '${{ github.event.issue.title }}', which an outsider writes. Hand it over in the environment.") with
                            {
                                Severity = Severity.Critical,
                                Fix = fix,
                            },
                            Find(41, "old", "The script of step 'old' pastes '${{ github.head_ref }}'. Hand it over in the environment."),
                        ],
                    },
                    new Suppression { InSource = true, Accepted = false, Justification = "was fine until last year", Refusal = "ended on 2025-12-31", Until = new DateOnly(2025, 12, 31) },
                    index: 1),
                Judge(new PO3296Sample(), Verdict.NotApplicable("No pipeline deploys to production.")),
                Judge(new PO5191Sample(), new Verdict { Reason = "The organization could not be asked.", Gaps = [new Gap("acme", "403: the token lacks organisation administration: read", Failed: false)] }),
            ],
        };
    }

    /// <summary>Everything that others can write, as hostile as it can be.</summary>
    public static Assessment OfOthers(string text = Hostile)
    {
        var path = $"::stop-commands::a/{text.Replace("\r\n", " ", StringComparison.Ordinal)}.yml";
        return new Assessment
        {
            Snapshot = new Snapshot { ObservedAt = ObservedAt, Repository = new Repository { Forge = Forge.GitHub, Url = "https://github.com/acme/app", Revision = "main", Files = [path] } },
            Judgements =
            [
                Judge(
                    new PO3294Sample(),
                    new Verdict
                    {
                        Judged = 1,
                        Reason = text,
                        Findings =
                        [
                            new Finding
                            {
                                Message = $"Step '{text}' runs {text}.",
                                Subject = text,
                                Place = new Place(path, new Region(1, 1, 1, 5)),
                                Related = [new RelatedPlace(new Place(path, new Region(2, 1, 2, 5)), text)],
                                Fix = new Fix(text, [new Edit(new Place(path, new Region(1, 1, 1, 2)), text)]),
                            },
                            new Finding { Message = text, Subject = text, Place = new Place(path, new Region(3, 1, 4, 5)) },
                        ],
                        Gaps = [new Gap(text, text, Failed: true)],
                    },
                    new Suppression { InSource = true, Accepted = true, Justification = text, Until = new DateOnly(2027, 1, 1) },
                    index: 1),
            ],
        };
    }

    /// <summary>Many findings of one rule.</summary>
    public static Assessment Many(int count) => new()
    {
        Snapshot = new Snapshot { ObservedAt = ObservedAt, Repository = new Repository() },
        Judgements =
        [
            Judge(new PO3294Sample(), new Verdict
            {
                Judged = count,
                Reason = $"{count} pipelines looked at.",
                Findings = [.. Enumerable.Range(1, count).Select(line => Find(line, $"{line}", new string('m', 300)) with { Severity = line % 2 == 0 ? Severity.High : Severity.Low })],
            }),
        ],
    };

    public static string Write(string kind, Assessment assessment)
    {
        using var stream = new MemoryStream();
        PoPipeline.Outputs.Reports.Named(kind).Write(assessment, Options, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Finding Find(int line, string subject, string message) =>
        new() { Message = message, Subject = $"{Workflow}#build/{subject}", Place = new Place(Workflow, new Region(line, 9, line, 25)) };

    private static Judgement Judge(Rule rule, Verdict verdict, Suppression? suppression = null, int index = -1) => new()
    {
        Rule = rule,
        Verdict = verdict,
        Findings =
        [
            .. verdict.Findings.Select((finding, ordinal) => new AssessedFinding
            {
                Rule = rule,
                Finding = finding,
                Fingerprint = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{rule.Id}{finding.Subject}{ordinal}"))),
                Suppression = ordinal == index ? suppression : null,
            }),
        ],
    };

    internal abstract class SampleRule(Severity severity, ImmutableArray<int> weaknesses) : Rule
    {
        public override string Summary => "Everything is as it should be, and nothing else.";

        public override Severity Severity => severity;

        public override ImmutableArray<int> Weaknesses => weaknesses;

        public override Verdict Judge(Snapshot snapshot) => Verdict.NotApplicable("A sample judges nothing.");
    }

    internal sealed class PO2191Sample() : SampleRule(Severity.Medium, []);

    internal sealed class PO3294Sample() : SampleRule(Severity.Medium, [829, 1357]);

    internal sealed class PO3295Sample() : SampleRule(Severity.High, [94]);

    internal sealed class PO3296Sample() : SampleRule(Severity.High, []);

    internal sealed class PO5191Sample() : SampleRule(Severity.High, [308]);
}

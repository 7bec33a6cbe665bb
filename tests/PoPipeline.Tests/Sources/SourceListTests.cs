using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using PoPipeline.Decisions;
using PoPipeline.Decisions.Trust;
using PoPipeline.Judging;
using PoPipeline.Outputs;
using PoPipeline.Rules.Model;
using PoPipeline.Sources;

namespace PoPipeline.Tests.Sources;

/// <summary>Sources give what they say, and each file is read once for all of them and for whoever comes later.</summary>
public sealed class SourceListTests : IDisposable
{
    private const string Workflow = """
        on: issue_comment
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: echo "${{ github.event.comment.body }}" # zizmor: ignore[template-injection]
              # po: ignore PO3204 until 2027-01-31 -- it is a test
              - uses: actions/checkout@v4

        """;

    private static readonly PropertyInfo[] Lists = typeof(SnapshotPart).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private readonly TempTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void Every_list_is_one_of_the_snapshot_and_given_by_a_source()
    {
        var given = SourceList.All.SelectMany(source => source.Gives).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(Lists.Select(list => list.Name).Order(StringComparer.Ordinal), given.Order(StringComparer.Ordinal));
        Assert.All(Lists.Where(list => list.Name is not nameof(SnapshotPart.Commented)), list => Assert.Equal(list.PropertyType, typeof(Snapshot).GetProperty(list.Name)?.PropertyType));
    }

    [Fact]
    public void A_source_gives_what_it_says_and_needs_what_is_there() => Assert.All(CaseTree.Names, name =>
    {
        var folder = Path.Combine(CaseTree.Root, name);
        var working = new WorkingTree(folder, useGit: false);
        var repository = working.Describe(cancellation: TestContext.Current.CancellationToken);
        foreach (var source in SourceList.All)
        {
            var plan = source.Plan(repository, TestPolicy.Of(folder));
            var part = plan.Read(working, TestContext.Current.CancellationToken);

            Assert.Empty(plan.Needs.Except(repository.Files));
            Assert.Empty(Lists.Where(list => ((IEnumerable)list.GetValue(part)!).Cast<object>().Any()).Select(list => list.Name).Except(source.Gives));
        }
    });

    [Fact]
    public void A_file_is_opened_and_parsed_once_from_the_policy_to_the_excerpt()
    {
        tree.Write(".github/workflows/ci.yml", Workflow)
            .Write(".github/workflows/actions.lock", "version: v0.0.2\n")
            .Write(".github/workflows/old.YML", "on: push\njobs: {}\n")
            .Write("tool/action.yml", "name: a\ndescription: b\nruns:\n  using: composite\n  steps:\n    - uses: somebody/something@main\n")
            .Write("tool/action.yaml", "name: a\n")
            .Write(".github/ISSUE_TEMPLATE/bug.yml", "name: Bug\n")
            .Write(".github/ISSUE_TEMPLATE/sub/never.yml", "name: Bug\n")
            .Write(".github/PULL_REQUEST_TEMPLATE.md", "Say what it does.\n")
            .Write("CODEOWNERS", "*.md @acme/team # checkov:skip=CKV_1:no\n")
            .Write("docs/CODEOWNERS", "* @acme/team\n")
            .Write("a.py", "x = 1  # nosemgrep: some.rule\n")
            .Write("b.py", "x = 1\n")
            .Write("c.py", "# nosemgrep is a word\n")
            .Write(".trivyignore", "CVE-2026-1\n")
            .Write("zizmor.yml", "rules: {}\n")
            .Write(".popipeline.yml", "extends: base.yml\n")
            .Write("base.yml", "required: [PO.3.2]\n");
        var opened = new ConcurrentBag<string>();
        var parsed = new ConcurrentBag<string>();
        var working = new WorkingTree(tree.Root, useGit: false) { Opened = opened.Add, Parsed = parsed.Add };

        var (policy, trust) = PolicyInForce.Of(working, config: null, BranchHint.None);
        var snapshot = new Collector(new FixedTime(CaseTree.ObservedAt)) { Tree = working }.Collect(
            new CollectionRequest { Root = tree.Root, Policy = policy, Trust = trust, UseGit = false }, cancellation: TestContext.Current.CancellationToken);
        var assessment = FindingHashes.Complete(FindingEvidences.Complete(Assessor.Assess(snapshot, RuleSet.All), working), working);
        var lines = new SourceLines(working, assessment.Snapshot);
        Assert.All(assessment.Findings, finding => lines.Find(finding.Finding.Place.Path, finding.Finding.Place.Region.StartLine));

        string[] judged = [".github/workflows/ci.yml", ".github/workflows/old.YML", "tool/action.yml", "tool/action.yaml", ".github/ISSUE_TEMPLATE/bug.yml", "CODEOWNERS", "docs/CODEOWNERS", "a.py", ".trivyignore"];
        Assert.Empty(judged.Except(assessment.Findings.Select(finding => finding.Finding.Place.Path)));
        Assert.Empty(snapshot.Repository.Files.Except([".github/ISSUE_TEMPLATE/sub/never.yml"]).Except(opened));
        Assert.Empty(parsed.CountBy(path => path).Where(path => path.Value > 1).Select(path => $"{path.Key}: {path.Value}"));
        string[] yaml = [".github/workflows/ci.yml", ".github/workflows/actions.lock", "tool/action.yml", ".github/ISSUE_TEMPLATE/bug.yml", "zizmor.yml"];
        Assert.Empty(yaml.Except(parsed));
        Assert.Empty(opened.CountBy(path => path).Where(path => path.Value > 1).Select(path => $"{path.Key}: {path.Value}"));
        Assert.Same(working.Read(".github/workflows/ci.yml").Yaml, working.Read(".github/workflows/ci.yml").Yaml);
    }

    [Fact]
    public void What_is_hashed_and_shown_is_what_was_judged_also_where_the_file_has_changed_since()
    {
        tree.Write(".github/workflows/ci.yml", Workflow);
        var working = new WorkingTree(tree.Root, useGit: false);
        var snapshot = new Collector(new FixedTime(CaseTree.ObservedAt)) { Tree = working }.Collect(new CollectionRequest { Root = tree.Root, UseGit = false }, cancellation: TestContext.Current.CancellationToken);
        var assessment = Assessor.Assess(snapshot, RuleSet.All);
        var before = FindingHashes.Complete(FindingEvidences.Complete(assessment, new WorkingTree(tree.Root)), new WorkingTree(tree.Root)).Snapshot;

        tree.Write(".github/workflows/ci.yml", "on: push\n" + Workflow);
        var after = FindingHashes.Complete(FindingEvidences.Complete(assessment, working), working).Snapshot;

        Assert.NotEmpty(after.LineHashes);
        Assert.Equal(before.LineHashes, after.LineHashes);
        Assert.Equal(before.Evidence.SelectMany(evidence => evidence.Parts), after.Evidence.SelectMany(evidence => evidence.Parts));
        Assert.Contains("echo", new SourceLines(working, after).Find(".github/workflows/ci.yml", 6), StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_is_one_exception_however_many_sources_read_its_file()
    {
        // An action by its name, and a form by its folder.
        tree.Write(".github/ISSUE_TEMPLATE/action.yml", "# po: ignore PO3204 until 2027-01-31 -- it is a test\nname: Bug\n");
        var snapshot = new Collector(new FixedTime(CaseTree.ObservedAt)).Collect(new CollectionRequest { Root = tree.Root, UseGit = false }, cancellation: TestContext.Current.CancellationToken);

        Assert.NotEmpty(snapshot.Pipelines);
        Assert.NotEmpty(snapshot.Templates);
        Assert.Single(snapshot.InlineExceptions);
    }
}

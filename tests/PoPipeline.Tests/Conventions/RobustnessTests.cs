using System.Text;
using CsCheck;
using PoPipeline.Configuration;
using PoPipeline.Decisions;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources;
using PoPipeline.Sources.Exceptions;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Conventions;

/// <summary>Whatever a repository holds, reading it ends, and ends without an exception.</summary>
public sealed class RobustnessTests
{
    private const int Runs = 300;

    private static readonly Lazy<string[]> Texts = new(() =>
    [
        .. CaseTree.Names
            .SelectMany(name => Directory.EnumerateFiles(Path.Combine(CaseTree.Root, name), "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".yml" or ".yaml" or ".md" || Path.GetFileName(file) is "CODEOWNERS")
            .Select(File.ReadAllText),
    ]);

    private static readonly string[] Pieces =
    [
        "${{", "}}", "'", "\"", "[", "]", "{", "}", ":", "- ", "\n", "\r", "\t", "  ", "#", "# po: ignore PO3204 until", " -- ", "&a ", "*a", "|", ">-", "!!str ", "? ", "---\n", "%YAML", "\0", "\uFEFF",
        "\u2028", "\uD83D", "ä", "@@", "^[", "][", "!", "\\", "**", "$(", "`", "<<EOF\n", "&&", "secrets.", "github['event']", "toJSON(", "0x", "1e999", "true", "null", "~", "- [ ] ", "- [x] security\n", "# ", "<!--", "-->", "body:\n", "options:\n", "label: ",
    ];

    // A real text with pieces put in, taken out, doubled and cut.
    private static readonly Gen<string> Mangled = Mangling.Of(() => Texts.Value, Pieces, fewest: 1, longest: 40);

    [Fact]
    public void A_mangled_repository_is_collected_judged_and_reported() =>
        Mangled.Sample(
            text =>
            {
                using var tree = new TempTree();
                tree.Write(".github/workflows/ci.yml", text).Write("action.yml", text).Write("a/action.yml", text).Write("CODEOWNERS", text).Write(".gitlab/CODEOWNERS", text).Write(".gitlab-ci.yml", text)
                    .Write(".github/ISSUE_TEMPLATE/a.yml", text).Write(".github/ISSUE_TEMPLATE/b.md", text).Write(".github/ISSUE_TEMPLATE/config.yml", text)
                    .Write("PULL_REQUEST_TEMPLATE.md", text).Write(".gitlab/merge_request_templates/Default.md", text);
                foreach (var forge in Enum.GetValues<Forge>())
                {
                    var snapshot = new Collector(new FixedTime(CaseTree.ObservedAt)).Collect(new CollectionRequest { Root = tree.Root, Policy = new Policy { Forge = forge }, UseGit = false });
                    var assessment = Assessor.Assess(snapshot, RuleSet.All);
                    Assert.DoesNotContain(assessment.Judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal));
                }
            },
            iter: Runs);

    [Fact]
    public void A_mangled_text_is_read_as_YAML_and_for_exceptions() =>
        Mangled.Sample(
            text =>
            {
                var document = YamlReader.Read("a.yml", text);
                _ = InlineExceptions.Read("a.yml", document);
                _ = InlineExceptions.Read("CODEOWNERS", text);
                _ = ExceptionComment.Read(text);
            },
            iter: Runs * 10);

    [Fact]
    public void A_mangled_policy_is_read_or_refused() =>
        Mangled.Sample(
            text =>
            {
                using var tree = new TempTree();
                tree.Write(PolicyReader.FileName, text.Replace("uses", "extends", StringComparison.Ordinal).Replace("jobs", "rules", StringComparison.Ordinal).Replace("steps", "disable", StringComparison.Ordinal));
                try
                {
                    _ = PolicyReader.OfRepository(tree.Root);
                }
                catch (ConfigurationException exception)
                {
                    Assert.NotEmpty(exception.Problems);
                }
            },
            iter: Runs * 3);

    public static TheoryData<string, string> Bombs()
    {
        var laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 20; level++)
        {
            laughs.Append($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n");
        }

        return new TheoryData<string, string>
        {
            { "a billion laughs", laughs.ToString() },
            { "nested brackets", "a: " + new string('[', 100_000) },
            { "nested braces", "a: " + string.Concat(Enumerable.Repeat("{a: ", 50_000)) },
            { "nested sequences", string.Concat(Enumerable.Repeat("- ", 100_000)) },
            { "nested mappings", string.Concat(Enumerable.Range(0, 1000).Select(level => new string(' ', level) + "a:\n")) },
            { "a line of a megabyte", "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: " + new string('a', 1_000_000) },
            { "a quoted line of a megabyte", "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: \"" + string.Concat(Enumerable.Repeat("\\n${{ x }}", 100_000)) + "\"" },
            { "an expression of a megabyte", "on: push\njobs:\n  a:\n    if: " + string.Concat(Enumerable.Repeat("(", 300_000)) + "\n    runs-on: x\n    steps: []" },
            { "operators without end", "on: push\njobs:\n  a:\n    if: " + string.Concat(Enumerable.Repeat("!", 300_000)) + "a\n    runs-on: x\n    steps: []" },
            { "a script of nested substitutions", "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: echo " + string.Concat(Enumerable.Repeat("$(", 100_000)) },
            { "stars", string.Concat(Enumerable.Repeat("**/", 30_000)) + "a @b/c\n" },
            { "a hundred thousand keys", string.Concat(Enumerable.Range(0, 100_000).Select(number => $"k{number}: 1\n")) },
            { "one key a hundred thousand times", string.Concat(Enumerable.Repeat("on: push\n", 100_000)) },
            { "exceptions without end", string.Concat(Enumerable.Repeat("# po: ignore PO3202 until 2027-01-31 -- why\n", 12_500)) },
            { "a form of fields without end", "name: form\ndescription: d\nbody:\n" + string.Concat(Enumerable.Repeat("  - type: input\n    attributes:\n      label: a\n", 50_000)) },
            { "links that open and never close", string.Concat(Enumerable.Repeat("[a](", 16_000)) },
            { "emphasis without end", string.Concat(Enumerable.Repeat("*a_", 20_000)) },
            { "quotes in quotes", new string('>', 60_000) },
            { "boxes without end", string.Concat(Enumerable.Repeat("- [ ] security\n", 4000)) },
            { "steps without end", Jobs(1, 20_000, "") },
            { "jobs without end", Jobs(2000, 1, "") },
            { "jobs that all wait for each other", Jobs(2000, 1, $"needs: [{string.Join(", ", Enumerable.Range(0, 20).Select(job => $"j{job * 97}"))}]") },
            { "jobs and steps that have too many keys", Jobs(1, 3000, "env:\n" + string.Concat(Enumerable.Range(0, 10_000).Select(key => $"      K{key}: 1\n"))) },
            { "steps that all set the environment", "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n" + string.Concat(Enumerable.Range(0, 8000).Select(step => $"      - run: echo a=b >> $GITHUB_ENV\n      - uses: a/b{step}@v1\n")) },
            { "checkouts without end", "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n" + string.Concat(Enumerable.Repeat("      - uses: actions/checkout@v1\n", 27_000)) },
            { "checkouts of strangers without end", Strangers("pull_request_target", 4000, step => $"      - uses: actions/checkout@v1\n        with: {{ ref: \"${{{{ github.head_ref }}}}\", path: d{step} }}\n      - run: make\n") },
            { "artifacts of strangers without end", Strangers("workflow_run", 5000, step => $"      - uses: dawidd6/action-download-artifact@v1\n        with: {{ path: d{step} }}\n      - run: cat x >> $GITHUB_ENV\n") },
            { "checks without end that cannot fail", Strangers("push", 25_000, step => "      - run: trivy fs . || true\n") },
            { "one line of exceptions", "a: 1 " + string.Concat(Enumerable.Repeat("# po: ", 100_000)) },
        };
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task A_bomb_is_read_in_bounded_time(string name, string text)
    {
        // Generous, since other tests run at the same time: what is bounded takes a second or two, what is not would take days.
        var work = Task.Run(
            () =>
            {
                using var tree = new TempTree();
                tree.Write(".github/workflows/ci.yml", text).Write("CODEOWNERS", text).Write("action.yml", text)
                    .Write(".github/ISSUE_TEMPLATE/a.yml", text).Write(".github/ISSUE_TEMPLATE/config.yml", text).Write("PULL_REQUEST_TEMPLATE.md", text);
                return FindingEvidences.Complete(Assessor.Assess(CaseTree.CollectFolder(tree.Root), RuleSet.All), new WorkingTree(tree.Root));
            },
            TestContext.Current.CancellationToken);

        var assessment = await work.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.NotEmpty(name);
        Assert.DoesNotContain(assessment.Judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal));
    }

    [Fact]
    public void Bytes_that_are_no_text_and_links_in_a_circle_are_said()
    {
        using var tree = new TempTree();
        tree.Write(".github/workflows/a.yml").Link(".github/workflows/b.yml", "c.yml").Link(".github/workflows/c.yml", "b.yml").Link(".github/workflows/d.yml", "/etc/hostname");
        File.WriteAllBytes(tree.PathOf(".github/workflows/a.yml"), [0x6F, 0x6E, 0x3A, 0xC3, 0x28]);

        var pipelines = CaseTree.CollectFolder(tree.Root).Pipelines;

        Assert.Equal(4, pipelines.Length);
        Assert.All(pipelines, pipeline => Assert.NotNull(pipeline.Unreadable));
    }

    private static string Jobs(int jobs, int steps, string key) =>
        "on: push\njobs:\n" + string.Concat(Enumerable.Range(0, jobs).Select(job =>
            $"  j{job}:\n    runs-on: x\n    {key}\n    steps:\n" + string.Concat(Enumerable.Range(0, steps).Select(step => $"      - uses: a/b{step}@v1\n"))));

    private static string Strangers(string trigger, int steps, Func<int, string> step) =>
        $"on: {trigger}\njobs:\n  a:\n    runs-on: x\n    steps:\n" + string.Concat(Enumerable.Range(0, steps).Select(step));
}

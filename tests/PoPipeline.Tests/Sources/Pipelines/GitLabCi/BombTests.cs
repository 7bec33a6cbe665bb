using System.Text;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources;
using PoPipeline.Sources.Pipelines.GitLabCi;
using PoPipeline.Sources.Pipelines.GitLabCi.Merging;

namespace PoPipeline.Tests.Sources.Pipelines.GitLabCi;

/// <summary>Small files that ask for any amount of work. What is done with them is bounded, and what is not done is said.</summary>
public sealed class BombTests
{
    private const string Root = GitLabCiReader.Root;

    // What is bounded takes a second or two, what is not would take days, or all of the memory.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Those that are said not to be read.</summary>
    public static TheoryData<string, string> TooMuch => new()
    {
        { "a list of lines that references double", Doubled(9, 40) },
        { "a long list that one job refers to thousands of times", $".a:\n  script: [{Times(20_000, "x, ")}x]\nb:\n  script:\n{Times(20_000, "    - !reference [.a, script]\n")}" },
        { "a long script that thousands of jobs extend", $".a:\n  script:\n    - {new string('x', 60_000)}\n{Many(20_000, job => $"j{job}: {{extends: .a}}\n")}" },
        { "needs that thousands of jobs extend", $".a:\n  needs: [{Times(1000, "{job: x, optional: true}, ")}x]\n  script: x\n{Many(20_000, job => $"j{job}: {{extends: .a}}\n")}" },
        { "services for thousands of jobs by default", $"default:\n  services: [{Times(20_000, "x, ")}x]\n{Many(20_000, job => $"j{job}: {{script: x}}\n")}" },
        { "jobs that all extend a job with ten thousand keys, in rows", $"a0:\n  script: x\n  variables:\n{Many(10_000, key => $"    K{key}: x\n")}{Many(3000, job => $"a{job + 1}: {{extends: a{job / 2}, variables: {{X: y}}}}\n")}" },
        { "a list of parents ten thousand times", $".a:\n  variables:\n{Many(5000, key => $"    K{key}: x\n")}b:\n  script: x\n  extends: [{Times(10_000, ".a, ")}.a]\n" },
    };

    /// <summary>Those that are read, or whose fault is told.</summary>
    public static TheoryData<string, string> Read => new()
    {
        { "a chain of five thousand", Many(5000, job => $"j{job}:\n  script: x\n  extends: j{job + 1}\n") + "j5000: {script: x}\n" },
        { "a circle of five thousand", Many(5000, job => $"j{job}:\n  script: x\n  extends: j{(job + 1) % 5000}\n") },
        { "references to references in a circle", Many(1000, job => $"j{job}:\n  script: [!reference [j{(job + 1) % 1000}, script], !reference [j{(job + 7) % 1000}, script]]\n") },
        { "merge keys that double", "a0: &a0 {script: x}\n" + Many(15, level => $"a{level + 1}: &a{level + 1}\n  <<: [*a{level}, *a{level}]\n  b: {{<<: [*a{level}, *a{level}]}}\n") },
        { "merge keys of merge keys", "a:\n  <<: " + Times(40, "{<<: ") + "{script: x}" + Times(40, "}") + "\n" },
        { "a matrix of matrices", $"a:\n  script: x\n  parallel:\n    matrix:\n{Times(500, $"      - {{{Many(30, key => $"K{key}: [a, b, c, d, e, f], ")}}}\n")}" },
        { "marks by the thousand in a line", $"spec:\n  inputs: {{a: {{default: x}}}}\n---\na:\n  script:\n    - echo {Times(3500, "$[[ inputs.a ]] ")}\n" },
        { "marks that never close", $"a:\n  script:\n    - echo {Times(16_000, "$[[ ")}\n" },
        { "inputs by the thousand, each put in", $"spec:\n  inputs:\n{Many(20_000, input => $"    i{input}: {{default: x}}\n")}---\na:\n  script:\n{Many(20_000, input => $"    - $[[ inputs.i{input} ]]\n")}" },
        { "variables that name each other", $"variables:\n{Many(200, key => $"  V{key}: \"{Many(200, other => $"$V{other} ")}\"\n")}a:\n  image: $V1\n  script: [eval $V1]\n" },
        { "variables that double", $"variables:\n  V0: {new string('x', 1000)}\n{Many(40, key => $"  V{key + 1}: $V{key}$V{key}\n")}a:\n  image: $V40\n  services: [$V39, $V38]\n  script: [eval $V40]\n" },
        { "a value that names a long one thousands of times", $"variables:\n  A: {new string('x', 60_000)}\na:\n  image: {Times(20_000, "$A")}\n  script: x\n" },
        { "variables for jobs without end", $"variables:\n{Many(20_000, key => $"  K{key}: x\n")}{Many(20_000, job => $"j{job}: {{script: x}}\n")}" },
        { "lists in lists", $"a:\n  script: {new string('[', 50)}x{new string(']', 50)}\n" },
        { "lists in lists by the thousand", $"a:\n  script: [{Times(20_000, "[[x], [y]], ")}z]\n" },
        { "a line of 64 KiB", $"a:\n  script:\n    - {new string('x', (64 * 1024) - 1)}\n" },
        { "a line of more", $"a:\n  script:\n    - {new string('x', 65 * 1024)}\n" },
        { "a hundred thousand lines", $"a:\n  script:\n{Times(100_000, "    - x\n")}" },
        { "lines that all do something", $"a:\n  script:\n{Times(2000, "    - eval $CI_COMMIT_TITLE\n")}" },
        { "secrets without end", $"a:\n  script:\n    - echo {Many(3000, key => $"$T{key}_TOKEN ")}\n" },
        { "rules without end", $"a:\n  script: x\n  rules:\n{Many(5000, rule => $"    - if: $A{rule} =~ /^a{{1,9}}(b|c)*$/ && $CI_COMMIT_BRANCH == \"x\" || !($B == \"y\")\n      when: never\n")}" },
        { "rules for jobs without end", $".a:\n  rules:\n{Many(150, rule => $"    - if: {Times(30, $"$A{rule} == \"x\" && ")}$B\n      when: {(rule % 2 == 0 ? "never" : "manual")}\n")}{Many(500, job => $"j{job}: {{extends: .a, script: x}}\n")}" },
        { "patterns that count", $"a:\n  script: x\n  rules:\n    - if: $CI_COMMIT_BRANCH =~ /{Times(30, "(a{1,100}")}b{Times(30, "){1,100}")}/\n" },
        { "parentheses without end", $"a:\n  script: x\n  rules:\n    - if: {new string('(', 30_000)}\n" },
        { "jobs that wait for each other", Many(1000, job => $"j{job}: {{script: x, needs: [{Many(40, other => $"j{(job + (other * 7)) % 1000}, ")}]}}\n") },
        { "includes of what is not there", $"include: [{Times(50_000, "a.yml, ")}b.yml]\na: {{script: x}}\n" },
        { "includes from elsewhere", $"include:\n{Many(20_000, file => $"  - {{project: a/b, file: f{file}.yml}}\n")}a: {{script: x}}\n" },
        { "patterns of paths", $"include:\n{Many(20_000, file => $"  - '{file}{Times(20, "*a**/")}*.yml'\n")}a: {{script: x}}\n" },
        { "one pattern of stars", $"include: '{Times(15_000, "*a**")}.yml'\na: {{script: x}}\n" },
        { "jobs that start pipelines", $"{Many(5000, job => $"j{job}: {{trigger: {{include: '**.yml'}}}}\n")}" },
        { "jobs that hand on variables", $"variables:\n{Many(3000, key => $"  K{key}: $A{key}_TOKEN\n")}{Many(300, job => $"j{job}: {{trigger: a/b}}\n")}" },
        { "keys that stand ten thousand times", Times(10_000, "a: {script: x}\n") },
        { "images of a matrix that a long value is put into", $"variables: {{A: {new string('x', 60_000)}}}\n.m:\n  image: $A/$M\n  script: x\n  parallel: {{matrix: [{{M: [{Many(199, value => $"v{value}, ")}v]}}]}}\n{Many(300, job => $"j{job}: {{extends: .m}}\n")}" },
        { "reports whose names are patterns", $"a:\n  artifacts: {{reports: {{dotenv: [{Times(14, $"'{Times(30_000, "*a")}', ")}a]}}}}\n  script:\n{Many(250, line => $"    - echo \"x=$CI_COMMIT_MESSAGE\" >> {new string('a', 2000)}{line}\n")}" },
        { "jobs that are all alike", Many(20_000, job => $"j{job}: {{script: [a]}}\n") },
        { "patterns of branches that many jobs name", $".o: &o\n{Many(20_000, pattern => $"  - /^a{pattern}.*$/\n")}{Many(20, job => $"j{job}: {{script: x, only: *o}}\n")}" },
        { "rules that many jobs refer to", $".r:\n  rules:\n{Many(200, rule => $"    - if: $V{rule} == 'x'\n")}{Many(1500, job => $"j{job}: {{script: x, rules: !reference [.r, rules]}}\n")}" },
        { "characters in one line that nobody sees", $"# \u202A{Times(470_000, "\u202Cx")}\na: {{script: x}}\n" },
        { "jobs that extend nothing that is there", Many(20_000, job => $"j{job}: {{script: x, extends: [n{job}, m{job}]}}\n") },
    };

    [Theory]
    [MemberData(nameof(TooMuch))]
    public async Task What_is_too_much_is_a_gap(string name, string text)
    {
        var pipelines = await Check(new Dictionary<string, string>(StringComparer.Ordinal) { [Root] = text });

        Assert.NotNull(name);
        Assert.Contains("larger than what PoPipeline puts together", Assert.Single(pipelines).Unreadable, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Read))]
    public async Task What_is_large_is_read_as_far_as_it_goes(string name, string text)
    {
        var pipelines = await Check(new Dictionary<string, string>(StringComparer.Ordinal) { [Root] = text });

        Assert.NotNull(name);
        Assert.NotEmpty(pipelines);
    }

    [Fact]
    public async Task Files_that_include_each_other_are_told_once_and_followed_no_further_than_GitLab_does()
    {
        // Two to the power of n ways lead to the last one.
        var files = Enumerable.Range(0, 60).ToDictionary(file => file == 0 ? Root : $"{file}.yml", file => $"include: [{file + 1}.yml, {file + 1}.yml, {(file + 30) % 60}.yml]\nj{file}: {{script: x}}\n", StringComparer.Ordinal);
        files["60.yml"] = $"include: [{Root}, 1.yml, 60.yml]\nlast: {{script: x}}\n";

        var pipeline = Assert.Single(await Check(files), pipeline => pipeline.Path == Root);

        Assert.Single(pipeline.Problems, problem => problem.Text is "includes");
        Assert.Contains(pipeline.Problems, problem => problem.Message.Contains("includes itself", StringComparison.Ordinal) || problem.Message.Contains("in turn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_included_again_and_again_is_put_together_no_more_often_than_GitLab_takes()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Root] = $"include: [{Times(100_000, "a.yml, ")}a.yml]\n",
            ["a.yml"] = $"include:\n{Times(50_000, "  - {project: x/y, file: z.yml}\n")}j: {{script: x}}\n",
        };

        Assert.NotNull(Assert.Single(await Check(files)).Unreadable);
    }

    [Fact]
    public async Task A_pattern_may_match_thousands_of_files()
    {
        var files = Enumerable.Range(0, 3000).ToDictionary(file => $"ci/{file}.yml", file => $"j{file}: {{script: x}}\n", StringComparer.Ordinal);
        files[Root] = $"include: [ci/*.yml, '**.yml', 'c*/*.yml']\n{Many(500, job => $"t{job}: {{trigger: {{include: 'ci/**{job}*.yml'}}}}\n")}";

        var pipelines = await Check(files);

        Assert.Contains(pipelines, pipeline => pipeline.Path == Root && pipeline.Problems.Any(problem => problem.Text is "includes"));
    }

    [Fact]
    public void Files_that_all_include_the_same_large_one_share_what_may_be_put_together()
    {
        using var tree = new TempTree();
        tree.Write("big.yml", Many(30_000, job => $"j{job}: {{script: x, image: y}}\n"));
        foreach (var file in Enumerable.Range(0, 300))
        {
            tree.Write($".gitlab/ci/{file}.gitlab-ci.yml", "include: big.yml\n");
        }

        var working = new WorkingTree(tree.Root);
        var reader = new ConfigurationReader(new GitLabFiles(working.Describe(), working));
        var read = Enumerable.Range(0, 300).Select(file => reader.Read($".gitlab/ci/{file}.gitlab-ci.yml")).ToList();

        Assert.Null(read[0].TooMuch);
        Assert.NotNull(read[^1].TooMuch);
        Assert.InRange(reader.Work, 0, MergeBudget.MostOfRepository + MergeBudget.Most);
    }

    [Fact]
    public async Task Inputs_that_hold_inputs_and_long_texts_put_in_thousands_of_times_do_not_grow()
    {
        var header = $"spec:\n  inputs:\n    a: {{default: '$[[ inputs.b ]]$[[ inputs.b ]]'}}\n    b: {{default: '$[[ inputs.a ]]$[[ inputs.a ]]'}}\n    c: {{default: {new string('x', 60_000)}}}\n    d:\n      type: array\n      default: [{Times(10_000, "x, ")}x]\n---\n";
        var files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Root] = "include: [a.yml, b.yml, c.yml]\n",
            ["a.yml"] = header + $"a: {{script: ['$[[ inputs.a ]]']}}\n",
            ["b.yml"] = header + $"b:\n  script:\n{Times(50, $"    - {Times(3500, "$[[ inputs.c ]]")}\n")}",
            ["c.yml"] = header + $"c:\n  script:\n{Times(10_000, "    - $[[ inputs.d ]]\n")}",
        };

        Assert.NotNull(Assert.Single(await Check(files)).Unreadable);
    }

    [Fact]
    public async Task A_file_that_is_included_and_too_large_is_a_gap()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal) { [Root] = "include: a.yml\nb: {script: x, needs: [c]}\n", ["a.yml"] = $"c: {{script: {new string('x', 70_000)}}}\n" };

        var pipelines = await Check(files);

        Assert.NotNull(Assert.Single(pipelines, pipeline => pipeline.Path is "a.yml").Unreadable);
        Assert.Empty(Assert.Single(pipelines, pipeline => pipeline.Path is Root).Problems);
    }

    private static async Task<IReadOnlyList<Pipeline>> Check(Dictionary<string, string> files)
    {
        var work = Task.Run(
            () =>
            {
                using var tree = new TempTree();
                foreach (var (path, text) in files)
                {
                    tree.Write(path, text);
                }

                var snapshot = CaseTree.CollectFolder(tree.Root);
                return (Snapshot: snapshot, Assessment: Assessor.Assess(snapshot, RuleSet.All));
            },
            TestContext.Current.CancellationToken);
        var (snapshot, assessment) = await work.WaitAsync(Longest, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(assessment.Judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal));
        return snapshot.Pipelines;
    }

    private static string Doubled(int levels, int wide)
    {
        var text = new StringBuilder(".l0:\n  script: [x, y]\n");
        for (var level = 1; level <= levels; level++)
        {
            text.Append($".l{level}:\n  script:\n").Append(Times(wide, $"    - !reference [.l{level - 1}, script]\n"));
        }

        return text.Append($"a:\n  script: [!reference [.l{levels}, script]]\n").ToString();
    }

    private static string Times(int count, string text) => string.Concat(Enumerable.Repeat(text, count));

    private static string Many(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));
}

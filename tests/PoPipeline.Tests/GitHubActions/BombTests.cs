using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;

namespace PoPipeline.Tests.GitHubActions;

/// <summary>Small files that ask for any amount of work: what calls itself in more than one place. What is done with them is bounded.</summary>
public sealed class BombTests
{
    private const string Steps = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n";

    // What is bounded takes a second or two, what is not would take days, or all of the memory.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>How many actions there are, and by how many calls each leads to others of them: the next one, and such that lie further off.</summary>
    public static TheoryData<int, int> Rings => new()
    {
        { 1, 1 },
        { 1, 2 },
        { 3, 2 },
        { 20, 2 },
        { 30, 4 },
    };

    [Theory]
    [MemberData(nameof(Rings))]
    public async Task Actions_that_use_each_other_are_read_once(int actions, int calls) =>
        await Check(Actions(actions, calls, (_, call) => $"y{call}", rest: "    - run: \"true\"\n      shell: bash\n"));

    [Theory]
    [MemberData(nameof(Rings))]
    public async Task Actions_that_use_each_other_with_values_that_grow_end_somewhere(int actions, int calls) =>
        await Check(Actions(actions, calls, (_, call) => $"${{{{ inputs.x }}}}{call}", rest: "    - run: docker push a/${{ inputs.x }}\n      shell: bash\n"));

    [Theory]
    [MemberData(nameof(Rings))]
    public async Task Actions_that_set_variables_by_each_other_are_read_once(int actions, int calls) => await Check(Actions(
        actions,
        calls,
        (_, _) => "${{ env.E }}${{ github.event.issue.title }}",
        rest: "    - run: echo \"E=${{ inputs.x }}\" >> \"$GITHUB_ENV\"\n      shell: bash\n",
        ofCall: "      env: {E: '${{ env.E }}'}\n"));

    [Theory]
    [MemberData(nameof(Rings))]
    public async Task Outputs_that_are_made_of_each_other_are_read_once(int actions, int calls) => await Check(Actions(
        actions,
        calls,
        (_, _) => "${{ github.event.issue.title }}",
        rest: "    - run: echo ${{ steps.s0.outputs.o }}\n      shell: bash\n",
        head: $"outputs: {{o: {{value: '{Many(calls, call => $"${{{{ steps.s{call}.outputs.o }}}}")}'}}}}\n"));

    [Theory]
    [MemberData(nameof(Rings))]
    public async Task Workflows_that_call_each_other_end_somewhere(int workflows, int calls) => await Check(Enumerable.Range(0, workflows).ToDictionary(
        file => $".github/workflows/w{file}.yml",
        file => "on:\n  push:\n  workflow_call:\n    inputs: {x: {type: string, default: ''}}\n    outputs: {o: {value: '${{ jobs.j0.outputs.o }}'}}\njobs:\n"
            + Many(calls, call => $"  j{call}:\n    uses: ./.github/workflows/w{Next(file, call, workflows)}.yml\n    with: {{x: '${{{{ inputs.x }}}}{call}'}}\n")
            + "  r:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker push a/${{ inputs.x }}\n",
        StringComparer.Ordinal));

    [Fact]
    public async Task Actions_that_use_the_next_one_twice_are_read_once()
    {
        const int Deep = 40;
        var files = Enumerable.Range(0, Deep).ToDictionary(
            action => $"a{action}/action.yml",
            action => $"name: a\nruns:\n  using: composite\n  steps:\n    - run: echo \"V{action}=x\" >> \"$GITHUB_ENV\"\n      shell: bash\n{(action + 1 < Deep ? Many(2, _ => $"    - uses: ./a{action + 1}\n") : "")}",
            StringComparer.Ordinal);
        files[".github/workflows/w.yml"] = Steps + "      - uses: ./a0\n      - run: echo $V39\n";

        await Check(files);
    }

    private static Dictionary<string, string> Actions(int actions, int calls, Func<int, int, string> value, string rest, string ofCall = "", string head = "")
    {
        var files = Enumerable.Range(0, actions).ToDictionary(
            action => $"a{action}/action.yml",
            action => $"name: a\ninputs:\n  x: {{default: ''}}\n{head}runs:\n  using: composite\n  steps:\n{Many(calls, call => $"    - id: s{call}\n      uses: ./a{Next(action, call, actions)}\n      with: {{x: '{value(action, call)}'}}\n{ofCall}")}{rest}",
            StringComparer.Ordinal);
        files[".github/workflows/w.yml"] = Steps + "      - {id: q, uses: ./a0}\n      - run: echo ${{ steps.q.outputs.o }}\n";
        return files;
    }

    private static int Next(int of, int call, int count) => (of + (call * call) + 1) % count;

    private static async Task Check(Dictionary<string, string> files)
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
                return (snapshot.Pipelines, Assessment: Assessor.Assess(snapshot, RuleSet.All));
            },
            TestContext.Current.CancellationToken);
        var (pipelines, assessment) = await work.WaitAsync(Longest, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(assessment.Judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal));
        Assert.Equal(files.Count, pipelines.Length);
        Assert.All(pipelines, pipeline => Assert.Null(pipeline.Unreadable));
    }

    private static string Many(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));
}

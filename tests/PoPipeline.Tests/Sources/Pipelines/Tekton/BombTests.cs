using System.Diagnostics;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;

namespace PoPipeline.Tests.Sources.Pipelines.Tekton;

/// <summary>Small files that ask for any amount of work. What is done with them is bounded.</summary>
public sealed class BombTests
{
    private const string Image = "alpine@sha256:b7d4a1e4a9d5ac3f1a3c7c1c7a6b1d0f9e8d7c6b5a49382716051423324150a1";

    // What is bounded takes a second or two, what is not would take days, or all of the memory.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private const string Run = "apiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata:\n  name: a\n  annotations:\n    pipelinesascode.tekton.dev/on-target-branch: main\n    pipelinesascode.tekton.dev/on-event: pull_request\nspec:\n  pipelineSpec:\n    tasks:\n";

    public static TheoryData<string, string> Texts => new()
    {
        { "tasks that wait for each other", Run + Many(1000, task => $"    - name: t{task}\n      runAfter: [{Many(40, other => $"t{(task + (other * 7)) % 1000}, ")}]\n      taskSpec: {{steps: [{{image: {Image}, script: x}}]}}\n") },
        { "tasks that take results of one another in a circle", Run + Many(2000, task => $"    - name: t{task}\n      params: [{{name: a, value: $(tasks.t{(task + 1) % 2000}.results.r)}}]\n      taskRef: {{name: x}}\n") },
        { "variables by the thousand in a line", Run + $"    - name: t\n      taskSpec: {{steps: [{{image: {Image}, script: \"{Many(3000, _ => "{{ body.pull_request.title }} ")}\"}}]}}\n" },
        { "marks that never close", Run + $"    - name: t\n      taskSpec: {{steps: [{{image: {Image}, script: '{Many(15_000, _ => "{{ ")}'}}]}}\n" },
        { "parameters that name each other", "apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: p}\nspec:\n  params:\n" + Many(2000, name => $"  - {{name: p{name}, default: $(params.p{name + 1})}}\n") + "  tasks:\n" + Many(500, task => $"  - {{name: t{task}, params: [{Many(20, name => $"{{name: a{name}, value: $(params.p{name})}}, ")}], taskRef: {{name: t}}}}\n") },
        { "aliases that double", "a0: &a0 [x]\n" + Many(25, level => $"a{level + 1}: &a{level + 1} [*a{level}, *a{level}]\n") + "apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: t}\nspec: {steps: [{image: x, args: *a25, env: [{name: A, value: *a25}]}], params: [{name: a, default: *a25}]}\n" },
        { "runs of one pipeline with thousands of guarded tasks", "apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: p}\nspec:\n  params:\n  - {name: skip, default: 'true'}\n  tasks:\n" + Many(1500, task => $"  - {{name: t{task}, when: [{{input: $(params.skip), operator: in, values: ['false']}}], params: [{{name: HERMETIC, value: $(params.hermetic)}}], taskRef: {{name: x}}}}\n") + Many(300, run => $"---\napiVersion: tekton.dev/v1\nkind: PipelineRun\nmetadata: {{name: r{run}}}\nspec: {{params: [{{name: hermetic, value: 'false'}}], pipelineRef: {{name: p}}}}\n") },
        { "packages to fetch without end", Run + $"    - name: t\n      params:\n      - name: input\n        value: '[{Many(20_000, one => $"{{\"type\":\"gomod\",\"path\":\"{Many(10, _ => "a/../")}p{one}\"}},")}{{}}]'\n      taskRef: {{resolver: bundles, params: [{{name: name, value: prefetch-dependencies}}, {{name: bundle, value: quay.io/a/task-prefetch-dependencies:1}}]}}\n" },
        { "packages within packages", Run + $"    - name: t\n      params:\n      - name: input\n        value: '{Many(40_000, _ => "[")}'\n      taskRef: {{resolver: bundles, params: [{{name: name, value: prefetch-dependencies}}, {{name: bundle, value: quay.io/a/task-prefetch-dependencies:1}}]}}\n" },
        { "results of tests without end", $"apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {{name: t}}\nspec:\n  results: [{{name: TEST_OUTPUT}}]\n  steps:\n  - image: {Image}\n    script: |\n" + Many(2000, line => $"      echo '{Many(20, one => $"{{\"result\":\"R{one}")}' > $(results.TEST_OUTPUT.path)\n") },
        { "policies of thousands of sources", "apiVersion: appstudio.redhat.com/v1alpha1\nkind: EnterpriseContractPolicy\nmetadata: {name: p}\nspec:\n  sources:\n" + Many(5000, one => $"  - {{policy: ['oci::quay.io/a/b{one}:latest'], config: {{exclude: ['a{one}.b:{Many(20, _ => "c:")}']}}}}\n") },
        { "repositories that reach everything", "apiVersion: pipelinesascode.tekton.dev/v1alpha1\nkind: Repository\nmetadata: {name: r}\nspec:\n  url: http://a\n  incoming:\n" + Many(5000, _ => "  - {type: x}\n") + "  settings:\n    github_app_token_scope_repos: [" + Many(5000, one => $"'a{one}/*', ") + "]\n" },
        { "listeners for templates without end", Many(400, one => $"apiVersion: triggers.tekton.dev/v1beta1\nkind: EventListener\nmetadata: {{name: l{one}}}\nspec: {{triggers: [{{name: a, bindings: [{{ref: b}}], template: {{ref: t{one}}}}}]}}\n---\napiVersion: triggers.tekton.dev/v1beta1\nkind: TriggerTemplate\nmetadata: {{name: t{one}}}\nspec: {{params: [{{name: a}}], resourcetemplates: []}}\n---\n") },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_asks_for_any_amount_of_work_is_read_in_a_bounded_time(string name, string text)
    {
        using var tree = new TempTree();
        tree.Write(".tekton/a.yaml", text);
        var started = Stopwatch.StartNew();
        var assessment = Assessor.Assess(CaseTree.CollectFolder(tree.Root), RuleSet.All);

        Assert.DoesNotContain(assessment.Judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal));
        Assert.True(started.Elapsed < Longest, $"{name} takes {started.Elapsed}.");
    }

    [Fact]
    public void A_thousand_tasks_in_one_file_are_read_each()
    {
        using var tree = new TempTree();
        tree.Write("tekton/tasks.yaml", Many(1000, task => $"apiVersion: tekton.dev/v1\nkind: Task\nmetadata:\n  name: t{task}\nspec:\n  params:\n    - name: a\n  steps:\n    - image: {Image}\n      script: |\n        make $(params.a)\n---\n"));
        var started = Stopwatch.StartNew();
        var snapshot = CaseTree.CollectFolder(tree.Root);

        Assert.Equal(1000, snapshot.Pipelines.Length);

        // Less than a second on a machine that does nothing else.
        Assert.True(started.Elapsed < Longest, $"It takes {started.Elapsed}.");
    }

    private static string Many(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));
}

using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.CircleCi;

namespace PoPipeline.Tests.Sources.Pipelines.CircleCi;

/// <summary>Small files that ask for any amount of work. What is done with them is bounded, and what is not done is said.</summary>
public sealed class BombTests
{
    private const string Head = "version: 2.1\n";
    private const string Run = "workflows: {main: {jobs: [j]}}\n";

    // What is bounded takes a second or two, what is not would take days, or all of the memory.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Those that are said not to be read.</summary>
    public static TheoryData<string, string> TooMuch => new()
    {
        { "commands that call each other twice", Head + "commands:\n  c0: {steps: [{run: x}]}\n" + Many(40, level => $"  c{level + 1}: {{steps: [c{level}, c{level}]}}\n") + "jobs: {j: {machine: true, steps: [c20]}}\n" + Run },
        { "steps that are handed on and doubled", Head + "commands:\n" + Many(20, level => $"  c{level}:\n    parameters: {{s: {{type: steps}}}}\n    steps: [c{level + 1}: {{s: [steps: << parameters.s >>, steps: << parameters.s >>]}}]\n") + "  c20:\n    parameters: {s: {type: steps}}\n    steps: [steps: << parameters.s >>]\njobs: {j: {machine: true, steps: [c0: {s: [{run: x}]}]}}\n" + Run },
        { "a job of many steps in many places", Head + "jobs: {j: {machine: true, steps: [" + Many(500, _ => "{run: x}, ") + "{run: x}]}}\nworkflows: {main: {jobs: [" + Many(200, job => $"{{j: {{name: n{job}}}}}, ") + "j]}}\n" },
        { "a long script that is called by the thousand", Head + $"commands: {{c: {{steps: [run: 'echo {new string('x', 60_000)}']}}}}\njobs: {{j: {{machine: true, steps: [{Times(5000, "c, ")}c]}}}}\n" + Run },
    };

    /// <summary>Those that are read, or whose fault is told.</summary>
    public static TheoryData<string, string> Read => new()
    {
        { "a command that calls itself", Head + "commands: {c: {steps: [c, c, c]}}\njobs: {j: {machine: true, steps: [c]}}\n" + Run },
        { "commands in a circle", Head + "commands:\n" + Many(1000, command => $"  c{command}: {{steps: [c{(command + 1) % 1000}]}}\n") + "jobs: {j: {machine: true, steps: [c0]}}\n" + Run },
        { "texts that double", Head + "commands:\n" + Many(60, level => $"  c{level}:\n    parameters: {{t: {{type: string}}}}\n    steps: [c{level + 1}: {{t: '<< parameters.t >><< parameters.t >>'}}]\n") + "  c60:\n    parameters: {t: {type: string}}\n    steps: [run: << parameters.t >>]\njobs: {j: {machine: true, steps: [c0: {t: xxxxxxxxxx}]}}\n" + Run },
        { "a parameter that names itself", Head + "commands:\n  c:\n    parameters: {t: {type: string, default: << parameters.t >>}}\n    steps: [run: 'echo << parameters.t >>']\njobs: {j: {machine: true, steps: [c]}}\n" + Run },
        { "marks by the thousand", Head + $"jobs: {{j: {{machine: true, parameters: {{a: {{type: string, default: x}}}}, steps: [run: 'echo {Times(3000, "<< parameters.a >> ")}']}}}}\n" + Run },
        { "marks that never close", Head + $"jobs: {{j: {{machine: true, steps: [run: 'echo {Times(15_000, "<< ")}']}}}}\n" + Run },
        { "a long value put in by the thousand", Head + $"jobs: {{j: {{machine: true, parameters: {{a: {{type: string, default: {new string('x', 60_000)}}}}}, steps: [run: 'echo {Times(3000, "<< parameters.a >> ")}']}}}}\n" + Run },
        { "a matrix of matrices", Head + "jobs: {j: {machine: true, parameters: {" + Many(20, axis => $"a{axis}: {{type: string}}, ") + "z: {type: string, default: x}}, steps: [run: x]}}\nworkflows: {main: {jobs: [{j: {matrix: {parameters: {" + Many(20, axis => $"a{axis}: [a, b, c, d, e], ") + "z: [a]}}}}]}}\n" },
        { "images of a long matrix", Head + "jobs: {j: {docker: [{image: 'a:<< parameters.v >>'}], parameters: {v: {type: string}}, steps: [run: x]}}\nworkflows: {main: {jobs: [{j: {matrix: {parameters: {v: [" + Many(20_000, value => $"v{value}, ") + "v]}}}}]}}\n" },
        { "jobs that wait for each other", Head + "jobs: {j: {machine: true, steps: [run: x]}}\nworkflows:\n  main:\n    jobs:\n" + Many(2000, job => $"      - j: {{name: n{job}, requires: [{Many(20, other => $"n{(job + (other * 7)) % 2000}, ")}]}}\n") },
        { "workflows without end", Head + "jobs: {j: {machine: true, steps: [run: x]}}\nworkflows:\n" + Many(3000, workflow => $"  w{workflow}: {{jobs: [j]}}\n") },
        { "orbs in orbs", Head + Times(20, "orbs: {o: {") + "commands: {c: {steps: [run: x]}}" + Times(20, "}}") + "\njobs: {j: {machine: true, steps: [o/c]}}\n" + Run },
        { "conditions in conditions", Head + "jobs: {j: {machine: true, steps: [when: {condition: " + Times(50, "{not: ") + "true" + Times(50, "}") + ", steps: [run: x]}]}}\n" + Run },
        { "filters that count", Head + "jobs: {j: {machine: true, steps: [run: x]}}\nworkflows: {main: {jobs: [{j: {filters: {branches: {only: [" + Many(2000, pattern => $"'/(a{{1,9}}{{1,9}}){pattern}.*/', ") + "main]}}}}]}}\n" },
        { "merge keys that double", "a0: &a0 {machine: true}\n" + Many(15, level => $"a{level + 1}: &a{level + 1}\n  <<: [*a{level}, *a{level}]\n  b: {{<<: [*a{level}, *a{level}]}}\n") + Head + "jobs: {j: {<<: *a15, steps: [run: x]}}\n" + Run },
        { "groups in groups", Head + "jobs: {j: {machine: true, steps: [run: x]}}\njob-groups:\n  g0: {jobs: [j]}\n" + Many(30, level => $"  g{level + 1}: {{jobs: [g{level}, g{level}]}}\n") + "workflows: {main: {jobs: [g30]}}\n" },
    };

    [Theory]
    [MemberData(nameof(TooMuch))]
    public async Task What_is_too_much_is_a_gap(string name, string text)
    {
        var pipelines = await Check(text);

        Assert.NotNull(name);
        Assert.Contains("more than the", Assert.Single(pipelines).Unreadable, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Read))]
    public async Task What_is_large_is_read_as_far_as_it_goes(string name, string text)
    {
        var pipelines = await Check(text);

        Assert.NotNull(name);
        Assert.NotEmpty(pipelines);
    }

    private static async Task<IReadOnlyList<Pipeline>> Check(string text)
    {
        var work = Task.Run(
            () =>
            {
                using var tree = new TempTree();
                tree.Write(CircleCiReader.Root, text);
                var snapshot = CaseTree.CollectFolder(tree.Root);
                return (Snapshot: snapshot, Assessment: Assessor.Assess(snapshot, RuleSet.All));
            },
            TestContext.Current.CancellationToken);
        var (snapshot, assessment) = await work.WaitAsync(Longest, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(assessment.Judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal));
        return snapshot.Pipelines;
    }

    private static string Times(int count, string text) => string.Concat(Enumerable.Repeat(text, count));

    private static string Many(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));
}

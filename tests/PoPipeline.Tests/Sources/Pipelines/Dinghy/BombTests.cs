using System.Diagnostics;
using PoPipeline.Judging;
using PoPipeline.Rules.Analysis;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model;

namespace PoPipeline.Tests.Sources.Pipelines.Dinghy;

/// <summary>Small files that ask for any amount of work. What is done with them is bounded.</summary>
public sealed class BombTests
{
    // What is bounded takes a second or two, what is not would take days, or all of the memory.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string> Texts => new()
    {
        { "modules that double", "[" + Many(10, _ => "{{ module \"m0.stage.module\" }},") + "]" },
        { "braces that never close", Many(20_000, _ => "{{ ") },
        { "blocks in blocks", Many(20_000, _ => "{{ if true }}") },
        { "parentheses in parentheses", "{{ " + Many(20_000, _ => "(") + " }}" },
        { "lists in lists", Many(50_000, _ => "[") },
        { "objects in objects", Many(50_000, _ => "{\"a\":") },
        { "blocks of HCL in blocks", "a = 1\n" + Many(20_000, _ => "b {\n") },
        { "a text that doubles", "{{ $a := \"aaaaaaaaaaaaaaaa\" }}" + Many(60, _ => "{{ $a = print $a $a }}") + "{{ $a }}" },
        { "ranges in ranges", Many(8, _ => "{{ range until 999 }}") + "x" + Many(8, _ => "{{ end }}") },
        { "lists that double", "{{ $a := list 1 2 3 4 }}" + Many(60, _ => "{{ $a = concat $a $a }}") + "{{ $a }}" },
        { "lists of lists that double", "{{ $a := list 1 2 }}" + Many(60, _ => "{{ $a = list $a $a }}") + "{{ $a | toJson }}{{ eq $a $a }}" },
        { "templates that call themselves", "{{ define \"t\" }}{{ template \"t\" . }}{{ template \"t\" . }}{{ end }}{{ template \"t\" . }}" },
        { "expressions in expressions", "{\"pipelines\": [{\"name\": \"a\", \"stages\": [{\"type\": \"script\", \"refId\": \"1\", \"command\": \"${ " + Many(20_000, _ => "(") + " }\"}]}]}" },
        { "expressions by the thousand", "{\"pipelines\": [{\"name\": \"a\", \"stages\": [{\"type\": \"script\", \"refId\": \"1\", \"command\": \"" + Many(5000, _ => "${ trigger.payload.a } ") + "\"}]}]}" },
        { "stages that wait for each other", "{\"application\": \"a\", \"pipelines\": [{\"name\": \"a\", \"stages\": [" + string.Join(',', Enumerable.Range(0, 1000).Select(stage => $"{{\"type\": \"wait\", \"name\": \"s{stage}\", \"refId\": \"{stage}\", \"requisiteStageRefIds\": [{string.Join(',', Enumerable.Range(0, 30).Select(other => $"\"{(stage + (other * 7) + 1) % 1000}\""))}]}}")) + "]}]}" },
        { "pipelines by the thousand", "{\"application\": \"a\", \"pipelines\": [" + string.Join(',', Enumerable.Range(0, 2000).Select(one => $"{{\"name\": \"p{one}\", \"stages\": []}}")) + "]}" },
        { "aliases that double", "application: a\na0: &a0 [x]\n" + Many(25, level => $"a{level + 1}: &a{level + 1} [*a{level}, *a{level}]\n") + "pipelines: *a25\n" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_asks_for_any_amount_of_work_is_read_in_a_bounded_time(string name, string text)
    {
        using var tree = new TempTree();
        tree.Write("dinghyfile", text);
        for (var level = 0; level < 12; level++)
        {
            tree.Write($"m{level}.stage.module", "[" + Many(10, _ => $"{{{{ module \"m{level + 1}.stage.module\" }}}},") + "1]");
        }

        var started = Stopwatch.StartNew();
        var assessment = Assessor.Assess(CaseTree.CollectFolder(tree.Root), RuleSet.All);

        Assert.DoesNotContain(assessment.Judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal));
        Assert.True(started.Elapsed < Longest, $"{name} takes {started.Elapsed}.");
    }

    [Theory]
    [InlineData(301, 1, "more than the 300 pipelines")]
    [InlineData(1, 1001, "more than the 1000 stages")]
    public void What_is_more_than_is_read_is_said_to_be_unseen_by_every_rule_that_would_have_looked(int pipelines, int stages, string why)
    {
        using var tree = new TempTree();
        var written = string.Join(',', Enumerable.Range(0, stages).Select(stage => $"{{\"type\": \"wait\", \"name\": \"s{stage}\", \"refId\": \"{stage}\", \"requisiteStageRefIds\": []}}"));
        tree.Write("dinghyfile", "{\"application\": \"a\", \"pipelines\": [" + string.Join(',', Enumerable.Range(0, pipelines).Select(one => $"{{\"name\": \"p{one}\", \"application\": \"a\", \"stages\": [{written}]}}")) + "]}");

        var verdicts = Assessor.Assess(CaseTree.CollectFolder(tree.Root), RuleSet.All).Judgements.Where(judgement => judgement.Rule is PipelineRule && judgement.Rule.IsMeantFor(Platform.Dinghy)).Select(judgement => judgement.Verdict);

        Assert.All(verdicts, verdict => Assert.Contains(verdict.Gaps, gap => gap.Reason.Contains(why, StringComparison.Ordinal)));
    }

    private static string Many(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));
}

using System.Diagnostics;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;

namespace PoPipeline.Tests.Sources.Pipelines.ArgoCd;

/// <summary>Small files that ask for any amount of work. What is done with them is bounded.</summary>
public sealed class BombTests
{
    // What is bounded takes a second or two, what is not would take days, or all of the memory.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private const string Set = "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: a}\nspec:\n  generators:\n";

    public static TheoryData<string, string> Texts => new()
    {
        { "generators within generators", Set + "  - " + Many(25, _ => "{matrix: {generators: [") + "{list: {elements: []}}" + Many(25, _ => "]}}") + "\n" },
        { "generators by the thousand", Set + Many(5000, one => $"  - pullRequest: {{github: {{owner: a, repo: b{one}}}}}\n") + $"  template: {{metadata: {{}}, spec: {{project: \"{Many(200, _ => "{{.branch}}")}\", destination: {{}}}}}}\n" },
        { "texts that are filled in by the thousand", Set + "  - pullRequest: {}\n  templatePatch: \"" + Many(4000, _ => "{{.title}} ") + "\"\n" },
        { "marks that never close", Set + "  - pullRequest: {}\n  templatePatch: '" + Many(15_000, _ => "{{ ") + "'\n" },
        { "aliases that double", "a0: &a0 [x]\n" + Many(25, level => $"a{level + 1}: &a{level + 1} [*a{level}, *a{level}]\n") + "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: t}\nspec: {sources: *a25, project: a, destination: {}}\n" },
        { "a policy of many lines", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-rbac-cm}\ndata:\n  policy.default: r0\n  policy.csv: |\n" + Many(1500, one => $"    g, r{one}, r{one + 1}\n    p, r{one}, {{a,b}}{{a,b}}{{a,b}}*, *, *, allow\n") },
        { "projects and applications by the thousand", Many(800, one => $"apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: a{one}}}\nspec: {{project: p, source: {{repoURL: 'https://a.b/c', path: d}}, destination: {{name: prod}}}}\n---\n") },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_asks_for_any_amount_of_work_is_read_in_a_bounded_time(string name, string text)
    {
        using var tree = new TempTree();
        tree.Write("argocd/a.yaml", text);
        var started = Stopwatch.StartNew();
        var assessment = Assessor.Assess(CaseTree.CollectFolder(tree.Root), RuleSet.All);

        Assert.DoesNotContain(assessment.Judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal));
        Assert.True(started.Elapsed < Longest, $"{name} takes {started.Elapsed}.");
    }

    private static string Many(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));
}

using CsCheck;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;

namespace PoPipeline.Tests.Sources.Pipelines.Tekton;

/// <summary>Whatever stands in the files of a repository, reading them ends without an exception, and each place that is told lies in the file that it names.</summary>
public sealed class MangledFilesTests
{
    private const int Runs = 100;

    private static readonly string[] Pieces =
    [
        "$(params.a)", "$(params['a.b'])", "$(tasks.a.results.b)", "$(tt.params.a)", "$(", "$(params.", "{{ revision }}", "{{", "}}", "{{ body.pull_request.title }}", "kind: Task\n", "kind: Pipeline\n", "kind: TriggerTemplate\n", "kind: List\nitems:\n",
        "- ", "  ", "\t", "\n", "\r", "---\n", "&a ", "*a", "<<: *a", "'", "\"", "[", "]", "{", "}", ":", "|\n", ">-\n", "#", "script: ", "params:\n", "tasks:\n", "steps:\n", "finally:\n", "when:\n", "matrix:\n", "taskRef:\n", "resolver: git\n", "resolver: bundles\n",
        "pipelinesascode.tekton.dev/on-cel-expression: ", "pipelinesascode.tekton.dev/on-event: ", "event == 'push'", "&&", "||", "!", "#!/usr/bin/env python\n", "~", "null", "true", "\0", "\uFEFF", "\u2028", "\uD83D", "ä", "\\", "`", "<<EOF\n",
    ];

    private static readonly Lazy<string[]> Texts = new(() =>
    [
        .. CaseTree.Names.Where(name => name.Contains("tekton", StringComparison.Ordinal))
            .SelectMany(name => Directory.EnumerateFiles(Path.Combine(CaseTree.Root, name), "*.yaml", SearchOption.AllDirectories))
            .Select(File.ReadAllText),
    ]);

    private static readonly Gen<string> Mangled = Mangling.Of(() => Texts.Value, Pieces, fewest: 0, longest: 60);

    [Fact]
    public void Mangled_files_are_read_and_judged_and_each_place_lies_in_its_file() =>
        Gen.Select(Mangled, Mangled).Sample(
            (run, task) =>
            {
                using var tree = new TempTree();
                tree.Write(".tekton/run.yaml", run).Write("tekton/task.yaml", task);
                var snapshot = CaseTree.CollectFolder(tree.Root);
                var assessment = Assessor.Assess(snapshot, RuleSet.All);
                Assert.DoesNotContain(assessment.Judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal));
                ModelPlaces.LieIn(tree, assessment, ".tekton/run.yaml", "tekton/task.yaml");
            },
            iter: Runs);
}

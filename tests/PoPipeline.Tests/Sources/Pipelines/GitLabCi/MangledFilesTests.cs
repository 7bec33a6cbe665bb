using CsCheck;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Pipelines.GitLabCi;

namespace PoPipeline.Tests.Sources.Pipelines.GitLabCi;

/// <summary>Whatever stands in the files of a repository, reading them ends without an exception, and each place that is told lies in the file that it names.</summary>
public sealed class MangledFilesTests
{
    private const int Runs = 200;

    private const string Header = "spec:\n  inputs:\n    stage: {default: test}\n    list: {type: array, default: [a, b]}\n---\n";

    private static readonly string[] Pieces =
    [
        "$[[ inputs.stage ]]", "$[[ inputs.list ]]", "$[[", "]]", "!reference [", "!reference [.a, script]", "<<: *", "<<: ", "extends: ", "include: ", "local: ", "'**.yml'", "/ci/a.yml", "&a ", "*a", "- ", "  ", "\t", "\n", "\r", "---\n",
        "'", "\"", "[", "]", "{", "}", ":", "|\n", ">-\n", "#", "$", "${", "%A%", "$$", "=~ /", "/", "&&", "||", "!(", "rules:\n", "if: ", "when: ", "needs: ", "parallel:\n    matrix:\n", "trigger: ", "default:\n", "spec:\n", "inputs:\n", "stage: ",
        "script: ", "~", "null", "true", "\0", "\uFEFF", "\u2028", "\uD83D", "ä", "\\", "`", "$(", "<<EOF\n",
    ];

    private static readonly Lazy<string[]> Texts = new(() =>
    [
        .. CaseTree.Names
            .SelectMany(name => Directory.EnumerateFiles(Path.Combine(CaseTree.Root, name), "*.yml", SearchOption.AllDirectories))
            .Concat(TestPaths.Corpora is { } corpora && Directory.Exists(Path.Combine(corpora, "real-gitlab-ci")) ? Directory.EnumerateFiles(Path.Combine(corpora, "real-gitlab-ci"), "*.yml", SearchOption.AllDirectories) : [])
            .Where(file => file.Contains("gitlab-ci", StringComparison.OrdinalIgnoreCase))
            .Select(File.ReadAllText)
            .Where(text => text.Length < 20_000),
    ]);

    private static readonly Gen<string> Mangled = Mangling.Of(() => Texts.Value, Pieces, fewest: 0, longest: 60);

    [Fact]
    public void Mangled_files_are_read_and_judged_and_each_place_lies_in_its_file() =>
        Gen.Select(Mangled, Mangled, Mangled).Sample(
            (root, part, component) =>
            {
                using var tree = new TempTree();
                tree.Write(GitLabCiReader.Root, $"include:\n  - local: ci/*.yml\n  - local: templates/c.yml\n    inputs: {{stage: build}}\n{root}").Write("ci/a.yml", part).Write("templates/c.yml", Header + component).Write(".gitlab/ci/b.yml", root);
                var snapshot = CaseTree.CollectFolder(tree.Root);
                var assessment = Assessor.Assess(snapshot, RuleSet.All);
                Assert.DoesNotContain(assessment.Judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal));
                ModelPlaces.LieIn(tree, assessment, GitLabCiReader.Root, "ci/a.yml", "templates/c.yml", ".gitlab/ci/b.yml");
            },
            iter: Runs);
}

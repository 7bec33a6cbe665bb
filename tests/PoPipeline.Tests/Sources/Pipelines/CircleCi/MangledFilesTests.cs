using CsCheck;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Sources.Pipelines.CircleCi;

namespace PoPipeline.Tests.Sources.Pipelines.CircleCi;

/// <summary>Whatever stands in the files of a repository, reading them ends without an exception, and each place that is told lies in the file that it names.</summary>
public sealed class MangledFilesTests
{
    private const int Runs = 200;

    private static readonly string[] Pieces =
    [
        "<< parameters.a >>", "<< pipeline.git.branch >>", "<< pipeline.parameters.b >>", "<< matrix.v >>", "<< include(scripts/a.sh) >>", "<<", ">>", "\\<<", "<<: *", "<<: ", "&a ", "*a", "- ", "  ", "\t", "\n", "\r", "---\n", "'", "\"", "[", "]", "{", "}", ":", "|\n", ">-\n",
        "#", "$", "version: 2\n", "version: 2.1\n", "setup: true\n", "orbs:\n", "o: a/b@1\n", "jobs:\n", "commands:\n", "executors:\n", "workflows:\n", "parameters:\n", "type: ", "string", "steps", "enum: [a]\n", "default: ", "steps:\n", "run: ", "run:\n", "command: ",
        "checkout", "when:\n", "condition: ", "equal: [", "and:\n", "docker:\n", "image: ", "machine: true\n", "executor: ", "requires: [", "matrix:\n", "filters:\n", "only: /", "type: approval\n", "context: ", "pre-steps:\n", "environment:\n", "A=B", "~", "null", "true", "\0",
        "\uFEFF", "\u2028", "\uD83D", "ä", "\\", "`", "$(", "${A}",
    ];

    private static readonly Lazy<string[]> Texts = new(() =>
    [
        .. CaseTree.Names.Where(name => name.Contains("circleci", StringComparison.Ordinal))
            .SelectMany(name => Directory.EnumerateFiles(Path.Combine(CaseTree.Root, name), "*.yml", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
            .Select(File.ReadAllText)
            .Where(text => text.Length < 20_000),
    ]);

    private static readonly Gen<string> Mangled = Mangling.Of(() => Texts.Value, Pieces, fewest: 0, longest: 60);

    [Fact]
    public void Mangled_files_are_read_and_judged_and_each_place_lies_in_its_file() =>
        Gen.Select(Mangled, Mangled, Mangled).Sample(
            (root, beside, command) =>
            {
                using var tree = new TempTree();
                tree.Write(CircleCiReader.Root, root).Write(".circleci/next.yml", beside).Write("src/@orb.yml", "version: 2.1\n").Write("src/commands/a.yml", command).Write("src/jobs/b.yml", beside).Write("src/scripts/a.sh", command);
                var snapshot = CaseTree.CollectFolder(tree.Root);
                var assessment = Assessor.Assess(snapshot, RuleSet.All);
                Assert.DoesNotContain(assessment.Judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal));
                ModelPlaces.LieIn(tree, assessment, CircleCiReader.Root, ".circleci/next.yml", "src/@orb.yml", "src/commands/a.yml", "src/jobs/b.yml");
            },
            iter: Runs);
}

using CsCheck;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
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
                var places = snapshot.Pipelines.SelectMany(PlacesOf).Concat(assessment.Judgements.SelectMany(judgement => judgement.Findings).Select(finding => finding.Finding.Place));
                var files = new Dictionary<string, string[]>(StringComparer.Ordinal);
                foreach (var place in places.Distinct().Where(place => place.Path.EndsWith(".yml", StringComparison.Ordinal)))
                {
                    if (!files.TryGetValue(place.Path, out var lines))
                    {
                        files[place.Path] = lines = File.ReadAllText(tree.PathOf(place.Path)).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
                    }

                    var region = place.Region;
                    Assert.True(
                        region.StartLine >= 1 && region.StartColumn >= 1 && region.EndLine <= lines.Length + 1 && (region.StartLine, region.StartColumn).CompareTo((region.EndLine, region.EndColumn)) <= 0,
                        $"{place} is no place in a file of {lines.Length} lines.");

                    // What is never closed goes on to the break behind its line.
                    Assert.True(region.EndLine > lines.Length || region.EndColumn <= lines[region.EndLine - 1].Length + 2, $"{place.Path} {place.Region} ends behind its line, '{lines[Math.Min(region.EndLine, lines.Length) - 1]}'.");
                }
            },
            iter: Runs);

    private static IEnumerable<Place> PlacesOf(Pipeline pipeline) =>
        pipeline.Problems.Select(problem => problem.Span)
            .Concat(pipeline.SecretUses.Select(use => use.Span))
            .Concat(pipeline.Credentials.Select(credential => credential.Span))
            .Concat(pipeline.Reuses.Select(reference => reference.Span))
            .Concat(pipeline.Triggers.Select(trigger => trigger.Span))
            .Concat(pipeline.Variables.SelectMany(variable => new[] { variable.NameSpan, variable.Span }))
            .Concat(pipeline.Jobs.SelectMany(job => job.Needs.Select(need => need.Span).Append(job.Span)))
            .Concat(pipeline.Jobs.SelectMany(job => job.Steps).SelectMany(step => step.Scripts.Select(script => script.Span).Append(step.Span)))
            .Concat(pipeline.Jobs.SelectMany(job => job.Steps).SelectMany(step => step.Scripts).SelectMany(script => script.Interpolations).Select(interpolation => interpolation.Span));
}

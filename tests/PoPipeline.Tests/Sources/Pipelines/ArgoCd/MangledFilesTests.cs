using CsCheck;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;

namespace PoPipeline.Tests.Sources.Pipelines.ArgoCd;

/// <summary>Whatever stands in the files of a repository, reading them ends without an exception, and each place that is told lies in the file that it names.</summary>
public sealed class MangledFilesTests
{
    private const int Runs = 100;

    private static readonly string[] Pieces =
    [
        "{{ .branch }}", "{{.title}}", "{{", "}}", "{{- if .Values.a }}\n", "{{- end }}\n", "{{/*\n", "*/}}\n", "kind: Application\n", "kind: ApplicationSet\n", "kind: AppProject\n", "kind: List\nitems:\n", "argoproj.io/v1alpha1", "argocd-rbac-cm", "$values/a", "<TOKEN>",
        "- ", "  ", "\t", "\n", "\r", "---\n", "&a ", "*a", "<<: *a", "'", "\"", "[", "]", "{", "}", ":", "|\n", ">-\n", "#", "source:\n", "sources:\n", "spec:\n", "generators:\n", "matrix:\n", "helm:\n", "values: ", "template:\n", "project: ", "targetRevision: ", "repoURL: ",
        "p, role:admin, *, *, *, allow\n", "g, a, b\n", "https://", "git@", "://", "@", "18.*", "~", "null", "true", "1.2", "\0", "\uFEFF", "\u2028", "\uD83D", "ä", "\\", "`",
    ];

    private static readonly Lazy<string[]> Texts = new(() =>
    [
        .. CaseTree.Names.Where(name => name.Contains("argocd", StringComparison.Ordinal))
            .SelectMany(name => Directory.EnumerateFiles(Path.Combine(CaseTree.Root, name), "*.yaml", SearchOption.AllDirectories))
            .Select(File.ReadAllText),
    ]);

    private static readonly Gen<string> Mangled = Mangling.Of(() => Texts.Value, Pieces, fewest: 0, longest: 60);

    [Fact]
    public void Mangled_files_are_read_and_judged_and_each_place_lies_in_its_file() =>
        Gen.Select(Mangled, Mangled).Sample(
            (one, other) =>
            {
                using var tree = new TempTree();
                tree.Write("argocd/one.yaml", one).Write("apps/templates/other.yaml", other);
                var snapshot = CaseTree.CollectFolder(tree.Root);
                var assessment = Assessor.Assess(snapshot, RuleSet.All);
                Assert.DoesNotContain(assessment.Judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal));
                var places = snapshot.Pipelines.SelectMany(pipeline => pipeline.Problems.Select(problem => problem.Span).Concat(pipeline.Reuses.Select(reuse => reuse.Span)))
                    .Concat(assessment.Judgements.SelectMany(judgement => judgement.Findings).Select(finding => finding.Finding.Place));
                var files = new Dictionary<string, string[]>(StringComparer.Ordinal);
                foreach (var place in places.Distinct().Where(place => place.Path is "argocd/one.yaml" or "apps/templates/other.yaml"))
                {
                    if (!files.TryGetValue(place.Path, out var lines))
                    {
                        files[place.Path] = lines = File.ReadAllText(tree.PathOf(place.Path)).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
                    }

                    var region = place.Region;
                    Assert.True(
                        region.StartLine >= 1 && region.StartColumn >= 1 && region.EndLine <= lines.Length + 1 && (region.StartLine, region.StartColumn).CompareTo((region.EndLine, region.EndColumn)) <= 0,
                        $"{place} is no place in a file of {lines.Length} lines.");
                    Assert.True(region.EndLine > lines.Length || region.EndColumn <= lines[region.EndLine - 1].Length + 2, $"{place.Path} {place.Region} ends behind its line, '{lines[Math.Min(region.EndLine, lines.Length) - 1]}'.");
                }
            },
            iter: Runs);
}

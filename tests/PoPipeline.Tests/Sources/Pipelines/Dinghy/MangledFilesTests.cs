using CsCheck;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;

namespace PoPipeline.Tests.Sources.Pipelines.Dinghy;

/// <summary>Whatever stands in the files of a repository, reading them ends without an exception, and each place that is told lies in the file that it names.</summary>
public sealed class MangledFilesTests
{
    private const int Runs = 100;

    private static readonly string[] Pieces =
    [
        "{{ var \"a\" ?: \"b\" }}", "{{ var \"a\" }}", "{{ module \"m.stage.module\" \"a\" [1] }}", "{{ local_module \"/m.stage.module\" }}", "{{", "}}", "{{-", "-}}", "{{/*", "*/}}", "{{ if .Branch }}", "{{ else }}", "{{ end }}", "{{ range makeSlice 1 2 }}",
        "{{ $a := 1 }}", "{{ .RawData.pusher.name }}", "(", ")", "|", ":=", "?:", "$", "`", "\"", "'", "\\", "\\u12", "{", "}", "[", "]", ",", ":", "//", "#", "\n", "\r", "\t", " ", "null", "true", "-1e9", "0x", "\0", "\uFEFF", "\uE000", "\uD83D", "ä", "${", "${ trigger.payload.a }",
        "${ #stage('a') }", "${ T(", "\"stages\": [", "\"refId\": \"1\"", "\"type\": \"deployManifest\"", "\"manifest\": {\"containers\": [{\"image\": \"a\"}]}", "<<EOF\n", "EOF\n", "key = ", "key {", "- ", "  ", "&a ", "*a",
    ];

    private static readonly Lazy<string[]> Texts = new(() =>
    [
        .. CaseTree.Names.Where(name => name.Contains("dinghy", StringComparison.Ordinal))
            .SelectMany(name => Directory.EnumerateFiles(Path.Combine(CaseTree.Root, name), "*", SearchOption.AllDirectories))
            .Where(file => !file.EndsWith("expected.txt", StringComparison.Ordinal))
            .Select(File.ReadAllText),
    ]);

    private static readonly Gen<string> Mangled = Mangling.Of(() => Texts.Value, Pieces, fewest: 0, longest: 60);

    [Fact]
    public void Mangled_files_are_read_and_judged_and_each_place_lies_in_its_file() =>
        Gen.Select(Mangled, Mangled).Sample(
            (file, module) =>
            {
                using var tree = new TempTree();
                tree.Write("dinghyfile", file).Write("m.stage.module", module);
                var snapshot = CaseTree.CollectFolder(tree.Root);
                var assessment = Assessor.Assess(snapshot, RuleSet.All);
                Assert.DoesNotContain(assessment.Judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal));
                var places = snapshot.Pipelines.SelectMany(pipeline => pipeline.Problems.Select(problem => problem.Span)
                        .Concat(pipeline.Triggers.Select(trigger => trigger.Span))
                        .Concat(pipeline.Drifts.Select(drift => drift.Span))
                        .Concat(pipeline.OpenRights.Select(right => right.Span))
                        .Concat(pipeline.Jobs.Select(job => job.Span))
                        .Concat(pipeline.Jobs.SelectMany(job => job.Steps).SelectMany(step => step.Scripts).SelectMany(script => script.Interpolations).Select(put => put.Span)))
                    .Concat(assessment.Judgements.SelectMany(judgement => judgement.Findings).Select(finding => finding.Finding.Place));
                foreach (var place in places.Distinct().Where(place => place.Path is "dinghyfile" or "m.stage.module"))
                {
                    var lines = File.ReadAllText(tree.PathOf(place.Path)).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
                    var region = place.Region;
                    Assert.True(
                        region.StartLine >= 1 && region.StartColumn >= 1 && region.EndLine <= lines.Length + 1 && (region.StartLine, region.StartColumn).CompareTo((region.EndLine, region.EndColumn)) <= 0,
                        $"{place.Path} {place.Region} is no place in a file of {lines.Length} lines.");
                    Assert.True(region.EndLine > lines.Length || region.EndColumn <= lines[region.EndLine - 1].Length + 2, $"{place.Path} {place.Region} ends behind its line, '{lines[Math.Min(region.EndLine, lines.Length) - 1]}'.");
                }
            },
            iter: Runs);
}

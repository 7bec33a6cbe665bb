using CsCheck;
using PoPipeline.Judging;
using PoPipeline.Rules.Model;
using Xunit;

namespace PoPipeline.Tests.Sources.Projects;

/// <summary>Whatever stands in manifests and their lock files, comparing them ends without an exception, and each place that is told lies in the file that it names.</summary>
public sealed class MangledManifestsTests
{
    private const int Runs = 300;
    private const string Rule = "PO3254.";

    private static readonly string[] Pieces = ["\"", "'", "{", "}", "[", "]", ",", ":", "=", "@", "npm:", "workspace:", "catalog:", "^", ">=", "*", "\n", "\t", "#", "null", "1.0.0", "\\u00e4", "ä", "\uD83D", "\0", "\uFEFF", "99999999999999999999", "- ", "&a ", "*a", "(", ")", "!", "do |x|", "end", "if", "=>", "$(X)", "/go.mod"];

    private static readonly string[] Files =
    [
        .. CaseTree.Names.Where(name => name.StartsWith(Rule, StringComparison.Ordinal))
            .SelectMany(name => Directory.EnumerateFiles(Path.Combine(CaseTree.Root, name), "*", SearchOption.AllDirectories))
            .Where(file => !file.EndsWith("expected.txt", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private static readonly Gen<(string Folder, string File, string Text)> Mangled =
        from file in Gen.Int[0, Files.Length - 1].Select(at => Files[at])
        from text in Mangling.Of(() => [File.ReadAllText(file)], Pieces, fewest: 1, longest: 4)
        select (FolderOf(file), Path.GetRelativePath(FolderOf(file), file), text);

    [Fact]
    public void Mangled_files_are_compared_and_each_place_lies_in_its_file() =>
        Mangled.Sample(
            mangled =>
            {
                using var tree = new TempTree();
                foreach (var file in Directory.EnumerateFiles(mangled.Folder, "*", SearchOption.AllDirectories))
                {
                    tree.Write(Path.GetRelativePath(mangled.Folder, file), File.ReadAllText(file));
                }

                tree.Write(mangled.File, mangled.Text);
                var snapshot = CaseTree.CollectFolder(tree.Root);
                var assessment = Assessor.Assess(snapshot, RuleSet.All);
                Assert.DoesNotContain(assessment.Judgements.SelectMany(judgement => judgement.Verdict.Gaps), gap => gap.Reason.StartsWith("the rule threw", StringComparison.Ordinal));
                foreach (var place in snapshot.Projects.SelectMany(project => project.Disagreements).SelectMany(one => (Place[])[one.Manifest, one.Lock]))
                {
                    var lines = File.ReadAllText(tree.PathOf(place.Path)).Split('\n');
                    Assert.InRange(place.Region.StartLine, 1, lines.Length + 1);
                    Assert.True(place.Region.StartColumn >= 1, $"{place.Path} {place.Region} is no place.");
                }
            },
            iter: Runs);

    private static string FolderOf(string file) => Path.Combine(CaseTree.Root, CaseTree.Names.First(name => Path.GetRelativePath(CaseTree.Root, file).Replace('\\', '/').StartsWith($"{name}/", StringComparison.Ordinal)));
}

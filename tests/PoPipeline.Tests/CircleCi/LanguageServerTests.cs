using System.Globalization;
using System.Text;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources.Pipelines.CircleCi;

namespace PoPipeline.Tests.CircleCi;

/// <summary>
/// Looks at the configurations and orbs that CircleCI's own language server is tested with. Which of them the platform takes is written in <c>language-server.txt</c>, with the
/// reason where that is not what the file is for; what we say of each is approved.
/// </summary>
public sealed class LanguageServerTests
{
    private static readonly string Folder = Path.Combine(TestPaths.Project, "CircleCi");

    [Fact]
    public void What_is_valid_there_is_valid_here_and_what_is_not_is_not()
    {
        var corpus = Path.Combine(TestPaths.RequireCorpora(), "circleci", "language-server", "pkg");
        Assert.SkipUnless(Directory.Exists(corpus), "The corpora on this machine lack 'circleci/language-server'.");
        var files = Directory.EnumerateFiles(corpus, "*.y*ml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(corpus, file).Replace('\\', '/')).Order(StringComparer.Ordinal).ToList();
        var entries = File.ReadLines(Path.Combine(Folder, "language-server.txt")).Where(line => line.Length > 0 && !line.StartsWith('#')).Select(line => line.Split(' ', 3))
            .ToDictionary(words => words[0], words => (IsValid: words[1] is "valid", Reason: words.Length > 2 ? words[2] : ""), StringComparer.Ordinal);

        var text = new StringBuilder();
        foreach (var file in files)
        {
            var problems = Problems(Path.Combine(corpus, file));
            text.Append(CultureInfo.InvariantCulture, $"{file}: {(problems.Count == 0 ? "valid" : "invalid")}\n");
            foreach (var problem in problems)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {problem.Span.Region.StartLine}:{problem.Span.Region.StartColumn} {problem.Message}\n");
            }

            Assert.True(entries.TryGetValue(file, out var entry), $"Say in language-server.txt whether '{file}' is valid.");
            Assert.True(entry.IsValid == (problems.Count == 0), $"'{file}' is {(entry.IsValid ? "valid" : "invalid")}, and we say {(problems.Count == 0 ? "nothing" : problems[0].Message)}.");
        }

        Assert.Equal(files, entries.Keys.Order(StringComparer.Ordinal));
        Approved.Text(Path.Combine(Folder, "language-server.approved.txt"), text.ToString());
    }

    // What the platform does as written, such as parts that nothing uses, is no fault of validity.
    private static List<Problem> Problems(string file)
    {
        using var tree = new TempTree();
        var isOrb = file.EndsWith("orb.yml", StringComparison.Ordinal) || file.EndsWith("orb.yaml", StringComparison.Ordinal);
        tree.Write(isOrb ? "orb.yml" : CircleCiReader.Root, File.ReadAllText(file));
        return [.. CaseTree.CollectFolder(tree.Root).Pipelines.Where(pipeline => pipeline.Platform is Platform.CircleCi).SelectMany(pipeline => pipeline.Problems).Where(problem => problem.Effect is not ProblemEffect.None)];
    }
}

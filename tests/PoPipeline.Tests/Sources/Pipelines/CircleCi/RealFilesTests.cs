using System.Globalization;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Sources;

namespace PoPipeline.Tests.Sources.Pipelines.CircleCi;

/// <summary>Reads the configurations and orbs of public repositories: they run every day, so that a problem in one needs a good reason.</summary>
public sealed class RealFilesTests
{
    private static readonly string[] Parts = ["real-circleci", "real"];

    [Fact]
    public void Real_files_are_read_and_have_only_the_problems_that_were_read_and_found_right()
    {
        var corpora = TestPaths.RequireCorpora();
        var lines = new List<string>();
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in Parts.Select(part => Path.Combine(corpora, part)).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).Where(folder => Directory.Exists(Path.Combine(folder, ".circleci"))).Order(StringComparer.Ordinal))
        {
            using var tree = new TempTree();
            Fill(tree, folder);
            var name = Path.GetRelativePath(corpora, folder).Replace('\\', '/');
            foreach (var pipeline in CaseTree.CollectFolder(tree.Root).Pipelines.Where(pipeline => pipeline.Platform is Platform.CircleCi))
            {
                files.Add($"{name}/{pipeline.Path}");
                lines.AddRange(pipeline.Unreadable is { } why ? [$"{name}/{pipeline.Path} unreadable: {why}\n"] : []);
                lines.AddRange(pipeline.Problems.Where(problem => problem.Effect is not ProblemEffect.None).Select(problem => string.Create(CultureInfo.InvariantCulture, $"{name}/{problem.Span} {problem.Kind}: {problem.Message}\n")));
            }
        }

        Approved.Text(Path.Combine(TestPaths.Project, "Sources", "Pipelines", "CircleCi", "real-files.approved.txt"), string.Concat(lines));
        Assert.True(files.Count > 20, string.Create(CultureInfo.InvariantCulture, $"Only {files.Count} files."));
    }

    // Scripts are left out of the corpora; what a repository tracks is listed beside it.
    private static void Fill(TempTree tree, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).Where(file => new FileInfo(file) is { LinkTarget: null, Length: < 1_000_000 }))
        {
            var path = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (path.StartsWith(".circleci/", StringComparison.Ordinal) || path.StartsWith("src/", StringComparison.Ordinal))
            {
                tree.Write(path, File.ReadAllText(file));
            }
        }

        foreach (var path in File.Exists(folder + ".files") ? File.ReadLines(folder + ".files").Where(path => path.StartsWith("src/", StringComparison.Ordinal) && !path.EndsWith(".yml", StringComparison.Ordinal)) : [])
        {
            tree.Write(path);
        }
    }
}

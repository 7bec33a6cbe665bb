using PoPipeline.Rules.Model;
using PoPipeline.Sources.Pipelines.ArgoCd;

namespace PoPipeline.Tests.Sources.Pipelines.ArgoCd;

/// <summary>Validates the files of public repositories: clusters take them every day, so that a problem in one needs a good reason.</summary>
public sealed class RealFilesTests
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    private static readonly string[] Parts = ["real-argocd", "argocd"];

    [Fact]
    public void Real_files_have_only_the_problems_that_were_read_and_found_right()
    {
        var (problems, count) = Read();

        Approved.Text(Path.Combine(TestPaths.Project, "Sources", "Pipelines", "ArgoCd", "real-files.approved.txt"), string.Concat(problems));
        Assert.True(count > 600, $"Only {count} manifests.");
    }

    private static (List<string> Problems, int Count) Read()
    {
        var corpora = TestPaths.RequireCorpora();
        var count = 0;
        var problems = new List<string>();
        foreach (var repository in Parts.Select(part => Path.Combine(corpora, part)).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).Order(StringComparer.Ordinal))
        {
            foreach (var file in Directory.EnumerateFiles(repository, "*.y*ml", Everything).Order(StringComparer.Ordinal))
            {
                var text = File.ReadAllText(file);
                var path = Path.GetRelativePath(repository, file).Replace('\\', '/');
                if (!ArgoFiles.MayHold(path, text))
                {
                    continue;
                }

                var document = TemplatedText.Read(path, text, out var isTemplated);
                if (document.Error is { } error && ArgoFiles.SaysSo(text))
                {
                    problems.Add($"{Path.GetFileName(repository)}/{error.Span} cannot be read{(isTemplated ? " before it is filled in" : "")}: {error.Message}\n");
                }

                foreach (var manifest in ArgoFiles.In(document, isTemplated))
                {
                    count++;
                    problems.AddRange(ManifestValidator.Validate(manifest, new Repository()).Select(problem => $"{Path.GetFileName(repository)}/{problem.Span} {problem.Kind}: {problem.Message}\n"));
                }
            }
        }

        return (problems, count);
    }
}

using PoPipeline.Sources.Pipelines.GitLabCi;
using PoPipeline.Sources.Pipelines.GitLabCi.Validation;
using PoPipeline.Sources.Yaml;

namespace PoPipeline.Tests.Sources.Pipelines.GitLabCi;

/// <summary>Validates the files of public repositories: they run every day, so that a problem in one needs a good reason.</summary>
public sealed class RealFilesTests
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    [Fact]
    public void Real_files_have_only_the_problems_that_were_read_and_found_right()
    {
        var corpora = TestPaths.RequireCorpora();
        // Beside the pipelines stand files of other tools.
        var files = FilesOf(corpora, "real-gitlab-ci", "*.y*ml").Concat(FilesOf(corpora, "real", "*.gitlab-ci.y*ml")).Concat(FilesOf(corpora, "schemas", "*gitlab-ci*.y*ml")).Concat(FilesOf(corpora, "gitlab", "*.y*ml")).Concat(FilesOf(corpora, "pipelines", "*gitlab-ci*.y*ml"))
            .Order(StringComparer.Ordinal)
            .Select(file => CiText.File(File.ReadAllText(file), Path.GetRelativePath(corpora, file).Replace('\\', '/')))
            .Where(file => file.Path.EndsWith(".gitlab-ci.yml", StringComparison.Ordinal) || HasJob(file))
            .ToList();

        var problems = files.SelectMany(file => FileValidator.Validate(file)
            .Select(problem => $"{problem.Span} {problem.Kind}: {problem.Message}\n"));

        Approved.Text(Path.Combine(TestPaths.Project, "Sources", "Pipelines", "GitLabCi", "real-files.approved.txt"), string.Concat(problems));
        Assert.True(files.Count > 50, $"Only {files.Count} files.");
    }

    private static bool HasJob(CiFile file) =>
        file.Content?.Entries.Any(entry => entry.Key.Value is "include" || (entry.Value is YamlMapping job && job.Entries.Any(key => key.Key.Value is "script" or "extends" or "stage" or "before_script"))) is true;

    private static IEnumerable<string> FilesOf(string corpora, string part, string pattern) =>
        Directory.Exists(Path.Combine(corpora, part)) ? Directory.EnumerateFiles(Path.Combine(corpora, part), pattern, Everything) : [];
}

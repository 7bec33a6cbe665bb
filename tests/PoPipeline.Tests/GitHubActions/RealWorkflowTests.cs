namespace PoPipeline.Tests.GitHubActions;

/// <summary>Validates the workflows and actions of public repositories: they run every day, so that a problem in one needs a good reason.</summary>
public sealed class RealWorkflowTests
{
    [Fact]
    public void Real_workflows_and_actions_have_only_the_problems_that_were_read_and_found_right()
    {
        var real = Path.Combine(TestPaths.RequireCorpora(), "real");
        var files = Directory.EnumerateDirectories(real)
            .SelectMany(repository => Directory.EnumerateFiles(repository, "*.y*ml", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
                .Where(file => IsPipeline(Path.GetRelativePath(repository, file)))
                .Select(file => (Repository: repository, File: file)))
            .OrderBy(file => file.File, StringComparer.Ordinal)
            .ToList();

        var problems = files.SelectMany(file => Validated.File(file.File, file.Repository)
            .Select(problem => $"{Path.GetRelativePath(real, file.File).Replace('\\', '/')}:{problem.Span.Region.StartLine}:{problem.Span.Region.StartColumn} {problem.Key.Split('/')[0]}: {problem.Message}\n"));

        Approved.Text(Path.Combine(TestPaths.Project, "GitHubActions", "real-workflows.approved.txt"), string.Concat(problems));
        Assert.True(files.Count > 700, $"Only {files.Count} files.");
    }

    private static bool IsPipeline(string path) =>
        path.Replace('\\', '/') is var relative
        && (relative.StartsWith(".github/workflows/", StringComparison.Ordinal) ? relative.Count('/') is 2
            : Path.GetFileName(relative) is "action.yml" or "action.yaml");
}

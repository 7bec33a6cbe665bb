using PoPipeline.Rules.Model;
using PoPipeline.Sources.Pipelines.Tekton;
using PoPipeline.Sources.Pipelines.Tekton.Validation;

namespace PoPipeline.Tests.Sources.Pipelines.Tekton;

/// <summary>Validates the files of public repositories: clusters take them every day, so that a problem in one needs a good reason.</summary>
public sealed class RealFilesTests
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    private static readonly string[] Parts = ["real-tekton", "tekton"];

    [Fact]
    public void Real_files_have_only_the_problems_that_were_read_and_found_right()
    {
        var corpora = TestPaths.RequireCorpora();
        var repositories = Parts.Select(part => Path.Combine(corpora, part)).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).Order(StringComparer.Ordinal).ToList();
        var count = 0;
        var problems = new List<string>();
        foreach (var repository in repositories)
        {
            var resources = new ResourceSet(new Repository { Files = [.. Directory.EnumerateFiles(repository, "*", Everything).Select(file => Path.GetRelativePath(repository, file).Replace('\\', '/'))] }, [.. Directory.EnumerateFiles(repository, "*.y*ml", Everything).Order(StringComparer.Ordinal).SelectMany(file => ResourcesOf(repository, file))]);
            count += resources.All.Length;
            problems.AddRange(resources.All.SelectMany(resource => ResourceValidator.Validate(resource, resources).Select(problem => $"{Path.GetFileName(repository)}/{problem.Span} {problem.Kind}: {problem.Message}\n")));
        }

        Approved.Text(Path.Combine(TestPaths.Project, "Sources", "Pipelines", "Tekton", "real-files.approved.txt"), string.Concat(problems));
        Assert.True(count > 500, $"Only {count} resources.");
    }

    private static IEnumerable<TektonResource> ResourcesOf(string repository, string file)
    {
        var text = File.ReadAllText(file);
        return TektonFiles.MayHold(text) ? TektonFiles.In(DynamicText.Read(Path.GetRelativePath(repository, file).Replace('\\', '/'), text)) : [];
    }
}

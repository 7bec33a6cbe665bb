using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources;

namespace PoPipeline.Tests.Sources;

/// <summary>What is looked into because of its path is bounded, and what is left out is told.</summary>
public sealed class CandidateFilesTests
{
    [Fact]
    public void The_first_file_that_is_left_out_is_named()
    {
        ImmutableArray<string> files = [.. Enumerable.Range(0, CandidateFiles.Most + 10).Select(number => $"app/{number:D6}.yaml")];
        var found = CandidateFiles.Find(new Repository { Files = [.. files, "app/own.yaml", "app/text.txt"] }, ["APP"], static file => file is "app/own.yaml", static file => file is "app/000000.yaml");

        Assert.Equal(CandidateFiles.Most + 1, found.Paths.Length);
        Assert.Equal("app/own.yaml", found.Paths[^1]);
        Assert.Equal($"app/{CandidateFiles.Most + 1:D6}.yaml", found.Left);
        Assert.Null(CandidateFiles.Find(new Repository { Files = files[..CandidateFiles.Most] }, ["app"], static _ => false, static _ => false).Left);
    }

    [Theory]
    [InlineData("tasks/pipelines-of-apps-{0:D6}.yaml")]
    [InlineData("argocd/apps/{0:D6}.yaml")]
    [InlineData("catalog/{0:D6}.yaml")]
    public void Each_source_that_asks_the_content_tells_that_it_left_some_out(string name)
    {
        using var tree = new TempTree();
        var repository = new Repository { Files = [.. Enumerable.Range(0, CandidateFiles.Most + 1).Select(number => string.Format(System.Globalization.CultureInfo.InvariantCulture, name, number))] };

        var parts = SourceList.All.Where(source => source.Gives.Any(part => part is nameof(SnapshotPart.CatalogEntities) or nameof(SnapshotPart.Pipelines))).Select(source => source.Plan(repository, new Policy()))
            .Where(plan => plan.Needs.Skip(CandidateFiles.Most - 1).Any()).Select(plan => plan.Read(new WorkingTree(tree.Root, useGit: false), default)).ToList();

        Assert.NotEmpty(parts);
        Assert.All(parts, part => Assert.Contains(
            part.Pipelines.Select(pipeline => pipeline.Unreadable).Concat(part.CatalogEntities.Select(entity => entity.Unreadable)),
            why => why?.StartsWith($"more than {CandidateFiles.Most} files", StringComparison.Ordinal) is true));
    }
}

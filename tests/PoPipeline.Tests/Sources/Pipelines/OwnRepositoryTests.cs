using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Rules.Model.Results;
using PoPipeline.Rules.PO3;
using PoPipeline.Sources;
using PoPipeline.Sources.Pipelines;
using PoPipeline.Sources.Pipelines.ArgoCd;
using PoPipeline.Sources.Pipelines.GitHubActions;

namespace PoPipeline.Tests.Sources.Pipelines;

/// <summary>What shows that an address is that of the repository itself.</summary>
public sealed class OwnRepositoryTests
{
    private static readonly Repository Tree = new() { Files = ["deploy/app.yaml", "envs/production/shop.yaml", "envs/staging/shop.yaml"] };

    [Fact]
    public void Several_folders_that_lie_here_show_it() =>
        Assert.Equal(new OwnRepository("github.com/acme/gitops", "'envs/production' and 'envs/staging/shop.yaml' of it lie here"), OwnRepository.Find(Tree, [new NamedPath("github.com/acme/gitops", "./envs/production/"), new NamedPath("github.com/acme/gitops", "envs/staging/shop.yaml"), new NamedPath("github.com/acme/other", "deploy")]));

    [Fact]
    public void One_folder_the_same_one_twice_and_more_that_lie_elsewhere_do_not()
    {
        Assert.Null(OwnRepository.Find(Tree, [new NamedPath("a", "envs/production"), new NamedPath("a", "envs/production/")]));
        Assert.Null(OwnRepository.Find(Tree, [new NamedPath("a", "envs/production"), new NamedPath("a", "envs/staging"), new NamedPath("a", "b"), new NamedPath("a", "c")]));
        Assert.Null(OwnRepository.Find(Tree, [new NamedPath("a", "."), new NamedPath("a", "env"), new NamedPath("a", "envs/production")]));
    }

    [Fact]
    public void Two_that_look_alike_are_neither() =>
        Assert.Null(OwnRepository.Find(Tree, [new NamedPath("a", "envs/production"), new NamedPath("a", "envs/staging"), new NamedPath("b", "envs/production"), new NamedPath("b", "envs/staging")]));

    [Fact]
    public void A_remote_says_it_better()
    {
        Assert.Null(OwnRepository.Find(Tree with { Url = "https://github.com/acme/gitops" }, [new NamedPath("a", "envs/production"), new NamedPath("a", "envs/staging")]));
        Assert.Null(OwnRepository.Find(Tree with { Gaps = ["a folder cannot be listed"] }, [new NamedPath("a", "envs/production"), new NamedPath("a", "envs/staging")]));
    }

    [Theory]
    [InlineData("https://github.com/acme/gitops", Severity.Low, "of this very repository")]
    [InlineData("https://github.com/acme/other", Severity.Medium, "without any change here")]
    public void What_is_deployed_of_itself_is_told_in_its_own_words(string url, Severity severity, string words)
    {
        using var tree = new TempTree();
        tree.Write("argocd/production.yaml", "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: shop-production\nspec:\n  project: shop\n  source:\n    repoURL: git@github.com:acme/gitops.git\n    path: shop\n    targetRevision: HEAD\n  destination:\n    server: https://a.example.com\n");
        var repository = new Repository { Files = ["argocd/production.yaml"], Url = url, Owner = "acme", Name = url[(url.LastIndexOf('/') + 1)..] };
        var part = new ArgoCdReader().Plan(repository, new Policy()).Read(new WorkingTree(tree.Root, useGit: false), default);

        var finding = Assert.Single(new PO3204PinReusedPipelineCode().Judge(CaseTree.CollectFolder(tree.Root) with { Repository = repository, Pipelines = part.Pipelines }).Findings);

        Assert.Equal(severity, finding.Severity);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        Assert.Contains("the default branch", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'HEAD'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_of_ones_own_is_best_taken_by_its_path()
    {
        using var tree = new TempTree();
        tree.Write(".github/workflows/ci.yml", "on: push\npermissions: {}\njobs:\n  test:\n    uses: acme/app/.github/workflows/test.yml@main\n");
        var repository = new Repository { Forge = Forge.GitHub, Files = [".github/workflows/ci.yml"], Url = "https://github.com/acme/app", Owner = "acme", Name = "app" };
        var part = new GitHubActionsReader().Plan(repository, new Policy()).Read(new WorkingTree(tree.Root, useGit: false), default);

        var finding = Assert.Single(new PO3204PinReusedPipelineCode().Judge(CaseTree.CollectFolder(tree.Root) with { Repository = repository, Pipelines = part.Pipelines }).Findings);

        Assert.Contains("Take it by its path in this repository", finding.Message, StringComparison.Ordinal);
    }
}

using System.Collections.Immutable;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Policies;
using PoPipeline.Sources.Pipelines;

namespace PoPipeline.Tests.Sources;

public sealed class UnreadPipelinesSourceTests
{
    [Theory]
    [InlineData(".gitlab-ci.yml", "GitLab CI")]
    [InlineData(".gitlab/ci/build/jobs.yml", "GitLab CI")]
    [InlineData("ci/lint.gitlab-ci.yml", "GitLab CI")]
    [InlineData(".circleci/config.yml", "CircleCI")]
    [InlineData("Jenkinsfile", "Jenkins")]
    [InlineData("deploy/Jenkinsfile.release", "Jenkins")]
    [InlineData("jobs/nightly.jenkinsfile", "Jenkins")]
    [InlineData(".tekton/push.yaml", "Tekton")]
    [InlineData("dinghyfile", "Spinnaker Dinghy")]
    [InlineData("appveyor.yml", "AppVeyor")]
    [InlineData("azure-pipelines.yml", "Azure Pipelines")]
    [InlineData("build/azure-pipelines-release.yml", "Azure Pipelines")]
    [InlineData("bitbucket-pipelines.yml", "Bitbucket Pipelines")]
    [InlineData(".drone.star", "Drone")]
    [InlineData(".buildkite/pipeline.nightly.yml", "Buildkite")]
    [InlineData(".travis.yml", "Travis CI")]
    [InlineData(".woodpecker/test.yml", "Woodpecker")]
    [InlineData(".forgejo/workflows/ci.yml", "Forgejo Actions")]
    [InlineData(".gitea/workflows/ci.yaml", "Gitea Actions")]
    [InlineData("images/cloudbuild.yaml", "Google Cloud Build")]
    [InlineData(".teamcity/settings.kts", "TeamCity")]
    [InlineData("app.gocd.yaml", "GoCD")]
    [InlineData("ci/pipeline.yml", "Concourse")]
    [InlineData(".pipelines/release/build.yaml", "Azure Pipelines")]
    [InlineData(".vsts-nightly.yaml", "Azure Pipelines")]
    [InlineData(".appveyor/windows.yaml", "AppVeyor")]
    [InlineData("buildspec.release.yaml", "AWS CodeBuild")]
    [InlineData(".concourse/release.yaml", "Concourse")]
    [InlineData(".drone/release.yaml", "Drone")]
    public void A_pipeline_of_a_system_without_a_reader_is_found(string file, string system) =>
        Assert.Equal([new UnreadPipeline(system, file)], Find([file], []));

    [Theory]
    [InlineData(".github/workflows/ci.yml")]
    [InlineData("tests/data/.gitlab-ci.yml")]
    [InlineData("examples/Jenkinsfile")]
    [InlineData("vendor/lib/.travis.yml")]
    [InlineData("lib/.travis.yml")]
    [InlineData(".gitlab-ci.yml.disabled")]
    [InlineData("Jenkinsfile.md")]
    [InlineData(".circleci/README.md")]
    [InlineData("src/Jenkinsfiles.cs")]
    [InlineData("src/pipeline.yml")]
    public void What_is_read_or_no_system_runs_is_not_found(string file) => Assert.Empty(Find([file], [Platform.GitHubActions]));

    [Fact]
    public void A_platform_is_read_as_soon_as_there_is_a_reader_for_it()
    {
        ImmutableArray<string> files = [".circleci/config.yml", ".gitlab-ci.yml", "Jenkinsfile"];

        Assert.Equal(["CircleCI", "Jenkins"], Find(files, [Platform.GitLabCi]).Select(file => file.System));
        Assert.Empty(Find(files, [.. Enum.GetValues<Platform>()]));
    }

    [Fact]
    public void Every_platform_is_known_once_and_each_system_has_files() =>
        Assert.Multiple(
            () => Assert.Equal(
                Enum.GetValues<Platform>().Order(),
                PipelineSystem.Known.Select(system => system.Platform).OfType<Platform>().Order()),
            () => Assert.Equal(PipelineSystem.Known.Select(system => system.Name).Distinct(StringComparer.Ordinal), PipelineSystem.Known.Select(system => system.Name)),
            () => Assert.All(PipelineSystem.Known, system => Assert.NotEmpty(system.Patterns)),
            () => Assert.All(PipelineSystem.Known.SelectMany(system => system.Patterns), pattern => Assert.DoesNotContain('{', pattern)));

    // Argo CD reads files of these very names.
    [Fact]
    public void A_pattern_of_many_yaml_files_asks_for_both_endings()
    {
        var patterns = PipelineSystem.Known.Where(system => system.Name is not "Argo CD").SelectMany(system => system.Patterns).Where(pattern => pattern.Contains('*')).ToList();

        Assert.Equal(
            patterns.Where(pattern => pattern.EndsWith(".yml", StringComparison.Ordinal)).Select(pattern => pattern[..^3] + "yaml"),
            patterns.Where(pattern => pattern.EndsWith(".yaml", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_the_policy_leaves_out_keeps_its_reason()
    {
        var policy = new PipelinesPolicy { LeftOut = [new LeftOutPipeline("/.travis.yml", "it no longer runs")] };

        Assert.Equal([null, "it no longer runs"], UnreadPipelinesSource.Find([".gitlab-ci.yml", ".travis.yml"], _ => false, policy).Pipelines.Select(file => file.LeftOut));
    }

    // Globs that start and end with a wildcard are tried in turn, at every folder of every file.
    [Fact]
    public void Patterns_of_the_policy_that_take_too_much_work_leave_nothing_out_and_are_a_gap()
    {
        var policy = new PipelinesPolicy { LeftOut = [.. Enumerable.Range(0, 3000).Select(index => new LeftOutPipeline($"*{index}x*", "no")), new LeftOutPipeline("*", "no")] };
        ImmutableArray<string> files = [.. Enumerable.Range(0, 9000).Select(index => $".circleci/{index}.yml").Order(StringComparer.Ordinal)];

        var (pipelines, gaps) = UnreadPipelinesSource.Find(files, _ => false, policy with { LeftOut = [.. policy.LeftOut.Reverse()] });

        Assert.Equal(files, pipelines.Select(pipeline => pipeline.Path));
        Assert.Contains(pipelines, pipeline => pipeline.LeftOut is null);
        var gap = Assert.Single(gaps);
        Assert.Equal(("pipelines.leave-out", true), (gap.Subject, gap.Failed));
        Assert.Contains("take too much work", gap.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_that_take_too_much_work_are_a_gap()
    {
        var deep = string.Concat(Enumerable.Repeat("b/", 2000));
        ImmutableArray<string> files = [.. Enumerable.Range(0, 20_000).Select(index => $"{index}/{deep}c"), "~/Jenkinsfile"];

        var (_, gaps) = UnreadPipelinesSource.Find(files, _ => false, new PipelinesPolicy());

        Assert.True(Assert.Single(gaps).Failed);
    }

    private static ImmutableArray<UnreadPipeline> Find(ImmutableArray<string> files, ImmutableArray<Platform> read) => UnreadPipelinesSource.Find(files, platform => read.Contains(platform), new PipelinesPolicy()).Pipelines;
}

using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Pipelines;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Tests.Outputs;

/// <summary>What could not be looked at is said with its place, and reads like no path that there is not.</summary>
public sealed class GapWordsTests
{
    private static readonly Snapshot Snapshot = new()
    {
        ObservedAt = Samples.ObservedAt,
        Repository = new Repository { Files = [".gitlab-ci.yml", "ci/more.yml"] },
        Pipelines =
        [
            new Pipeline
            {
                Platform = Platform.GitLabCi,
                Path = ".gitlab-ci.yml",
                Kind = PipelineKind.Workflow,
                Jobs =
                [
                    new Job { Id = "tests", Span = At(".gitlab-ci.yml", 7) },
                    new Job { Id = "tests/unit", Span = At("ci/more.yml", 3) },
                    new Job { Id = "build", Span = At(".gitlab-ci.yml", 20), Steps = [new Step { Key = "script", Span = At(".gitlab-ci.yml", 22) }] },
                ],
            },
        ],
    };

    [Theory]
    [InlineData(".gitlab-ci.yml#tests", ".gitlab-ci.yml:7, job 'tests'")]
    [InlineData(".gitlab-ci.yml#tests/ci/tests.yml", ".gitlab-ci.yml:7, job 'tests': ci/tests.yml")]
    [InlineData(".gitlab-ci.yml#tests/unit/ci/tests.yml", "ci/more.yml:3, job 'tests/unit' of .gitlab-ci.yml: ci/tests.yml")]
    [InlineData(".gitlab-ci.yml#build/script/curl", ".gitlab-ci.yml:22, job 'build': script/curl")]
    [InlineData(".gitlab-ci.yml#testsuite/x", ".gitlab-ci.yml: testsuite/x")]
    [InlineData(".gitlab-ci.yml#acme/ci//jobs.yml", ".gitlab-ci.yml: acme/ci//jobs.yml")]
    [InlineData(".gitlab-ci.yml", ".gitlab-ci.yml")]
    [InlineData("other.yml#tests", "other.yml#tests")]
    [InlineData("#tests", "#tests")]
    [InlineData("acme", "acme")]
    public void A_gap_is_named_by_its_file_its_line_and_its_job(string subject, string expected) => Assert.Equal(expected, new GapWords(Snapshot).Of(subject, onlySettings: false));

    [Fact]
    public void What_only_settings_tell_is_named_so() => Assert.Equal("settings behind .gitlab-ci.yml", new GapWords(Snapshot).Of(".gitlab-ci.yml#outsiders", onlySettings: true));

    private static Place At(string path, int line) => new(path, new Region(line, 1, line, 2));
}

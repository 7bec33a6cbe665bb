using System.Text.Json.Nodes;
using PoPipeline.Tests;

namespace PoPipeline.Packaging.Tests;

/// <summary>The GitLab template, run by gitlab-ci-local on a project that includes it.</summary>
public sealed class GitLabTemplateTests(SourceCopy source)
{
    [Fact]
    public async Task The_template_checks_a_project_and_leaves_its_reports()
    {
        var program = Components.Npm("gitlab-ci-local/dist/index.js");
        Components.Program("rsync", "run `apt-get install rsync`");
        var files = new Dictionary<string, string>(Samples.Unsound, StringComparer.Ordinal)
        {
            ["po-check.yml"] = await File.ReadAllTextAsync(Path.Combine(TestPaths.Repository, "gitlab-ci-templates", "po-check.yml"), TestContext.Current.CancellationToken),
            [".gitlab-ci.yml"] = $"""
                include:
                  - local: po-check.yml
                    inputs:
                      source: {source.Folder}
                      revision: {source.Revision}
                      nuget-config: {source.NuGetConfig}
                      rules: PO3205
                """ + "\n",
        };
        var project = await SourceCopy.Repository(files);
        try
        {
            await SourceCopy.Git(project, "remote", "add", "origin", "https://gitlab.com/acme/app.git");
            await SourceCopy.Git(project, "update-ref", "refs/remotes/origin/main", "HEAD");
            await SourceCopy.Git(project, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");

            var (exitCode, output, error) = await ChildProcess.RunAsync(
                "node", [program, "--force-shell-executor", "--shell-isolation"], project, await source.JobEnvironment());

            Assert.True(exitCode == 1, $"The job must fail on its finding; it ended with {exitCode}: {output}{error}");
            var reports = Path.Combine(project, ".gitlab-ci-local", "artifacts", "po-check", "po-report");
            Assert.True(Directory.Exists(reports), output + error);
            var codeQuality = await File.ReadAllBytesAsync(Path.Combine(reports, "gl-code-quality-report.json"), TestContext.Current.CancellationToken);
            Assert.Equal((byte)'[', codeQuality[0]);
            var issue = Assert.Single(JsonNode.Parse(codeQuality)!.AsArray());
            Assert.Equal(".github/workflows/triage.yml", issue!["location"]!["path"]!.GetValue<string>());
            var sast = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(reports, "gl-sast-report.json"), TestContext.Current.CancellationToken))!;
            Assert.Equal("sast", sast["scan"]!["type"]!.GetValue<string>());
            Assert.Single(sast["vulnerabilities"]!.AsArray());
            Assert.Contains("PO_RESULT=failed", await File.ReadAllTextAsync(Path.Combine(reports, "outcome.env"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(reports, "popipeline.sarif")));
        }
        finally
        {
            Directory.Delete(project, recursive: true);
        }
    }

    [Theory]
    [InlineData("PO_FAIL_ON", "none")]
    [InlineData("PO_TRUSTED_BRANCH", "evil")]
    [InlineData("PO_CONFIG", "/proc/self/environ")]
    [InlineData("PO_SOURCE", "https://example.invalid/evil.git")]
    [InlineData("PO_REVISION", "0000000000000000000000000000000000000000")]
    [InlineData("PO_PATH", "docs")]
    [InlineData("PO_RULES", "PO2101")]
    [InlineData("PO_TASKS", "PO.2.1")]
    [InlineData("PO_PLATFORMS", "tekton")]
    [InlineData("PO_PEDANTIC", "*")]
    [InlineData("PO_SETTINGS", "true")]
    [InlineData("PO_ORGANIZATION", "github:evil")]
    [InlineData("PO_SHARD", "1/8")]
    [InlineData("PO_MERGE", "shards")]
    [InlineData("PO_CACHE", "kept")]
    [InlineData("PO_RECORDS", "true")]
    [InlineData("PO_LEDGER", "a")]
    [InlineData("PO_OUTPUT", ".github")]
    [InlineData("PO_NUGET_CONFIG", "")]
    [InlineData("PO_KEPT", "/tmp/evil")]
    [InlineData("PO_BUILD_KEY", "0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_variable_of_the_pipeline_does_not_change_what_an_input_says(string name, string value)
    {
        var project = await SourceCopy.Repository(Samples.Unsound);
        try
        {
            var (exitCode, output) = await GitLabScript.Run(
                source, project, new Dictionary<string, string>(StringComparer.Ordinal), ofPipeline: new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value });

            Assert.True(exitCode == 2, output);
            Assert.Contains($"'{name}' is not what the input of the template says", output, StringComparison.Ordinal);
            Assert.True(Directory.Exists(Path.Combine(project, ".github")));
            Assert.False(Directory.Exists(Path.Combine(project, "po-report")));
        }
        finally
        {
            Directory.Delete(project, recursive: true);
        }
    }

    [Fact]
    public async Task An_input_may_name_a_variable_and_is_left_to_the_runner_then()
    {
        var project = await SourceCopy.Repository(Samples.Sound);
        try
        {
            var (_, output) = await GitLabScript.Run(
                source,
                project,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["output"] = "$WHERE" },
                ofPipeline: new Dictionary<string, string>(StringComparer.Ordinal) { ["PO_OUTPUT"] = "../outside" });

            Assert.Contains("leads out of the project", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(project, recursive: true);
        }
    }
}

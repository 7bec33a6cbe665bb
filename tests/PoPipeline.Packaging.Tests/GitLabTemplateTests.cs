using System.Text.Json.Nodes;
using PoPipeline.Tests;

namespace PoPipeline.Packaging.Tests;

/// <summary>The GitLab template, run by gitlab-ci-local on a project that includes it.</summary>
[Collection(PackagingCollection.Name)]
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

            var (exitCode, output, error) = await Components.Run(
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
}

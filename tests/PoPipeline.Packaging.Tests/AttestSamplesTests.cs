using System.Text.Json.Nodes;
using PoPipeline.Tests;

namespace PoPipeline.Packaging.Tests;

/// <summary>The samples that attest a result are taken by the systems that they are for. What their scripts do is tested where po is.</summary>
public sealed class AttestSamplesTests(SourceCopy source)
{
    private static readonly string OfTekton = Path.Combine(TestPaths.Repository, "tekton", "task", "po-check", "samples");

    [Fact]
    public async Task GitHub_takes_the_workflow_and_hands_the_action_what_po_wrote()
    {
        var sample = Path.Combine(TestPaths.Repository, "actions", "check", "samples", "attest.yml");

        var (exitCode, plan, error) = await ChildProcess.RunAsync("node", [await new ActionRunner(source).Bundle("plan-workflow"), sample, "{}"]);

        Assert.True(exitCode == 0, plan + error);
        var handed = JsonNode.Parse(plan)!.AsArray().Single()!["steps"]!.AsArray().Last()!["with"]!;
        Assert.Equal("/runner/released/po-report/popipeline.predicate.json", handed["predicate-path"]!.GetValue<string>());
        Assert.Equal("/runner/released/app.tar.gz", handed["subject-path"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_pipeline_of_GitLab_has_the_jobs_that_judge_and_attest()
    {
        var program = Components.Npm("gitlab-ci-local/dist/index.js");
        var project = await SourceCopy.Repository(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [".gitlab-ci.yml"] = await File.ReadAllTextAsync(Path.Combine(TestPaths.Repository, "gitlab-ci-templates", "samples", "attest.yml"), TestContext.Current.CancellationToken),
        });
        try
        {
            await SourceCopy.Git(project, "remote", "add", "origin", "https://gitlab.com/acme/app.git");

            var (exitCode, output, error) = await ChildProcess.RunAsync(
                "node", [program, "--list-csv-all", "--variable", "CI_COMMIT_TAG=v1.0.0", "--variable", "CI_COMMIT_REF_PROTECTED=true"], project, SourceCopy.CleanEnvironment);

            Assert.True(exitCode == 0, output + error);
            Assert.Contains("judge;", output, StringComparison.Ordinal);
            Assert.Contains("attest;", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(project, recursive: true);
        }
    }

    [Theory]
    [InlineData("300-task.yaml", "po-attest.yaml")]
    [InlineData("300-pipelinerun.yaml", "po-attest-run.yaml")]
    public Task Tekton_accepts_what_attaches_a_statement(string definition, string sample) => TektonDefinitions.Accept(definition, Path.Combine(OfTekton, sample));
}

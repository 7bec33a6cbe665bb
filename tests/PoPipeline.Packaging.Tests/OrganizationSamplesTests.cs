using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PoPipeline.Frosting.Tests;
using PoPipeline.Tests;
using YamlDotNet.RepresentationModel;

namespace PoPipeline.Packaging.Tests;

/// <summary>The samples that share an organisation between runs, as they are given to users: what comes of them is what one run writes.</summary>
public sealed partial class OrganizationSamplesTests(SourceCopy source) : IDisposable
{
    private const string Token = "canary-5d1e7a90";
    private const string Named = "github:acme";

    private readonly AnswerServer forge = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Target => $"github:{forge.Address}/github";

    public void Dispose() => forge.Dispose();

    [Fact]
    public async Task The_workflow_shares_an_organisation_by_a_matrix_and_joins_what_its_jobs_wrote()
    {
        var runner = new ActionRunner(source);
        var sample = Path.Combine(TestPaths.Repository, "actions", "check", "samples", "organization.yml");
        var (exitCode, plan, error) = await ChildProcess.RunAsync("node", [await runner.Bundle("plan-workflow"), sample, new JsonObject { ["POPIPELINE_TOKEN"] = Token }.ToJsonString()]);
        Assert.True(exitCode == 0, plan + error);
        var artifacts = Directory.CreateTempSubdirectory("popipeline-artifacts-").FullName;
        try
        {
            var runs = JsonNode.Parse(plan)!.AsArray();
            Assert.Equal(["look", "look", "look", "look", "report"], runs.Select(run => run!["job"]!.GetValue<string>()));
            foreach (var run in runs)
            {
                await RunJob(runner, run!["steps"]!.AsArray(), artifacts);
            }

            await AssertAsOneRun(Path.Combine(artifacts, "organisation"));
        }
        finally
        {
            Directory.Delete(artifacts, recursive: true);
        }
    }

    [Fact]
    public async Task The_pipeline_of_GitLab_shares_it_by_parallel_jobs_and_joins_what_they_wrote()
    {
        var program = Components.Npm("gitlab-ci-local/dist/index.js");
        Components.Program("rsync", "run `apt-get install rsync`");
        var sample = await File.ReadAllTextAsync(Path.Combine(TestPaths.Repository, "gitlab-ci-templates", "samples", "organization.yml"), Cancelled);

        // The template lies beside it here, and the tool comes from this checkout.
        var local = FromProject().Replace(sample, "  - local: po-check.yml\n")
            .Replace("gitlab:acme/platform", Target, StringComparison.Ordinal)
            .Replace("""revision: "0000000000000000000000000000000000000000" """.TrimEnd(), $"revision: {source.Revision}\n      source: {source.Folder}\n      nuget-config: {source.NuGetConfig}", StringComparison.Ordinal);
        var project = await SourceCopy.Repository(new Dictionary<string, string>(Samples.Sound, StringComparer.Ordinal)
        {
            ["po-check.yml"] = await File.ReadAllTextAsync(Path.Combine(TestPaths.Repository, "gitlab-ci-templates", "po-check.yml"), Cancelled),
            [".gitlab-ci.yml"] = local,
        });
        try
        {
            await SourceCopy.Git(project, "remote", "add", "origin", "https://gitlab.com/acme/settings.git");
            await SourceCopy.Git(project, "update-ref", "refs/remotes/origin/main", "HEAD");
            await SourceCopy.Git(project, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
            var environment = await source.JobEnvironment();
            environment["POPIPELINE_TOKEN"] = Token;

            var (exitCode, output, error) = await ChildProcess.RunAsync(
                "node",
                [program, "--force-shell-executor", "--shell-isolation", "--variable", "CI_PIPELINE_SOURCE=schedule", "--variable", "CI_COMMIT_REF_PROTECTED=true", "--variable", $"POPIPELINE_TOKEN={Token}"],
                project,
                environment);

            Assert.True(exitCode == 0, output + error);
            await AssertAsOneRun(Path.Combine(project, ".gitlab-ci-local", "artifacts", "report", "po-report"));
        }
        finally
        {
            Directory.Delete(project, recursive: true);
        }
    }

    [Fact]
    public async Task The_run_of_Tekton_shares_it_by_a_matrix_and_joins_what_its_runs_wrote()
    {
        var program = await source.Build();
        var workspace = Directory.CreateTempSubdirectory("popipeline-workspace-").FullName;
        try
        {
            var stream = new YamlStream();
            using (var reader = new StreamReader(Path.Combine(TestPaths.Repository, "tekton", "task", "po-check", "samples", "organization-run.yaml")))
            {
                stream.Load(reader);
            }

            var spec = stream.Documents[0].RootNode["spec"];
            var given = Parameters(spec["params"]).ToDictionary(one => $"$(params.{one.Key})", one => one.Value.Replace(Named, Target, StringComparison.Ordinal), StringComparer.Ordinal);
            var environment = new Dictionary<string, string?>(SourceCopy.CleanEnvironment, StringComparer.Ordinal) { ["POPIPELINE_TOKEN"] = Token };
            foreach (var task in (YamlSequenceNode)spec["pipelineSpec"]["tasks"])
            {
                var common = Parameters(task["params"]);
                var included = ((YamlMappingNode)task).Children.TryGetValue("matrix", out var matrix) ? ((YamlSequenceNode)matrix["include"]).Select(row => Parameters(row["params"])) : [[]];
                foreach (var parameters in included.Select(row => row.Concat(common).ToDictionary(one => one.Key, one => given.GetValueOrDefault(one.Value, one.Value), StringComparer.Ordinal)))
                {
                    var run = await TaskScript.Run(program, workspace, parameters, environment);
                    Assert.True(run.ExitCode == 0, run.Log);
                    Assert.DoesNotContain("ERROR", run.TestOutput, StringComparison.Ordinal);
                }
            }

            await AssertAsOneRun(Path.Combine(workspace, "po-report"));
        }
        finally
        {
            Directory.Delete(workspace, recursive: true);
        }
    }

    [Theory]
    [InlineData("tekton/task/po-check/samples/organization-run.yaml")]
    [InlineData("tekton/task/po-check/samples/po-check-run.yaml")]
    public Task Tekton_accepts_the_sample(string sample) => TektonDefinitions.Accept("300-pipelinerun.yaml", Path.Combine(TestPaths.Repository, sample));

    [Fact]
    public void What_starts_the_sample_of_Tekton_every_week_may_create_runs_and_nothing_else()
    {
        var samples = Path.Combine(TestPaths.Repository, "tekton", "task", "po-check", "samples");
        using var reader = new StreamReader(Path.Combine(samples, "organization-weekly.yaml"));
        var stream = new YamlStream();
        stream.Load(reader);
        var byKind = stream.Documents.ToDictionary(document => document.RootNode["kind"].ToString(), document => document.RootNode, StringComparer.Ordinal);

        var rule = Assert.Single(Assert.IsType<YamlSequenceNode>(byKind["Role"]["rules"]));
        Assert.Equal("[ [ tekton.dev ], [ pipelineruns ], [ create ] ]", $"[ {rule["apiGroups"]}, {rule["resources"]}, {rule["verbs"]} ]");

        var pod = byKind["CronJob"]["spec"]["jobTemplate"]["spec"]["template"]["spec"];
        Assert.Equal(byKind["ServiceAccount"]["metadata"]["name"], pod["serviceAccountName"]);
        Assert.Equal(byKind["ServiceAccount"]["metadata"]["name"], byKind["RoleBinding"]["subjects"][0]["name"]);
        Assert.Equal(byKind["Role"]["metadata"]["name"], byKind["RoleBinding"]["roleRef"]["name"]);

        var started = Assert.IsType<YamlSequenceNode>(pod["containers"][0]["args"]).Last().ToString();
        Assert.True(File.Exists(Path.Combine(samples, Path.GetFileName(started))), started);
    }

    // The steps of one run of a job, in a checkout of its own.
    private async Task RunJob(ActionRunner runner, JsonArray steps, string artifacts)
    {
        var workspace = await SourceCopy.Repository(Samples.Sound);
        try
        {
            foreach (var step in steps)
            {
                var inputs = step!["with"]!.DeepClone().AsObject();
                string Input(string name) => inputs[name]!.GetValue<string>();
                switch (step["uses"]!.GetValue<string>().Split('@')[0])
                {
                    case "actions/checkout":
                        break;
                    case "actions/upload-artifact":
                        Upload(Path.Combine(workspace, Input("path")), Path.Combine(artifacts, Input("name")));
                        break;
                    case "actions/download-artifact":
                        foreach (var artifact in Directory.EnumerateDirectories(artifacts, Input("pattern")))
                        {
                            Upload(artifact, Path.Combine(workspace, Input("path"), Path.GetFileName(artifact)));
                        }

                        break;
                    case "popipeline/popipeline/actions/check":
                        if (inputs.ContainsKey("organization"))
                        {
                            Assert.Equal(Named, Input("organization"));
                            inputs["organization"] = Target;
                        }

                        var run = await runner.RunIn(workspace, inputs, [], keep: true);
                        Assert.True(run.ExitCode == 0, run.Output);
                        Assert.Equal("met", run.Outputs["result"]?.GetValue<string>());
                        break;
                    case var other:
                        Assert.Fail($"The sample uses '{other}', which is not run here.");
                        break;
                }
            }
        }
        finally
        {
            Directory.Delete(workspace, recursive: true);
        }
    }

    // What is uploaded of a file is the file alone, and of a folder what lies in it.
    private static void Upload(string path, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.Exists(path) ? Directory.EnumerateFiles(path) : [path])
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }

    private static Dictionary<string, string> Parameters(YamlNode parameters) =>
        ((YamlSequenceNode)parameters).ToDictionary(parameter => parameter["name"].ToString(), parameter => parameter["value"].ToString(), StringComparer.Ordinal);

    // But for when they ran.
    private async Task AssertAsOneRun(string reports)
    {
        var output = Directory.CreateTempSubdirectory("popipeline-whole-").FullName;
        var checkout = await SourceCopy.Repository(Samples.Sound);
        try
        {
            var environment = new Dictionary<string, string?>(SourceCopy.CleanEnvironment, StringComparer.Ordinal) { ["POPIPELINE_TOKEN"] = Token };
            var (exitCode, said, error) = await ChildProcess.RunAsync(Path.Combine(await source.Build(), "po"), ["org", Target, "--output", output], checkout, environment);
            Assert.True(exitCode == 0, said + error);
            Assert.Equal(await Settings(output), await Settings(reports));
            foreach (var file in Directory.EnumerateFiles(reports))
            {
                Assert.DoesNotContain(Token, await File.ReadAllTextAsync(file, Cancelled), StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(output, recursive: true);
            Directory.Delete(checkout, recursive: true);
        }
    }

    private static async Task<string> Settings(string folder)
    {
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "snapshot.json"), Cancelled))!["settings"]!;
        Assert.NotEmpty(settings["repositories"]!.AsArray());
        return Moment().Replace(settings.ToJsonString(), "");
    }

    [GeneratedRegex(@"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{1,20}\\u002B00:00", RegexOptions.NonBacktracking)]
    private static partial Regex Moment();

    [GeneratedRegex("  - project: popipeline/popipeline\n    ref: [^\n]{1,200}\n    file: gitlab-ci-templates/po-check.yml\n", RegexOptions.NonBacktracking)]
    private static partial Regex FromProject();
}

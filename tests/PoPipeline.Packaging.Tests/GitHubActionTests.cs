using System.Text.Json.Nodes;
using PoPipeline.Tests;

namespace PoPipeline.Packaging.Tests;

/// <summary>The composite action, by GitHub's own parser and expression evaluator.</summary>
public sealed class GitHubActionTests(SourceCopy source)
{
    private readonly ActionRunner runner = new(source);

    [Fact]
    public async Task GitHub_accepts_every_action_and_workflow_of_ours()
    {
        var files = Directory.EnumerateFiles(Path.Combine(TestPaths.Repository, ".github", "workflows"), "*.yml")
            .Concat(Directory.EnumerateFiles(Path.Combine(TestPaths.Repository, "actions"), "action.yml", SearchOption.AllDirectories))
            .ToList();
        Assert.Contains(files, file => file.EndsWith("action.yml", StringComparison.Ordinal));

        var (exitCode, output, error) = await ChildProcess.RunAsync("node", [await runner.Bundle("validate-actions"), .. files]);

        Assert.True(exitCode == 0, output + error);
    }

    [Fact]
    public async Task A_sound_repository_meets_the_gate()
    {
        var run = await runner.Run(Samples.Sound, inputs: [], github: []);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal("met", run.Outputs["result"]?.GetValue<string>());
        Assert.Equal("0", run.Outputs["findings"]?.GetValue<string>());
        Assert.Contains("[check] summary of", run.Output, StringComparison.Ordinal);
        Assert.Contains("[Upload to code scanning] skipped", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_is_annotated_uploaded_and_fails_the_gate_at_the_end()
    {
        var run = await runner.Run(Samples.Unsound, inputs: new() { ["upload-sarif"] = "true" }, github: []);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("failed", run.Outputs["result"]?.GetValue<string>());
        Assert.NotEqual("0", run.Outputs["findings"]?.GetValue<string>());
        Assert.Equal("po-report/popipeline.sarif", run.Outputs["sarif-file"]?.GetValue<string>());
        Assert.Contains("::error file=.github/workflows/triage.yml,line=10,", run.Output, StringComparison.Ordinal);
        Assert.Contains("""[Upload to code scanning] uses github/codeql-action/upload-sarif""", run.Output, StringComparison.Ordinal);
        Assert.Contains("""{"sarif_file":"po-report/popipeline.github.sarif","category":"popipeline"}""", run.Output, StringComparison.Ordinal);
        Assert.Contains("[Gate] ended with exit code 1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pull_request_from_a_fork_uploads_nothing_and_is_told_why()
    {
        var fork = new JsonObject { ["pull_request"] = new JsonObject { ["head"] = new JsonObject { ["repo"] = new JsonObject { ["fork"] = true } } } };
        var run = await runner.Run(Samples.Unsound, inputs: new() { ["upload-sarif"] = "true", ["fail-on"] = "none" }, github: new() { ["event"] = fork });

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("::notice title=PoPipeline::The findings are not uploaded", run.Output, StringComparison.Ordinal);
        Assert.Contains("[Upload to code scanning] skipped", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_input_is_an_error_and_no_shell_sees_it()
    {
        var run = await runner.Run(Samples.Sound, inputs: new() { ["rules"] = "PO3204 $(touch pwned) `touch pwned`" }, github: []);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("error", run.Outputs["result"]?.GetValue<string>());
        Assert.Contains("[Gate] ended with exit code 2", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(run.Workspace, "pwned")));
    }

    [Theory]
    [InlineData("", "trunk")]
    [InlineData("trunk", "main")]
    public async Task The_branch_whose_policy_is_trusted_is_fetched_and_judges(string named, string defaultBranch)
    {
        var server = Directory.CreateTempSubdirectory("popipeline-server-").FullName;
        try
        {
            var origin = Path.Combine(server, "acme", "app");
            Directory.CreateDirectory(Path.GetDirectoryName(origin)!);
            Directory.Move(await SourceCopy.Repository(Samples.Unsound), origin);
            await SourceCopy.Git(origin, "branch", "--move", "trunk");
            var change = await SourceCopy.Repository(new Dictionary<string, string>(Samples.Unsound, StringComparer.Ordinal)
            {
                [".popipeline.yml"] = "rules:\n  disable:\n    - rule: PO3205\n      reason: Nobody writes titles.\n",
            });
            var events = Path.Combine(server, "event.json");
            await File.WriteAllTextAsync(
                events, $$"""{ "repository": { "full_name": "acme/app", "default_branch": "{{defaultBranch}}" } }""", TestContext.Current.CancellationToken);

            var run = await runner.RunIn(
                change,
                new() { ["trusted-branch"] = named, ["rules"] = "PO3205" },
                new() { ["event"] = new JsonObject { ["repository"] = new JsonObject { ["default_branch"] = defaultBranch } } },
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["GITHUB_SERVER_URL"] = "file://" + server,
                    ["GITHUB_REPOSITORY"] = "acme/app",
                    ["GITHUB_EVENT_PATH"] = events,
                },
                keep: true);

            Assert.True(run.Outputs["result"]?.GetValue<string>() is "failed", run.Output);
            Assert.Contains("::error file=.github/workflows/triage.yml,line=10,", run.Output, StringComparison.Ordinal);
            Assert.Equal(await SourceCopy.Git(origin, "rev-parse", "trunk"), await SourceCopy.Git(change, "rev-parse", "refs/remotes/origin/trunk"));
            Directory.Delete(change, recursive: true);
        }
        finally
        {
            Directory.Delete(server, recursive: true);
        }
    }
}

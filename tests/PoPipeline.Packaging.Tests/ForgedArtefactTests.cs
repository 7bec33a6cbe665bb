using System.Text.Json.Nodes;
using PoPipeline.Tests;
using YamlDotNet.RepresentationModel;

namespace PoPipeline.Packaging.Tests;

/// <summary>A repository that brings along what a run would leave, or links to where it would lie.</summary>
public sealed class ForgedArtefactTests(SourceCopy source) : IDisposable
{
    private const string Forged = "LD_PRELOAD=/tmp/evil.so\nPO_RESULT=met\nPO_FINDINGS=0\nPO_TAMPERINGS=0\n";

    private static readonly Dictionary<string, string> Committed = new(Samples.Unsound, StringComparer.Ordinal)
    {
        ["po-report/outcome.env"] = Forged,
        ["po-report/popipeline.sarif"] = "{}",
        ["po-report/popipeline.github.sarif"] = "{}",
        ["po-report/summary.md"] = "forged summary",
        ["po-report/gl-sast-report.json"] = "{}",
        ["po-report/test-output.json"] = """{"result":"SUCCESS"}""",
    };

    private readonly ActionRunner runner = new(source);
    private readonly string elsewhere = Directory.CreateTempSubdirectory("popipeline-elsewhere-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(elsewhere, recursive: true);

    [Fact]
    public async Task The_action_hands_on_nothing_that_was_committed()
    {
        var run = await runner.Run(Committed, new() { ["upload-sarif"] = "true" }, []);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("error", run.Outputs["result"]?.GetValue<string>());
        Assert.Equal("", run.Outputs["findings"]?.GetValue<string>());
        Assert.Equal("", run.Outputs["sarif-file"]?.GetValue<string>());
        Assert.Contains("holds files of the repository", run.Output, StringComparison.Ordinal);
        Assert.Contains("[Upload to code scanning] skipped", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("summary of", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("po-report", "po-report")]
    [InlineData("a", "a/b/po-report")]
    public async Task The_action_writes_and_deletes_nothing_behind_a_link(string link, string output)
    {
        Fill();
        var workspace = await SourceCopy.Repository(Samples.Unsound, (link, elsewhere));

        var run = await runner.RunIn(workspace, new() { ["output"] = output, ["upload-sarif"] = "true" }, []);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("error", run.Outputs["result"]?.GetValue<string>());
        Assert.Contains("is a symbolic link", run.Output, StringComparison.Ordinal);
        AssertUntouched();
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/../../b")]
    [InlineData("a\nresult=met")]
    public async Task The_action_takes_no_output_that_is_no_folder_of_the_workspace(string output)
    {
        var run = await runner.Run(Samples.Unsound, new() { ["output"] = output }, []);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("error", run.Outputs["result"]?.GetValue<string>());
    }

    [Fact]
    public async Task The_action_refuses_sources_in_the_checkout_that_they_judge()
    {
        await source.Build();
        var workspace = await SourceCopy.Repository(Samples.Sound);
        foreach (var folder in new[] { "actions", "packaging" })
        {
            var (exitCode, _, error) = await ChildProcess.RunAsync("cp", ["-R", Path.Combine(source.Folder, folder), workspace], workspace);
            Assert.True(exitCode == 0, error);
        }

        var run = await runner.RunIn(workspace, [], [], action: Path.Combine(workspace, "actions", "check"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The sources of po lie in the checkout that it is to judge", run.Output, StringComparison.Ordinal);
        Assert.Contains("[build] ended with exit code 2", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_action_takes_no_NuGet_configuration_of_the_checkout()
    {
        await source.Build();
        var workspace = await SourceCopy.Repository(new Dictionary<string, string>(Samples.Sound, StringComparer.Ordinal) { ["mirror.config"] = "<configuration />" });
        var environment = new Dictionary<string, string?>(await source.JobEnvironment(), StringComparer.Ordinal) { ["PO_NUGET_CONFIG"] = Path.Combine(workspace, "mirror.config") };

        var (exitCode, _, error) = await ChildProcess.RunAsync("/bin/sh", [Path.Combine(source.Folder, "packaging", "build.sh"), elsewhere, workspace], workspace, environment);

        Assert.Equal(2, exitCode);
        Assert.Contains("lies in the checkout that is judged", error, StringComparison.Ordinal);
        Directory.Delete(workspace, recursive: true);
    }

    [Fact]
    public async Task What_was_changed_after_the_build_is_not_started()
    {
        var workspace = await SourceCopy.Repository(Samples.Sound);
        var tool = Path.Combine(elsewhere, "tool");
        Directory.CreateDirectory(Path.Combine(tool, "po"));
        await File.WriteAllTextAsync(Path.Combine(tool, "po", "po"), "#!/bin/sh\ntouch started\n", Cancelled);
        SourceCopy.LetRun(Path.Combine(tool, "po", "po"));
        var environment = new Dictionary<string, string?>(SourceCopy.CleanEnvironment, StringComparer.Ordinal)
        {
            ["GITHUB_WORKSPACE"] = workspace,
            ["GITHUB_OUTPUT"] = Path.Combine(elsewhere, "outputs"),
            ["PO_TOOL"] = tool,
            ["PO_HASH"] = new string('0', 64),
        };
        foreach (var (name, value) in new[]
        {
            ("PATH", "."), ("CONFIG", ""), ("FAIL_ON", "medium"), ("RULES", ""), ("TASKS", ""), ("PLATFORMS", ""), ("PEDANTIC", "false"), ("SETTINGS", "false"), ("ORGANIZATION", ""), ("SHARD", ""), ("MERGE", ""), ("CACHE", ""), ("RECORDS", "false"), ("READ_ONLY", "false"),
            ("LEDGER", ""), ("OUTPUT", "po-report"), ("TRUSTED_BRANCH", ""), ("BRANCH", ""), ("TOKEN", ""), ("ANNOTATIONS", "true"),
        })
        {
            environment[$"INPUT_{name}"] = value;
        }

        var (exitCode, _, error) = await ChildProcess.RunAsync("/bin/sh", [Path.Combine(source.Folder, "actions", "check", "check.sh")], workspace, environment);

        Assert.Equal(2, exitCode);
        Assert.Contains("has changed since", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(tool, "started")));
        Assert.Contains("result=error\n", await File.ReadAllTextAsync(Path.Combine(elsewhere, "outputs"), Cancelled), StringComparison.Ordinal);
        Directory.Delete(workspace, recursive: true);
    }

    [Fact]
    public void Every_step_of_the_action_names_its_shell_and_loads_nothing_that_earlier_steps_named()
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(Path.Combine(TestPaths.Repository, "actions", "check", "action.yml"));
        stream.Load(reader);
        var steps = ((YamlSequenceNode)stream.Documents[0].RootNode["runs"]["steps"]).Cast<YamlMappingNode>().Where(step => step.Children.ContainsKey("run")).ToList();

        Assert.NotEmpty(steps);
        Assert.All(steps, step =>
        {
            Assert.Equal("/bin/bash --noprofile --norc -p -eo pipefail {0}", step["shell"].ToString());
            Assert.All(["LD_PRELOAD", "LD_AUDIT", "LD_LIBRARY_PATH"], name => Assert.Equal("", step["env"][name].ToString()));
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_template_leaves_nothing_to_upload_that_was_committed(bool fetches)
    {
        var project = await SourceCopy.Repository(Committed);
        await source.Build();

        var inputs = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!fetches)
        {
            inputs["source"] = "/nowhere";
        }

        var (exitCode, output) = await GitLabScript.Run(source, project, inputs);

        Assert.True(exitCode != 0 && (!fetches || exitCode == 2), output);
        Assert.False(Path.Exists(Path.Combine(project, "po-report")), output);
        Directory.Delete(project, recursive: true);
    }

    [Theory]
    [InlineData("po-report", "po-report")]
    [InlineData("a", "a/b/po-report")]
    public async Task The_template_leaves_no_link_to_upload_through(string link, string output)
    {
        Fill();
        var project = await SourceCopy.Repository(Samples.Unsound, (link, elsewhere));
        await source.Build();

        var (exitCode, text) = await GitLabScript.Run(source, project, new Dictionary<string, string>(StringComparer.Ordinal) { ["output"] = output });

        Assert.Equal(2, exitCode);
        Assert.Contains("is a symbolic link", text, StringComparison.Ordinal);
        Assert.False(Path.Exists(Path.Combine(project, output)));
        AssertUntouched();
        Directory.Delete(project, recursive: true);
    }

    [Fact]
    public async Task The_results_of_the_task_are_none_that_was_committed()
    {
        var program = await source.Build();
        var workspace = await SourceCopy.Repository(Committed);

        var run = await TaskScript.Run(program, workspace, new Dictionary<string, string>(StringComparer.Ordinal) { ["path"] = "." });

        Assert.Equal("ERROR", JsonNode.Parse(run.TestOutput)!["result"]!.GetValue<string>());
        Directory.Delete(workspace, recursive: true);
    }

    [Fact]
    public async Task The_task_writes_and_deletes_nothing_behind_a_link()
    {
        Fill();
        var program = await source.Build();
        var workspace = await SourceCopy.Repository(Samples.Unsound, ("po-report", elsewhere));

        var run = await TaskScript.Run(program, workspace, new Dictionary<string, string>(StringComparer.Ordinal) { ["path"] = "." });

        Assert.Equal("ERROR", JsonNode.Parse(run.TestOutput)!["result"]!.GetValue<string>());
        AssertUntouched();
        Directory.Delete(workspace, recursive: true);
    }

    private void Fill()
    {
        foreach (var name in Committed.Keys.Where(name => name.StartsWith("po-report/", StringComparison.Ordinal)))
        {
            File.WriteAllText(Path.Combine(elsewhere, Path.GetFileName(name)), "mine");
        }
    }

    private void AssertUntouched()
    {
        var expected = Committed.Keys.Where(name => name.StartsWith("po-report/", StringComparison.Ordinal)).Select(name => Path.GetFileName(name)!).Order(StringComparer.Ordinal);
        Assert.Equal(expected, Directory.EnumerateFileSystemEntries(elsewhere).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
        Assert.All(Directory.EnumerateFiles(elsewhere), file => Assert.Equal("mine", File.ReadAllText(file)));
    }
}

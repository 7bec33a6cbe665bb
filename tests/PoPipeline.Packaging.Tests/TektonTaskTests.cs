using System.Globalization;
using System.Text.Json.Nodes;
using PoPipeline.Tests;

namespace PoPipeline.Packaging.Tests;

/// <summary>The Tekton Task, by Tekton's own schema, its linter, and as a pod.</summary>
public sealed class TektonTaskTests(SourceCopy source)
{
    private static readonly string Task = Path.Combine(TestPaths.Repository, "tekton", "task", "po-check", "po-check.yaml");

    [Fact]
    public Task Tekton_accepts_the_task() => TektonDefinitions.Accept("300-task.yaml", Task);

    [Fact]
    public async Task The_linter_of_Tekton_has_nothing_to_say()
    {
        var (exitCode, output, error) = await ChildProcess.RunAsync("node", [Components.Npm("@ibm/tekton-lint/dist/lint.js"), Task]);

        Assert.True(exitCode == 0, output + error);
        Assert.Equal("", output.Trim());
    }

    [Fact]
    public async Task The_step_succeeds_whatever_it_finds_and_says_so_in_its_result()
    {
        await using var pod = await TaskPod.Prepare(source);

        var run = await pod.Run(Task, Samples.Unsound, new() { ["rules"] = "PO3205" });

        Assert.True(run.ExitCode == 0, run.Log);
        Assert.InRange(run.TestOutput.Length, 1, 1024);
        var result = JsonNode.Parse(run.TestOutput)!;
        Assert.Equal("FAILURE", result["result"]!.GetValue<string>());
        Assert.Equal(1, result["failures"]!.GetValue<int>());
        Assert.True(File.Exists(Path.Combine(run.Workspace, "po-report", "popipeline.sarif")), run.Log);
    }

    [Fact]
    public async Task The_step_fails_with_the_gate_when_asked_to()
    {
        await using var pod = await TaskPod.Prepare(source);

        var run = await pod.Run(Task, Samples.Unsound, new() { ["rules"] = "PO3205", ["fail-step"] = "true" });

        Assert.True(run.ExitCode == 1, run.Log);
    }

    [Fact]
    public async Task A_wrong_parameter_is_an_error_in_the_result()
    {
        await using var pod = await TaskPod.Prepare(source);

        var run = await pod.Run(Task, Samples.Sound, new() { ["rules"] = "PO9999" });

        Assert.True(run.ExitCode == 0, run.Log);
        Assert.Equal("ERROR", JsonNode.Parse(run.TestOutput)!["result"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_request_is_filed_in_the_folder_and_a_committed_approval_holds()
    {
        await using var pod = await TaskPod.Prepare(source);
        var policy = Samples.Policy("folder", "alice@example.com", "carol@example.com");

        var first = await pod.Run(Task, Samples.OnRecord(policy), new() { ["rules"] = "PO3205", ["records"] = "true" });

        Assert.Equal("FAILURE", Result(first));
        var repository = Path.Combine(first.Workspace, "source");
        var request = Assert.Single(Directory.GetFiles(Path.Combine(repository, ".popipeline", "records"), "request.md", SearchOption.AllDirectories));
        var digest = (await File.ReadAllTextAsync(request, TestContext.Current.CancellationToken)).Split("\ndigest: sha256:")[1][..8];
        var decision = string.Create(CultureInfo.InvariantCulture, $"/po approve {digest} until {DateTime.UtcNow.AddDays(20):yyyy-MM-dd} reason: The bot moves.\n");
        await Commit(repository, "Bob", "bob@example.com");
        foreach (var (name, file) in new[] { ("Alice", "0001-approve.md"), ("Carol", "0002-approve.md") })
        {
            await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(request)!, file), decision, TestContext.Current.CancellationToken);
            await Commit(repository, name, $"{name}@example.com");
        }


        var second = await pod.Again(Task, new() { ["rules"] = "PO3205", ["records"] = "read" });

        // It holds, and is over within 30 days, which is a notice.
        Assert.True(Result(second) is "WARNING", second.TestOutput + second.Log);
        Assert.Contains("\"failures\":0", second.TestOutput, StringComparison.Ordinal);
    }

    private static async Task Commit(string repository, string name, string address)
    {
        await SourceCopy.Git(repository, "add", "--all");
        await SourceCopy.Git(repository, "-c", $"user.name={name}", "-c", $"user.email={address}", "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "Record");
    }

    private static string Result(TaskRun run)
    {
        Assert.True(run.TestOutput.Length > 0, run.Log);
        return JsonNode.Parse(run.TestOutput)!["result"]!.GetValue<string>();
    }
}

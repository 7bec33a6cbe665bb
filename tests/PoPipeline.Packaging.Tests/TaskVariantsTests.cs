using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PoPipeline.Tests;
using YamlDotNet.RepresentationModel;

namespace PoPipeline.Packaging.Tests;

/// <summary>What is made of the Task is what lies in the repository, Tekton takes it, and the Task for trusted artifacts runs on a real archive.</summary>
public sealed class TaskVariantsTests(SourceCopy source)
{
    private const string TrustedArtifact = "tekton/task/po-check-oci-ta/po-check-oci-ta.yaml";
    private const string StepAction = "tekton/stepaction/po-check/po-check.yaml";

    // What the image of Konflux does with `use`, without a registry: what lies below the digest is held to it, and unpacked with its modes. Source:
    // https://github.com/konflux-ci/build-trusted-artifacts/blob/main/use-oci.sh.
    private const string Use = """
        #!/bin/sh
        set -eu
        [ "$1" = use ]
        digest=${2%%=*} target=${2#*=}
        digest=${digest##*sha256:}
        echo "$digest  /stand-in/$digest" | busybox sha256sum -c - >/dev/null
        busybox mkdir -p "$target"
        busybox tar -C "$target" -zxpf "/stand-in/$digest"
        """;

    private static readonly string Task = File.ReadAllText(Resolve("tekton/task/po-check/po-check.yaml"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void The_task_for_trusted_artifacts_is_made_of_the_task() => Approved.Text(Resolve(TrustedArtifact), TaskVariants.OfTrustedArtifact(Task));

    [Fact]
    public void The_step_action_is_made_of_the_task() => Approved.Text(Resolve(StepAction), TaskVariants.AsStepAction(Task));

    [Theory]
    [InlineData(TrustedArtifact, "300-task.yaml")]
    [InlineData(StepAction, "300-stepaction.yaml")]
    [InlineData("tekton/konflux/integration-pipeline.yaml", "300-pipeline.yaml")]
    [InlineData("tekton/konflux/pull-request.yaml", "300-pipelinerun.yaml")]
    public Task Tekton_accepts_it(string file, string definition) => TektonDefinitions.Accept(definition, Resolve(file));

    [Theory]
    [InlineData(TrustedArtifact)]
    [InlineData("tekton/konflux/integration-pipeline.yaml")]
    public async Task The_linter_of_Tekton_says_nothing_but_that_names_of_Konflux_and_of_resolvers_are_no_kebab_case(string file)
    {
        var (exitCode, output, error) = await ChildProcess.RunAsync("node", [Components.Npm("@ibm/tekton-lint/dist/lint.js"), Resolve(file)]);

        Assert.True(exitCode == 0, output + error);
        Assert.DoesNotContain(output.Split('\n'), line => (line.Contains(" warning ", StringComparison.Ordinal) || line.Contains(" error ", StringComparison.Ordinal)) && !line.EndsWith("prefer-kebab-case", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_repository_in_an_archive_is_judged_and_the_SARIF_attached_to_the_image()
    {
        await using var pod = await TaskPod.Prepare(source);
        var digest = await Archive(pod, Samples.Unsound);
        Program(pod, "select-oci-auth", "#!/bin/sh\necho '{\"auths\":{}}'\n");
        Program(pod, "retry", "#!/bin/sh\nexec \"$@\"\n");
        Program(pod, "oras", "#!/bin/sh\nprintf '%s\\n' \"$@\" >/var/workdir/oras.txt\nbusybox cp popipeline.sarif /var/workdir/attached.sarif\n");

        var run = await pod.Again(Resolve(TrustedArtifact), new()
        {
            ["SOURCE_ARTIFACT"] = $"oci:registry.example.com/shop/web@sha256:{digest}",
            ["rules"] = "PO3205",
            ["image-url"] = "registry.example.com/shop/web:1",
            ["image-digest"] = "sha256:0a",
        });

        Assert.True(run.ExitCode == 0, run.Log);
        Assert.True(JsonNode.Parse(run.TestOutput)!["result"]!.GetValue<string>() is "FAILURE", run.TestOutput);
        var attached = await File.ReadAllLinesAsync(Path.Combine(run.Workspace, "oras.txt"), Cancelled);
        Assert.Equal(["attach", "--no-tty", "--registry-config"], attached[..3]);
        Assert.Equal(["--artifact-type", "application/sarif+json", "registry.example.com/shop/web:1@sha256:0a", "popipeline.sarif:application/sarif+json"], attached[4..]);
        var sarif = await File.ReadAllTextAsync(Path.Combine(run.Workspace, "attached.sarif"), Cancelled);
        Assert.Contains("\"PO3205\"", sarif, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_image_nothing_is_attached_and_the_result_is_there()
    {
        await using var pod = await TaskPod.Prepare(source);
        var digest = await Archive(pod, Samples.Sound);

        var run = await pod.Again(Resolve(TrustedArtifact), new() { ["SOURCE_ARTIFACT"] = $"oci:registry.example.com/shop/web@sha256:{digest}", ["rules"] = "PO3205" });

        Assert.True(run.ExitCode == 0, run.Log);
        Assert.Contains("attached to none", run.Log, StringComparison.Ordinal);
        Assert.True(JsonNode.Parse(run.TestOutput)!["result"]!.GetValue<string>() is "SUCCESS", run.TestOutput);
    }

    [Fact]
    public async Task The_pipeline_for_Konflux_checks_out_the_commit_of_a_fork_and_trusts_the_branch_of_the_repository()
    {
        Components.Program("git", "run `apt-get install git`");
        Components.Program("jq", "run `apt-get install jq`");
        var repository = await SourceCopy.Repository(Samples.Sound);
        var fork = await SourceCopy.Repository(Samples.Unsound);
        var target = Directory.CreateTempSubdirectory("popipeline-clone-").FullName;
        try
        {
            var (_, head, _) = await ChildProcess.RunAsync("git", ["rev-parse", "HEAD"], repository);
            var (_, proposed, _) = await ChildProcess.RunAsync("git", ["rev-parse", "HEAD"], fork);
            var script = Path.Combine(target, "script");
            await File.WriteAllTextAsync(script, CloneStep()["script"].ToString().Replace("/var/workdir", target, StringComparison.Ordinal), Cancelled);
            Dictionary<string, string?> environment = new(SourceCopy.CleanEnvironment, StringComparer.Ordinal)
            {
                ["COMPONENT"] = "",
                ["SNAPSHOT"] = Snapshot("https://git.somebody.example/shop.git", proposed.Trim()),
                ["REPOSITORY"] = "https://git.acme.example/shop.git",
                ["GIT_CONFIG_COUNT"] = "3",
                ["GIT_CONFIG_KEY_0"] = $"url.file://{repository}.insteadOf",
                ["GIT_CONFIG_VALUE_0"] = "https://git.acme.example/shop.git",
                ["GIT_CONFIG_KEY_2"] = $"url.file://{fork}.insteadOf",
                ["GIT_CONFIG_VALUE_2"] = "https://git.somebody.example/shop.git",
                ["GIT_CONFIG_KEY_1"] = "safe.directory",
                ["GIT_CONFIG_VALUE_1"] = "*",
            };

            var (exitCode, output, error) = await ChildProcess.RunAsync("bash", [script], target, environment);

            Assert.True(exitCode == 0, output + error);
            var (_, cloned, _) = await ChildProcess.RunAsync("git", ["rev-parse", "HEAD", "refs/remotes/origin/HEAD"], Path.Combine(target, "source"), environment);
            Assert.Equal([proposed.Trim(), head.Trim()], cloned.Split('\n', StringSplitOptions.RemoveEmptyEntries));

            environment["SNAPSHOT"] = Snapshot("ext::sh -c whoami", head.Trim());
            Assert.Equal(1, (await ChildProcess.RunAsync("bash", [script], target, environment)).ExitCode);
            environment["SNAPSHOT"] = Snapshot("https://git.acme.example/shop.git", "--upload-pack=x");
            Assert.Equal(1, (await ChildProcess.RunAsync("bash", [script], target, environment)).ExitCode);
        }
        finally
        {
            Directory.Delete(repository, recursive: true);
            Directory.Delete(fork, recursive: true);
            Directory.Delete(target, recursive: true);
        }
    }

    [Fact]
    public void What_the_samples_for_Konflux_name_of_this_repository_is_there()
    {
        foreach (var sample in Directory.EnumerateFiles(Resolve("tekton/konflux"), "*.yaml"))
        {
            var references = Load(sample).AllNodes.OfType<YamlSequenceNode>()
                .Select(list => list.OfType<YamlMappingNode>().Where(item => item.Children.ContainsKey("name") && item.Children.ContainsKey("value")).ToLookup(item => item["name"].ToString(), item => item["value"].ToString(), StringComparer.Ordinal))
                .Where(parameters => parameters["url"].Contains("https://github.com/popipeline/popipeline.git"))
                .SelectMany(parameters => parameters["pathInRepo"]);

            Assert.All(references, path => Assert.True(File.Exists(Resolve(path)), $"{sample} names '{path}'."));
        }
    }

    private static string Resolve(string path) => Path.Combine(TestPaths.Repository, path);

    private static YamlNode Load(string file)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(file);
        stream.Load(reader);
        return stream.Documents[0].RootNode;
    }

    private static YamlNode CloneStep() => Load(Resolve("tekton/konflux/integration-pipeline.yaml"))["spec"]["tasks"][0]["taskSpec"]["steps"][0];

    private static string Snapshot(string url, string revision) =>
        new JsonObject { ["components"] = new JsonArray(new JsonObject { ["name"] = "web", ["source"] = new JsonObject { ["git"] = new JsonObject { ["url"] = url, ["revision"] = revision } } }) }.ToJsonString();

    // As `create` of Konflux packs it: gzip without a name, so that the digest is that of the content.
    private static async Task<string> Archive(TaskPod pod, IReadOnlyDictionary<string, string> files)
    {
        var repository = await SourceCopy.Repository(files);
        var archive = Path.Combine(pod.StandIns, "archive");

        // A folder for temporary files is closed to others, as no checkout is.
        SourceCopy.LetRun(repository);
        var (exitCode, output, error) = await ChildProcess.RunAsync("tar", ["--create", "--use-compress-program=gzip -n", "--file", archive, $"--directory={repository}", "."]);
        Assert.True(exitCode == 0, output + error);
        Directory.Delete(repository, recursive: true);
        await using var stream = File.OpenRead(archive);
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, Cancelled));
        File.Move(archive, Path.Combine(pod.StandIns, digest));
        Program(pod, "entrypoint", Use);
        return digest;
    }

    private static void Program(TaskPod pod, string name, string text)
    {
        var path = Path.Combine(pod.StandIns, name);
        File.WriteAllText(path, text);
        SourceCopy.LetRun(path);
    }
}

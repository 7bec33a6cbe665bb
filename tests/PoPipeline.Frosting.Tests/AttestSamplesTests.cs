using System.Text.Json;
using PoPipeline.Tests;
using YamlDotNet.RepresentationModel;

namespace PoPipeline.Frosting.Tests;

/// <summary>The samples that attest a result: their scripts are run as they lie there, but for the building of po, and with programs in place of those that sign or push.</summary>
public sealed class AttestSamplesTests : IDisposable
{
    private const string OfGitHub = "actions/check/samples/attest.yml";
    private const string OfGitLab = "gitlab-ci-templates/samples/attest.yml";
    private const string OfTekton = "tekton/task/po-check/samples/po-attest.yaml";
    private const string PredicateType = "https://in-toto.io/attestation/test-result/v0.1";
    private const string Image = "1234567890abcdef1234567890abcdef1234567890abcdef1234567890abcdef";

    private readonly TempTree folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_workflow_hands_the_predicate_to_the_action_that_signs_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts are for a POSIX shell.");
        Repository("work/app");
        var steps = (YamlSequenceNode)Single(OfGitHub)["jobs"]["attest"]["steps"];
        var judge = steps.Children.Single(step => step is YamlMappingNode mapping && mapping.Children.TryGetValue("env", out var env) && env is YamlMappingNode);

        await Run(judge["run"].ToString(), "work", ("OUTPUT", folder.PathOf("released")), ("DEFAULT_BRANCH", "main"));

        var handed = steps.Last()["with"];
        Assert.StartsWith("actions/attest@", steps.Last()["uses"].ToString(), StringComparison.Ordinal);
        Assert.Equal(PredicateType, handed["predicate-type"].ToString());
        Assert.True(File.Exists(InRunner(handed["subject-path"].ToString())));
        AssertPredicate(InRunner(handed["predicate-path"].ToString()));
    }

    [Fact]
    public async Task The_jobs_of_GitLab_hand_the_predicate_to_Cosign_with_the_token_that_it_reads()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts are for a POSIX shell.");
        Repository("app");
        Program("cosign", "printf '%s\\n' \"$@\" >words");
        var root = Single(OfGitLab);

        await Run(((YamlSequenceNode)root["judge"]["script"]).Last().ToString(), "app", ("work", Made("work")), ("CI_DEFAULT_BRANCH", "main"));
        await Run(((YamlSequenceNode)root["attest"]["script"]).Last().ToString(), "app");

        AssertPredicate(folder.PathOf("app/released/popipeline.predicate.json"));
        var words = await File.ReadAllLinesAsync(folder.PathOf("app/words"), TestContext.Current.CancellationToken);
        Assert.Equal("attest-blob", words[0]);
        Assert.Equal("released/popipeline.predicate.json", words[Array.IndexOf(words, "--predicate") + 1]);
        Assert.Equal(PredicateType, words[Array.IndexOf(words, "--type") + 1]);
        Assert.True(File.Exists(folder.PathOf("app/" + words[^1])));
        Assert.Equal("sigstore", root["attest"]["id_tokens"]["SIGSTORE_ID_TOKEN"]["aud"].ToString());
    }

    [Fact]
    public async Task The_task_of_Tekton_attaches_a_statement_about_the_image_and_names_it_for_Chains()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts are for a POSIX shell.");
        Repository("workspace/source");
        Program("oras", $"printf '%s\\n' \"$@\" >words; printf 'sha256:{Image}'");
        var steps = (YamlSequenceNode)Single(OfTekton)["spec"]["steps"];
        (string, string)[] given = [("IMAGE_URL", "registry.example/app"), ("IMAGE_DIGEST", $"sha256:{Image}"), ("REPORT", Made("report")), ("INPUT_PATH", "source"), ("RESULT_PATH", folder.PathOf("result"))];

        await Run(steps[0]["script"].ToString().Replace("/opt/po/po ", "\"$PO\" ", StringComparison.Ordinal), "workspace", given);
        await Run(steps[1]["script"].ToString(), "workspace", given);

        using var statement = JsonDocument.Parse(await File.ReadAllTextAsync(folder.PathOf("report/po/popipeline.statement.json"), TestContext.Current.CancellationToken));
        Assert.Equal(PredicateType, statement.RootElement.GetProperty("predicateType").GetString());
        Assert.Contains(statement.RootElement.GetProperty("subject").EnumerateArray(), subject => subject.GetProperty("digest").TryGetProperty("sha256", out var digest) && digest.GetString() is Image);
        using var result = JsonDocument.Parse(await File.ReadAllTextAsync(folder.PathOf("result"), TestContext.Current.CancellationToken));
        Assert.Equal(
            ["registry.example/app", $"sha256:{Image}", "true"],
            ((YamlMappingNode)((YamlSequenceNode)Single(OfTekton)["spec"]["results"])[0]["properties"]).Children.Keys.Select(name => result.RootElement.GetProperty(name.ToString()).GetString()));
        var words = await File.ReadAllLinesAsync(folder.PathOf("report/po/words"), TestContext.Current.CancellationToken);
        Assert.Equal($"registry.example/app@sha256:{Image}", words[^2]);
        Assert.Equal("popipeline.statement.json:application/vnd.in-toto+json", words[^1]);
    }

    [Theory]
    [InlineData(".github/workflows/attest.yml", OfGitHub)]
    [InlineData(".gitlab-ci.yml", OfGitLab)]
    [InlineData("tekton/po-attest.yaml", OfTekton, "tekton/task/po-check/samples/po-attest-run.yaml")]
    public void A_sample_meets_the_rules(string path, params string[] samples)
    {
        foreach (var sample in samples)
        {
            folder.Write($"tree/{path.Replace("po-attest", Path.GetFileNameWithoutExtension(sample), StringComparison.Ordinal)}", File.ReadAllText(Path.Combine(TestPaths.Repository, sample)));
        }

        folder.Write("tree/CODEOWNERS", "* @acme/team\n");

        var (exitCode, output, error) = Po.Run("check", folder.PathOf("tree"), "--output", folder.PathOf("out"), "--fail-on", "low");

        Assert.True(exitCode == 0, output + error);
    }

    private string InRunner(string path) => path.Replace("${{ runner.temp }}", folder.PathOf("").TrimEnd('/'), StringComparison.Ordinal);

    private static void AssertPredicate(string file)
    {
        using var predicate = JsonDocument.Parse(File.ReadAllText(file));
        Assert.Contains(predicate.RootElement.GetProperty("result").GetString(), (string[])["PASSED", "WARNED", "FAILED"]);
        Assert.False(predicate.RootElement.TryGetProperty("subject", out _));
    }

    private async Task Run(string script, string at, params (string Name, string Value)[] given)
    {
        Program("po", $"exec dotnet '{Path.Combine(AppContext.BaseDirectory, "po.dll")}' \"$@\"");
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PO"] = folder.PathOf("bin/po"),
            ["PATH"] = $"{folder.PathOf("bin")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["POPIPELINE_LEDGER_KEY"] = null,
            ["POPIPELINE_LEDGER_KEY_FILE"] = null,
        };
        foreach (var (name, value) in given)
        {
            variables[name] = value;
        }

        var (exitCode, output, error) = await ChildProcess.RunAsync("sh", ["-e", "-c", script], folder.PathOf(at), variables);
        Assert.True(exitCode == 0, output + error);
    }

    private void Program(string name, string script)
    {
        folder.Write($"bin/{name}", $"#!/bin/sh\n{script}\n");
        folder.Run("chmod", "+x", $"bin/{name}");
    }

    private string Made(string name) => Directory.CreateDirectory(folder.PathOf(name)).FullName;

    private void Repository(string name)
    {
        folder.Write($"{name}/CODEOWNERS", "* @acme/team\n").Write($"{name}/.github/workflows/ci.yml", "on: push\npermissions: {}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    timeout-minutes: 5\n    steps:\n      - run: make\n");
        folder.Git("init", "--initial-branch", "main", name).Git("-C", name, "remote", "add", "origin", "https://github.com/acme/app.git").Git("-C", name, "add", ".").Git("-C", name, "commit", "-m", "start").Git("-C", name, "update-ref", "refs/remotes/origin/main", "HEAD").Git("-C", name, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
    }

    private static YamlNode Single(string file)
    {
        using var reader = new StreamReader(Path.Combine(TestPaths.Repository, file));
        var stream = new YamlStream();
        stream.Load(reader);
        return stream.Documents.Single().RootNode;
    }
}

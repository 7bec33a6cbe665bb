using System.Text.Json;
using System.Text.Json.Nodes;
using PoPipeline.Tests;

namespace PoPipeline.Packaging.Tests;

/// <summary>Runs our composite action in a checkout of its own, with GitHub's own parser and expression evaluator.</summary>
internal sealed class ActionRunner(SourceCopy source)
{
    /// <summary>Runs it on a repository of one commit.</summary>
    /// <param name="files">The files of the repository.</param>
    /// <param name="inputs">The inputs of the action.</param>
    /// <param name="github">What the context <c>github</c> holds.</param>
    /// <param name="variables">What the runner has in its environment beside.</param>
    public async Task<ActionRun> Run(
        IReadOnlyDictionary<string, string> files, JsonObject inputs, JsonObject github, IReadOnlyDictionary<string, string?>? variables = null)
    {
        var workspace = await SourceCopy.Repository(files);
        return await RunIn(workspace, inputs, github, variables);
    }

    /// <summary>Runs it in a workspace.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="inputs">The inputs of the action.</param>
    /// <param name="github">What the context <c>github</c> holds.</param>
    /// <param name="variables">What the runner has in its environment beside.</param>
    /// <param name="wrapper">A program with its arguments that runs the runner.</param>
    /// <param name="action">The folder of the action; ours where none is named.</param>
    /// <param name="keep">Whether the workspace is not deleted.</param>
    public async Task<ActionRun> RunIn(
        string workspace, JsonObject inputs, JsonObject github, IReadOnlyDictionary<string, string?>? variables = null, string[]? wrapper = null, string? action = null, bool keep = false)
    {
        var bundle = await Bundle("run-composite");
        try
        {
            var environment = await source.JobEnvironment();
            inputs["nuget-config"] = source.NuGetConfig;
            foreach (var (name, value) in variables ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            {
                environment[name] = value;
            }

            string[] command =
                [.. wrapper ?? [], "node", bundle, action ?? Path.Combine(source.Folder, "actions", "check"), workspace, inputs.ToJsonString(), github.ToJsonString()];
            var (exitCode, output, error) = await ChildProcess.RunAsync(
                command[0],
                command[1..],
                workspace,
                environment);
            var outputs = output.Split('\n').LastOrDefault(line => line.StartsWith("outputs ", StringComparison.Ordinal));
            Assert.True(outputs is not null, output + error);
            return new ActionRun(exitCode, output + error, JsonSerializer.Deserialize<JsonObject>(outputs["outputs ".Length..])!, workspace);
        }
        finally
        {
            if (!keep)
            {
                Directory.Delete(workspace, recursive: true);
            }
        }
    }

    /// <summary>Makes one file of a script and the packages that it needs, once: GitHub's are ES modules that only a bundler resolves.</summary>
    /// <param name="script">The script, without its ending.</param>
    /// <returns>The file.</returns>
    public Task<string> Bundle(string script) => source.Bundle(script, folder => Bundle(script, Path.Combine(folder, script + ".mjs")));

    private static async Task<string> Bundle(string script, string bundle)
    {
        var esbuild = Components.Npm("esbuild/bin/esbuild");
        var (exitCode, output, error) = await ChildProcess.RunAsync(
            "node",
            [
                esbuild, Path.Combine(TestPaths.Repository, "tests", "PoPipeline.Packaging.Tests", "scripts", script + ".mjs"),
                "--bundle", "--platform=node", "--format=esm", "--log-level=warning", $"--outfile={bundle}",
                "--banner:js=import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
            ],
            Components.Folder,
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["NODE_PATH"] = Path.Combine(Components.Folder, "node_modules") });
        Assert.True(exitCode == 0, output + error);
        return bundle;
    }
}

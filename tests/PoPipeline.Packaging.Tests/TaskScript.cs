using PoPipeline.Tests;
using YamlDotNet.RepresentationModel;

namespace PoPipeline.Packaging.Tests;

/// <summary>The script of the Task, run by the shell of this machine rather than in a pod: parameters reach it as they do in Tekton.</summary>
internal static class TaskScript
{
    /// <summary>Runs it.</summary>
    /// <param name="program">The folder of <c>po</c>, which lies in <c>/opt/po</c> of the image.</param>
    /// <param name="workspace">The folder of the workspace.</param>
    /// <param name="parameters">The parameters; the others have their defaults.</param>
    /// <param name="variables">What the environment holds beside.</param>
    /// <param name="wrapper">A program with its arguments that runs the shell.</param>
    public static async Task<TaskRun> Run(
        string program, string workspace, IReadOnlyDictionary<string, string> parameters, IReadOnlyDictionary<string, string?>? variables = null, string[]? wrapper = null)
    {
        var stream = new YamlStream();
        using (var reader = new StreamReader(Path.Combine(TestPaths.Repository, "tekton", "task", "po-check", "po-check.yaml")))
        {
            stream.Load(reader);
        }

        var spec = stream.Documents[0].RootNode["spec"];
        var step = spec["steps"][0];
        var values = ((YamlSequenceNode)spec["params"]).Cast<YamlMappingNode>().ToDictionary(
            parameter => $"$(params.{parameter["name"]})",
            parameter => parameters.GetValueOrDefault(parameter["name"].ToString()) ?? (parameter.Children.TryGetValue("default", out var value) ? value.ToString() : ""),
            StringComparer.Ordinal);
        var home = Directory.CreateTempSubdirectory("popipeline-task-").FullName;
        try
        {
            var script = Path.Combine(home, "script");
            var text = step["script"].ToString();
            Assert.Contains("/opt/po/po ", text, StringComparison.Ordinal);
            await File.WriteAllTextAsync(script, text.Replace("/opt/po/po ", $"{program}/po ", StringComparison.Ordinal));
            var environment = new Dictionary<string, string?>(variables ?? SourceCopy.CleanEnvironment, StringComparer.Ordinal) { ["TEST_OUTPUT_PATH"] = Path.Combine(home, "result") };
            foreach (var variable in ((YamlSequenceNode)step["env"]).Cast<YamlMappingNode>().Where(variable => variable["name"].ToString().StartsWith("INPUT_", StringComparison.Ordinal)))
            {
                environment[variable["name"].ToString()] = values[variable["value"].ToString()];
            }

            string[] command = [.. wrapper ?? [], "/bin/sh", script];
            var (exitCode, output, error) = await ChildProcess.RunAsync(command[0], command[1..], workspace, environment);
            var result = Path.Combine(home, "result");
            return new TaskRun(exitCode, output + error, File.Exists(result) ? await File.ReadAllTextAsync(result) : "", workspace);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }
}

using PoPipeline.Tests;
using YamlDotNet.RepresentationModel;

namespace PoPipeline.Packaging.Tests;

/// <summary>The script of the GitLab template, run by bash in a project, as a runner does.</summary>
internal static class GitLabScript
{
    /// <summary>Runs it.</summary>
    /// <param name="source">Where the tool is fetched from.</param>
    /// <param name="project">The folder of the project.</param>
    /// <param name="inputs">The inputs; the others have their defaults.</param>
    /// <param name="variables">What the environment holds beside.</param>
    /// <param name="wrapper">A program with its arguments that runs the shell.</param>
    /// <param name="ofPipeline">Variables of the pipeline, which override those of the job.</param>
    public static async Task<(int ExitCode, string Output)> Run(
        SourceCopy source, string project, IReadOnlyDictionary<string, string> inputs, IReadOnlyDictionary<string, string?>? variables = null, string[]? wrapper = null,
        IReadOnlyDictionary<string, string>? ofPipeline = null)
    {
        var stream = new YamlStream();
        using (var reader = new StreamReader(Path.Combine(TestPaths.Repository, "gitlab-ci-templates", "po-check.yml")))
        {
            stream.Load(reader);
        }

        var given = new Dictionary<string, string>(inputs, StringComparer.Ordinal) { ["nuget-config"] = source.NuGetConfig };
        given.TryAdd("source", source.Folder);
        given.TryAdd("revision", source.Revision);
        var defaults = ((YamlMappingNode)stream.Documents[0].RootNode["spec"]["inputs"]).Children.ToDictionary(
            input => $"$[[ inputs.{input.Key} ]]",
            input => given.GetValueOrDefault(input.Key.ToString()) ?? (((YamlMappingNode)input.Value).Children.TryGetValue("default", out var value) ? value.ToString() : ""),
            StringComparer.Ordinal);
        var job = ((YamlMappingNode)stream.Documents[1].RootNode).Children.Single().Value;
        var environment = new Dictionary<string, string?>(variables ?? await source.JobEnvironment(), StringComparer.Ordinal) { ["CI_PROJECT_DIR"] = project };
        foreach (var (name, value) in ((YamlMappingNode)job["variables"]).Children)
        {
            environment[name.ToString()] = defaults[value.ToString()];
        }

        foreach (var (name, value) in ofPipeline ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            environment[name] = value;
        }

        // A runner hands its shell the script on the standard input, and starts it without files of its own.
        var script = Path.Combine(Directory.CreateTempSubdirectory("popipeline-job-").FullName, "script");
        await File.WriteAllTextAsync(script, defaults.Aggregate(((YamlSequenceNode)job["script"])[0].ToString(), (text, input) => text.Replace(input.Key, input.Value, StringComparison.Ordinal)));
        string[] command = [.. wrapper ?? [], "/bin/bash", "--noprofile", "--norc", script];
        var (exitCode, output, error) = await ChildProcess.RunAsync(command[0], command[1..], project, environment);
        Directory.Delete(Path.GetDirectoryName(script)!, recursive: true);
        return (exitCode, output + error);
    }
}

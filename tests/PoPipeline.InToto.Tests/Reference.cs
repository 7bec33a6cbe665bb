using System.Text.Json.Nodes;
using PoPipeline.Tests;

namespace PoPipeline.InToto.Tests;

/// <summary>The reference implementation of in-toto, Debian's package <c>in-toto</c>.</summary>
internal static class Reference
{
    private const string Remedy = "run `apt-get install in-toto`";
    private const string Python = "/usr/bin/python3";

    /// <summary>The program <c>in-toto-verify</c>, or the test skipped.</summary>
    public static string Program() => Components.Program("in-toto-verify", Remedy);

    /// <summary>Asks questions, all at once since Python takes long to start.</summary>
    /// <param name="questions">The questions.</param>
    public static async Task<List<JsonNode?>> Ask(IEnumerable<JsonObject> questions)
    {
        Components.Require(Program().StartsWith("/usr/bin/", StringComparison.Ordinal) && File.Exists(Python), $"'in-toto-verify' is not Debian's: {Remedy}.");
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "questions.json");
        await File.WriteAllTextAsync(file, new JsonArray([.. questions]).ToJsonString(), TestContext.Current.CancellationToken);
        var script = Path.Combine(TestPaths.Repository, "tests", "PoPipeline.InToto.Tests", "reference.py");
        var (code, output, error) = await ChildProcess.RunAsync(Python, ["-I", script, file], folder.Path);
        Assert.True(code == 0, error);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line))];
    }

    /// <summary>Writes a scenario into a folder.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="folder">The folder.</param>
    public static void Write(Scenario scenario, string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "links"));
        File.WriteAllBytes(Path.Combine(folder, "root.layout"), scenario.Layout);
        foreach (var (name, bytes) in scenario.Links)
        {
            var file = Path.Combine(folder, "links", name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }

        foreach (var (key, index) in scenario.Keys.Select((key, index) => (key, index)))
        {
            File.WriteAllText(Path.Combine(folder, $"key{index}.pub"), key.File);
        }
    }
}

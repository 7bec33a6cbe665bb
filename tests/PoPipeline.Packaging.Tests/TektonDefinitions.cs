using PoPipeline.Tests;

namespace PoPipeline.Packaging.Tests;

/// <summary>The definitions of Tekton's resources, by which a cluster takes or refuses them.</summary>
internal static class TektonDefinitions
{
    /// <summary>Fails where the definition refuses a file, or the test is skipped where it is not there.</summary>
    /// <param name="definition">The file of the definition: <c>300-task.yaml</c>.</param>
    /// <param name="file">The full path of the resource.</param>
    public static async Task Accept(string definition, string file)
    {
        var schema = Path.Combine(TestPaths.RequireCorpora(), "tekton", "crds", "config", "300-crds", definition);
        Components.Npm("ajv/package.json");
        var script = Path.Combine(TestPaths.Repository, "tests", "PoPipeline.Packaging.Tests", "scripts", "validate-crd.cjs");

        var (exitCode, output, error) = await ChildProcess.RunAsync(
            "node", [script, schema, file], Components.Folder,
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["NODE_PATH"] = Path.Combine(Components.Folder, "node_modules") });

        Assert.True(exitCode == 0, output + error);
    }
}

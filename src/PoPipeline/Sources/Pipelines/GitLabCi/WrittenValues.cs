using PoPipeline.Sources.Yaml;

namespace PoPipeline.Sources.Pipelines.GitLabCi;

/// <summary>Every text of a file, and which variable or input it is the value of: under <c>rules</c>, in a matrix, in a hidden job that nothing extends.</summary>
internal static class WrittenValues
{
    // What stands below the name of a variable or an input, and is its value.
    private static readonly string[] ValueKeys = ["value", "default"];

    /// <summary>The texts, each once.</summary>
    /// <param name="root">The file.</param>
    public static IEnumerable<(string? Name, YamlScalar Text)> In(YamlNode root) => YamlTexts.In<(string? Name, bool AreNames)>(
        root,
        start: (null, false),
        static (said, _, entry) =>
        {
            var key = entry.Key.Value;
            return (said.AreNames ? key : ValueKeys.Contains(key) ? said.Name : null, !said.AreNames && key is "variables" or "inputs" or "matrix");
        },
        static said => said).Select(found => (found.Said.Name, found.Text));
}

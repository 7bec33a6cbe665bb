namespace PoPipeline.Sources;

/// <summary>Knows the names of folders in which trees of other repositories lie as data: test data, examples, templates, code of others.</summary>
internal static class DataFolders
{
    private static readonly string[] Names =
        ["test", "tests", "testdata", "test-data", "test_data", "testing", "__tests__", "fixtures", "fixture", "examples", "example", "samples", "sample", "template", "templates", "skeleton",
            "skeletons", "vendor", "third_party", "third-party", "node_modules", "docs", "doc", "corpus", "corpora", "cases", "snapshots", "__snapshots__", "resources", "integration", "e2e", "spec"];

    /// <summary>Whether a folder above the file is named so.</summary>
    /// <param name="file">The path, relative to the root.</param>
    public static bool IsAbove(string file) =>
        Path.GetDirectoryName(file) is { Length: > 0 } folder && folder.Split('/', '\\').Any(IsData);

    private static bool IsData(string folder) => folder.Contains('{') || Names.Contains(folder, StringComparer.OrdinalIgnoreCase);
}

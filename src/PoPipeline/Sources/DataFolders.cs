using System.Collections.Frozen;

namespace PoPipeline.Sources;

/// <summary>Knows the names of folders in which trees of other repositories lie as data: test data, examples, templates, code of others.</summary>
internal static class DataFolders
{
    private static readonly FrozenSet<string> Words = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "test", "tests", "testdata", "test-data", "test_data", "testing", "__tests__", "fixtures", "fixture", "examples", "example", "samples", "sample", "template", "templates", "skeleton",
        "skeletons", "vendor", "third_party", "third-party", "node_modules", "docs", "doc", "corpus", "corpora", "cases", "snapshots", "__snapshots__", "resources", "integration", "e2e", "spec");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The names, in the order of the alphabet.</summary>
    public static IEnumerable<string> All => Words.Order(StringComparer.Ordinal);

    /// <summary>Whether a folder above the file is named so.</summary>
    /// <param name="file">The path, relative to the root.</param>
    public static bool IsAbove(string file)
    {
        var folders = Path.GetDirectoryName(file.AsSpan());
        foreach (var folder in folders.SplitAny('/', '\\'))
        {
            if (IsData(folders[folder]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsData(ReadOnlySpan<char> folder) => folder.Contains('{') || Names.Contains(folder);
}

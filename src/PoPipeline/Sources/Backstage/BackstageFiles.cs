using System.Collections.Immutable;
using PoPipeline.Rules.Model;

namespace PoPipeline.Sources.Backstage;

/// <summary>Finds the files that may describe entities of a catalogue. Only their content tells.</summary>
internal static class BackstageFiles
{
    private static readonly ImmutableArray<string> Words = ["template", "catalog", "backstage", "scaffold", "skeleton", "entities"];

    // Trees of other repositories lie there as data, whatever they hold.
    private static readonly string[] Data = ["test", "tests", "testdata", "test-data", "test_data", "__tests__", "fixtures", "fixture", "__fixtures__", "node_modules", "vendor", "third_party", "third-party", "corpora", "e2e", "cases", "mocks", "__mocks__"];

    private static readonly string[] Examples = ["example", "examples", "sample", "samples", "docs", "doc", "demo", "demos"];

    /// <summary>The files that may describe some.</summary>
    /// <param name="repository">The repository.</param>
    public static CandidateFiles Find(Repository repository) =>
        CandidateFiles.Find(repository, Words, static file => (file is "org.yaml" || file.EndsWith("/org.yaml", StringComparison.Ordinal)) && !IsLeftOut(file), IsLeftOut);

    /// <summary>Whether a file is one by its name, so that it matters that it cannot be read: elsewhere only the content tells.</summary>
    /// <param name="path">The file.</param>
    public static bool IsOne(string path) => path[(path.LastIndexOf('/') + 1)..] is "catalog-info.yaml" or "catalog-info.yml" or "template.yaml" or "template.yml";

    /// <summary>Whether a text may describe one.</summary>
    /// <param name="text">The text.</param>
    public static bool MayHold(string text) => text.Contains("backstage.io/v", StringComparison.Ordinal) && text.Contains("kind:", StringComparison.Ordinal);

    /// <summary>Whether it lies among examples, which nobody need use.</summary>
    /// <param name="path">The file.</param>
    public static bool IsExample(string path) => IsIn(path, Examples);

    private static bool IsLeftOut(string file) => file.StartsWith('.') || IsIn(file, Data);

    private static bool IsIn(string file, string[] names)
    {
        var path = file.AsSpan(0, Math.Max(0, file.LastIndexOf('/')));
        foreach (var part in path.Split('/'))
        {
            foreach (var name in names)
            {
                if (path[part].Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs;

/// <summary>Hashes the text in regions of a file: what a decision about a finding is bound to.</summary>
internal static class RegionHasher
{
    /// <summary>Hashes regions.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text.</param>
    /// <param name="regions">The regions; what lies outside of the text is cut.</param>
    /// <returns>One hash a region, by start line and column.</returns>
    public static ImmutableArray<RegionHash> Of(string path, string text, IEnumerable<Region> regions)
    {
        var starts = StartsOf(text);
        return
        [
            .. regions
                .OrderBy(region => region.StartLine).ThenBy(region => region.StartColumn).ThenBy(region => region.EndLine).ThenBy(region => region.EndColumn)
                .Select(region =>
                {
                    var start = Offset(region.StartLine, region.StartColumn);
                    var end = Math.Max(start, Offset(region.EndLine, region.EndColumn));

                    // A checkout may turn line ends about.
                    var covered = text[start..end].ReplaceLineEndings("\n");
                    return new RegionHash(path, region, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(covered))));
                }),
        ];

        int Offset(int line, int column) => line > starts.Count ? text.Length : Math.Min(text.Length, starts[line - 1] + column - 1);
    }

    private static List<int> StartsOf(string text)
    {
        List<int> starts = [0];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\n' || (text[i] is '\r' && !(i + 1 < text.Length && text[i + 1] is '\n')))
            {
                starts.Add(i + 1);
            }
        }

        return starts;
    }
}

using System.Collections.Immutable;
using PoPipeline.Rules.Model;
using PoPipeline.Sources;

namespace PoPipeline.Outputs;

/// <summary>Finds by which hashes GitHub recognises the lines of findings.</summary>
internal static class FindingHashes
{
    /// <summary>Completes an assessment's snapshot with the hashes of the lines that its findings stand on.</summary>
    /// <param name="assessment">The assessment.</param>
    /// <param name="tree">The working tree that it was made from.</param>
    /// <returns>The same assessment with <see cref="Snapshot.LineHashes"/>; a file that cannot be read has no hashes.</returns>
    public static Assessment Complete(Assessment assessment, WorkingTree tree)
    {
        var files = new Dictionary<string, SortedSet<int>>(StringComparer.Ordinal);
        foreach (var finding in assessment.Judgements.SelectMany(judgement => judgement.Verdict.Findings.Concat(judgement.Findings.Select(finding => finding.Finding))).Where(finding => finding.Setting is null))
        {
            if (!files.TryGetValue(finding.Place.Path, out var found))
            {
                files.Add(finding.Place.Path, found = []);
            }

            _ = found.Add(finding.Place.Region.StartLine);
        }

        string[] paths = [.. files.Keys.Order(StringComparer.Ordinal)];
        var hashes = new ImmutableArray<LineHash>[paths.Length];
        _ = Parallel.For(0, paths.Length, index => hashes[index] = tree.Read(paths[index]) is { Fault: null } file ? LineHasher.Of(file, files[paths[index]]) : []);
        return assessment with { Snapshot = assessment.Snapshot with { LineHashes = [.. hashes.SelectMany(found => found)] } };
    }
}

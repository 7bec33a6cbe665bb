using PoPipeline.Rules.Model;

namespace PoPipeline.Outputs;

/// <summary>Tells which findings <c>po fix</c> mends.</summary>
/// <param name="snapshot">What was looked at.</param>
internal sealed class FixableFindings(Snapshot snapshot)
{
    // Nothing is written through a link.
    private readonly HashSet<string> links = snapshot.LinkedPipelines.Select(link => link.Path).ToHashSet(StringComparer.Ordinal);

    /// <summary>How many of the findings it mends.</summary>
    public int CountOf(IReadOnlyCollection<AssessedFinding> findings) =>
        findings.Count(finding => finding is { Finding.Fix: not null, Suppression: null } && !links.Contains(finding.Finding.Place.Path));
}

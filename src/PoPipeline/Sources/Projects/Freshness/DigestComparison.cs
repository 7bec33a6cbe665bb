using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Projects;

namespace PoPipeline.Sources.Projects.Freshness;

/// <summary>Compares the digest that a lock file holds with that of the manifest, and names the packages where they tell more.</summary>
/// <remarks>Sources: as <see cref="ContentDigests"/> names them.</remarks>
internal static class DigestComparison
{
    /// <summary>What differs.</summary>
    /// <param name="pair">The files.</param>
    public static IEnumerable<LockDisagreement> Compare(ComparedPair pair)
    {
        if (IsSame(pair))
        {
            return [];
        }

        var missing = Missing(pair).ToList();
        return missing.Count > 0 ? missing
            : [new LockDisagreement(LockDisagreementKind.OtherDigest, "", pair.Manifest.Digests[^1], pair.Lock.Digest, new Place(pair.ManifestPath, pair.Manifest.At), new Place(pair.File.Path, pair.Lock.DigestAt))];
    }

    /// <summary>Why the two cannot be compared, as a clause; null where they can.</summary>
    /// <param name="pair">The files.</param>
    public static string? Closed(ComparedPair pair) =>
        pair.Lock.Digest is null ? "it holds no digest of its manifest"
        : pair.Manifest.Digests.IsEmpty ? "the manifest holds values of which no digest can be taken here"
        : pair.Manifest.DigestDoubt is { } doubt && !IsSame(pair) && !Missing(pair).Any() ? doubt
        : null;

    private static bool IsSame(ComparedPair pair) => pair.Lock.Digest is { } digest && pair.Manifest.Digests.Contains(digest, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<LockDisagreement> Missing(ComparedPair pair) =>
        from request in pair.Manifest.Asked.DistinctBy(request => request.Name, StringComparer.Ordinal)
        where !request.MayBeLeftOut && !pair.Lock.Versions.ContainsKey(request.Name)
        select pair.Missing(request) with { Lock = new Place(pair.File.Path, pair.Lock.DigestAt) };
}

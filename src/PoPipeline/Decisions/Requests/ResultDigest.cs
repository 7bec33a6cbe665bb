using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PoPipeline.Rules.Model;

namespace PoPipeline.Decisions.Requests;

/// <summary>
/// What a decision is bound to: which rule, which finding, how severe, and the very text that it stands on. A pin that moves, a script that
/// changes or a finding that becomes worse has another digest, and needs another decision; a line that moves has not.
/// </summary>
public static class ResultDigest
{
    /// <summary>What gives each finding of a snapshot its digest: SHA-256, in lower-case hexadecimal, of the result in canonical JSON.</summary>
    /// <param name="snapshot">The snapshot, completed with the hashes of regions.</param>
    public static Func<AssessedFinding, string> For(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var texts = snapshot.RegionHashes.ToLookup(hash => (hash.Path, hash.Region), hash => hash.Hash);
        return finding => Of(finding, texts[(finding.Finding.Place.Path, finding.Finding.Place.Region)].FirstOrDefault());
    }

    internal static string Of(AssessedFinding finding, string? text) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(new JsonObject
    {
        ["schema"] = "popipeline-result/1",
        ["rule"] = finding.Rule.Id,
        ["fingerprint"] = finding.Fingerprint,
        ["severity"] = finding.Severity.Json(),
        ["path"] = finding.Finding.Place.Path,
        ["text"] = text,
    })));
}

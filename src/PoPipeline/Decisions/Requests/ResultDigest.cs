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
    /// <summary>SHA-256, in lower-case hexadecimal, of the result in canonical JSON.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="snapshot">The snapshot, completed with the hashes of regions.</param>
    public static string Of(AssessedFinding finding, Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(finding);
        ArgumentNullException.ThrowIfNull(snapshot);
        var place = finding.Finding.Place;
        var text = snapshot.RegionHashes.FirstOrDefault(hash => hash.Path == place.Path && hash.Region == place.Region)?.Hash;
        return Of(finding, text);
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

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PoPipeline.Rules.Model;
using PoPipeline.Rules.Model.Results;

namespace PoPipeline.Decisions.Requests;

/// <summary>
/// What a decision is bound to: which rule, which finding, how severe, and each part of what it is about. A pin that moves, an input or a permission
/// that is added or a finding that becomes worse has another digest, and needs another decision; a line that moves has not.
/// </summary>
public static class ResultDigest
{
    /// <summary>The format of what is digested.</summary>
    public const string Schema = "popipeline-result/2";

    /// <summary>What gives each finding of a snapshot its digest: SHA-256, in lower-case hexadecimal, of the result in canonical JSON.</summary>
    /// <param name="snapshot">The snapshot, completed with the evidence of its findings.</param>
    public static Func<AssessedFinding, string> For(Snapshot snapshot)
    {
        var partsOf = PartsOf(snapshot);
        return finding => Of(finding, partsOf(finding.Rule.Id, finding.Fingerprint));
    }

    /// <summary>What gives each finding of a snapshot its parts, by rule and fingerprint; none where the snapshot holds no such finding.</summary>
    /// <param name="snapshot">The snapshot, completed with the evidence of its findings.</param>
    public static Func<string, string, ImmutableArray<EvidencePart>> PartsOf(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var evidence = snapshot.Evidence.ToLookup(evidence => (evidence.Rule, evidence.Fingerprint), evidence => evidence.Parts);
        return (rule, fingerprint) => evidence[(rule, fingerprint)].FirstOrDefault([]);
    }

    /// <summary>The digest of a result.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="fingerprint">The fingerprint of the finding.</param>
    /// <param name="severity">How severe it is.</param>
    /// <param name="parts">What it is made of, by name.</param>
    public static string Of(string rule, string fingerprint, Severity severity, ImmutableArray<EvidencePart> parts) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(new JsonObject
    {
        ["schema"] = Schema,
        ["rule"] = rule,
        ["fingerprint"] = fingerprint,
        ["severity"] = severity.Json(),
        ["parts"] = RequestJson.Write(parts),
    })));

    internal static string Of(AssessedFinding finding, ImmutableArray<EvidencePart> parts) => Of(finding.Rule.Id, finding.Fingerprint, finding.Severity, parts);
}

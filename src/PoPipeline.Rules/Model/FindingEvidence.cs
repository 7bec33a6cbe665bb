using System.Collections.Immutable;

namespace PoPipeline.Rules.Model;

/// <summary>
/// All that a decision on one finding is bound to. It is kept in the snapshot so that a replay, without the files, comes to the same decision.
/// </summary>
/// <param name="Rule">The rule.</param>
/// <param name="Fingerprint">The fingerprint of the finding.</param>
/// <param name="Parts">The parts, by name, each name once.</param>
public sealed record FindingEvidence(string Rule, string Fingerprint, ImmutableArray<EvidencePart> Parts);

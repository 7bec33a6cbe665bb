using System.Collections.Immutable;

namespace PoPipeline.Rules.Model.Results;

/// <summary>
/// All that a decision on one finding is bound to. It is kept in the snapshot so that a replay, without the files, comes to the same decision.
/// </summary>
/// <param name="Rule">The rule.</param>
/// <param name="Fingerprint">The fingerprint of the finding.</param>
/// <param name="Parts">The parts, by name, each name once.</param>
public sealed record FindingEvidence(string Rule, string Fingerprint, ImmutableArray<EvidencePart> Parts);

/// <summary>One thing that a decision on a finding is bound to.</summary>
/// <param name="Name">What it is, for people: <c>step 'acme/build': 'with'</c>. It quotes names of others, shown as one harmless line.</param>
/// <param name="Hash">SHA-256, in lower-case hexadecimal, of its canonical text.</param>
public sealed record EvidencePart(string Name, string Hash);

/// <summary>What a part of some evidence says, for people. Literal credentials in it are masked.</summary>
/// <param name="Hash">The hash of the part.</param>
/// <param name="Text">The text, cut where it is long; empty where it is not for showing. Text of others: escape it.</param>
/// <param name="Length">The length of the whole text, in UTF-16 code units.</param>
public sealed record EvidenceText(string Hash, string Text, int Length);

namespace PoPipeline.Rules.Model;

/// <summary>What a part of some evidence says, for people. Literal credentials in it are masked.</summary>
/// <param name="Hash">The hash of the part.</param>
/// <param name="Text">The text, cut where it is long; empty where it is not for showing. Text of others: escape it.</param>
/// <param name="Length">The length of the whole text, in UTF-16 code units.</param>
public sealed record EvidenceText(string Hash, string Text, int Length);

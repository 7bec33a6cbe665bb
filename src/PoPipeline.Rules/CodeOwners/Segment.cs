namespace PoPipeline.Rules.CodeOwners;

/// <summary>One part of a pattern, between slashes.</summary>
/// <param name="Kind">What it matches.</param>
/// <param name="Text">The name for a literal, the text as written for a glob.</param>
/// <param name="Glob">The form; null but for a glob.</param>
internal sealed record Segment(SegmentKind Kind, string Text, Glob? Glob);

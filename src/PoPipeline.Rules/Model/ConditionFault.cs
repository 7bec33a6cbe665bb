namespace PoPipeline.Rules.Model;

/// <summary>Something unsound in a condition.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Text">The part of the condition that it is about, as written.</param>
/// <param name="Span">Where that part is written.</param>
/// <param name="Why">Why, as a sentence without a full stop.</param>
public sealed record ConditionFault(ConditionFaultKind Kind, string Text, Place Span, string Why);

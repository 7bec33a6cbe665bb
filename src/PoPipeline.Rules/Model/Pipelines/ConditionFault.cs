namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>Something unsound in a condition.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Text">The part of the condition that it is about, as written.</param>
/// <param name="Span">Where that part is written.</param>
/// <param name="Why">Why, as a sentence without a full stop.</param>
public sealed record ConditionFault(ConditionFaultKind Kind, string Text, Place Span, string Why);

/// <summary>What makes a condition unsound.</summary>
public enum ConditionFaultKind
{
    /// <summary>It is true whatever its parts say.</summary>
    AlwaysTrue,

    /// <summary>It trusts a name that somebody else can take: the last actor of a pull request.</summary>
    SpoofableActor,

    /// <summary>It looks for a text inside a text where a whole word was meant.</summary>
    SubstringMatch,

    /// <summary>A choice that yields the wrong branch when the right one is empty or false.</summary>
    UnsoundChoice,
}

namespace PoPipeline.Rules.Model;

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

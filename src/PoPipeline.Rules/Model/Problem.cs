namespace PoPipeline.Rules.Model;

/// <summary>Something that the platform would reject, or would not do as written.</summary>
/// <param name="Kind">What kind, a short word: <c>syntax</c>, <c>key</c>, <c>type</c>, <c>expression</c>, <c>context</c>, <c>needs</c>, <c>event</c>, …</param>
/// <param name="Message">What is wrong and what would be right, names quoted, without a full stop.</param>
/// <param name="Span">Where.</param>
public sealed record Problem(string Kind, string Message, Place Span)
{
    /// <summary>The text that is at fault, as written, or the keys that lead to it; with the kind it tells this problem from another one when lines move.</summary>
    public string Text { get; init; } = "";
}

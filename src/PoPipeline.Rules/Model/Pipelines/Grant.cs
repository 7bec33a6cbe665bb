
namespace PoPipeline.Rules.Model.Pipelines;

/// <summary>One permission of a token.</summary>
/// <param name="Scope">What it is on, as the platform names it: <c>contents</c>.</param>
/// <param name="Access">How far it goes.</param>
/// <param name="Span">The entry, scope and access.</param>
/// <param name="AccessSpan">The word of access alone.</param>
public sealed record Grant(string Scope, Access Access, Place Span, Place AccessSpan);

/// <summary>How far a permission goes.</summary>
public enum Access
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Look only.</summary>
    Read,

    /// <summary>Look and change.</summary>
    Write,
}

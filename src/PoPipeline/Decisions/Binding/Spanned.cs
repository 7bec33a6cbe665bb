using PoPipeline.Rules.Model;

namespace PoPipeline.Decisions.Binding;

/// <summary>A thing, and where it stands.</summary>
/// <typeparam name="T">What stands there.</typeparam>
/// <param name="Span">Where.</param>
/// <param name="Value">The thing.</param>
internal sealed record Spanned<T>(Region Span, T Value);

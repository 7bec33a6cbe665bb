namespace PoPipeline.Rules.Model;

/// <summary>A rule that the policy switches off.</summary>
/// <param name="Rule">The id.</param>
/// <param name="Reason">Why.</param>
/// <param name="Span">Where the policy says so, which may be a file that the repository's own extends.</param>
public sealed record DisabledRule(string Rule, string Reason, Place Span);

namespace PoPipeline.Rules.Model;

/// <summary>A rule that the policy switches off.</summary>
/// <param name="Rule">The id.</param>
/// <param name="Reason">Why.</param>
/// <param name="Span">Where the policy says so.</param>
public sealed record DisabledRule(string Rule, string Reason, Region Span)
{
    /// <summary>The policy file that says so, which may be one that the repository's own extends.</summary>
    public string? Path { get; init; }
}

namespace PoPipeline.Sources.Pipelines.CircleCi;

/// <summary>Tells whether an expression lets nothing in that is proposed from outside.</summary>
/// <remarks>Source: https://circleci.com/docs/reference/expressions-reference/ and https://circleci.com/docs/guides/orchestrate/using-branch-filters/.</remarks>
internal static class ExpressionGates
{
    private static readonly string[] Asked = ["pipeline.git.branch", "pipeline.git.tag", "pipeline.schedule.", "pipeline.trigger_source", "pipeline.event.name", "pipeline.parameters."];

    /// <summary>Whether each way in which it can be true asks for a branch, a tag or an event of those who have rights here.</summary>
    /// <param name="text">The expression.</param>
    public static bool Demand(string text) =>
        text.Contains("pipeline.", StringComparison.Ordinal) && text.Split(" or ").All(way => way.Split(" and ").Any(IsAsked));

    private static bool IsAsked(string part)
    {
        var text = part.Trim().TrimStart('(').Trim();
        return !text.StartsWith("not", StringComparison.Ordinal)
            && !text.Contains("!=", StringComparison.Ordinal)
            && Array.Exists(Asked, name => text.StartsWith(name, StringComparison.Ordinal))
            && !text.Contains("\"pull_request\"", StringComparison.Ordinal)
            && (text.Contains("==", StringComparison.Ordinal) || text.Contains("starts-with", StringComparison.Ordinal) || text.Contains(" in ", StringComparison.Ordinal) || text.TrimEnd(')').EndsWith("is_default", StringComparison.Ordinal));
    }
}

namespace PoPipeline.Decisions.Trackers.GitHub;

/// <summary>An error of a query.</summary>
internal sealed record GraphError(string? Type, string? Message);

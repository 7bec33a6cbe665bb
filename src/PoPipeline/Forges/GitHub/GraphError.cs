namespace PoPipeline.Forges.GitHub;

/// <summary>An error of a query.</summary>
internal sealed record GraphError(string? Type, string? Message);

namespace PoPipeline.Forges.GitLab.Api;

/// <summary>Why GraphQL answers less than it was asked for.</summary>
internal sealed record GraphError(string? Message);

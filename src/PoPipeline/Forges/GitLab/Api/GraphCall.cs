namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A query of GraphQL.</summary>
internal sealed record GraphCall(string Query, GraphVariables Variables);

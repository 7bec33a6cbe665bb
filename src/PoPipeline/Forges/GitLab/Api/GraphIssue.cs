namespace PoPipeline.Forges.GitLab.Api;

/// <summary>An issue.</summary>
internal sealed record GraphIssue(string? Id, GraphUser? Author, GraphNotes? Notes);

namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A commit.</summary>
internal sealed record CommitAnswer(string? Id, string? AuthorEmail = null);

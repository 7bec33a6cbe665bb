namespace PoPipeline.Decisions.Trackers.GitLab.Api;

/// <summary>A commit.</summary>
internal sealed record CommitAnswer(string? Id, string? AuthorEmail = null);

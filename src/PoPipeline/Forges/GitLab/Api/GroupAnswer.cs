namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A group.</summary>
internal sealed record GroupAnswer(long Id);

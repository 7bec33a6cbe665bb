namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A merge request.</summary>
internal sealed record MergeRequestAnswer(UserAnswer? Author);

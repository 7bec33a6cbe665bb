namespace PoPipeline.Forges.GitLab.Api;

/// <summary>The group or user that a project belongs to.</summary>
internal sealed record NamespaceAnswer(long Id);

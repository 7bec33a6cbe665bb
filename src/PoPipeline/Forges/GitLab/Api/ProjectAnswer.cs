namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A project.</summary>
internal sealed record ProjectAnswer(long Id, string? PathWithNamespace, string? DefaultBranch, bool? EmptyRepo, NamespaceAnswer? Namespace);

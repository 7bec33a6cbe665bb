namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A branch.</summary>
/// <param name="Protected">Whether any rule of project or group protects it, wildcards included.</param>
/// <param name="DevelopersCanPush">Whether a developer may push to it without a merge request.</param>
/// <param name="Commit">Its newest commit.</param>
internal sealed record BranchAnswer(bool? Protected, bool? DevelopersCanPush, CommitAnswer? Commit);

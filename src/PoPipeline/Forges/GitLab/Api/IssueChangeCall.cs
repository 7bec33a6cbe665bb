namespace PoPipeline.Forges.GitLab.Api;

/// <summary>What is to change of an issue; null leaves as it is.</summary>
/// <param name="AddLabels">Labels to add, with commas between them.</param>
/// <param name="RemoveLabels">Labels to take away, with commas between them.</param>
/// <param name="StateEvent"><c>close</c> or <c>reopen</c>.</param>
internal sealed record IssueChangeCall(string? AddLabels, string? RemoveLabels, string? StateEvent);

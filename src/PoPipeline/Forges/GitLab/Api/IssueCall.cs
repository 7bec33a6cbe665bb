namespace PoPipeline.Forges.GitLab.Api;

/// <summary>An issue to be made.</summary>
/// <param name="Title">The title.</param>
/// <param name="Description">The text.</param>
/// <param name="Labels">The labels, with commas between them.</param>
internal sealed record IssueCall(string Title, string Description, string Labels);

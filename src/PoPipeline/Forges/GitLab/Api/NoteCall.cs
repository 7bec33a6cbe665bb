namespace PoPipeline.Forges.GitLab.Api;

/// <summary>A comment to be made.</summary>
internal sealed record NoteCall(string Body);

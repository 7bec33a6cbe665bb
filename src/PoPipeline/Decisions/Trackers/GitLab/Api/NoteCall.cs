namespace PoPipeline.Decisions.Trackers.GitLab.Api;

/// <summary>A comment to be made.</summary>
internal sealed record NoteCall(string Body);

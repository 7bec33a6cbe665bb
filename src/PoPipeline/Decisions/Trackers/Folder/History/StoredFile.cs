namespace PoPipeline.Decisions.Trackers.Folder.History;

/// <summary>A regular file of a commit.</summary>
/// <param name="Path">Its path below the folder that was listed, with forward slashes.</param>
/// <param name="Blob">The name of its content.</param>
internal sealed record StoredFile(string Path, string Blob);

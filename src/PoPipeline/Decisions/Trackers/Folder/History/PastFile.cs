namespace PoPipeline.Decisions.Trackers.Folder.History;

/// <summary>A file as a commit added it, anywhere in the history of a branch, whether it is still there or not.</summary>
/// <param name="Path">Its path below the folder that was asked about, with forward slashes.</param>
/// <param name="Blob">The name of the content that it was added with.</param>
/// <param name="Added">The commit that added it.</param>
/// <param name="Depth">How many steps along the first parents lie between the tip and the commit with which it came to the branch.</param>
/// <param name="Ended">The newest commit that deleted it, or gave it another content; null where none did.</param>
/// <param name="Revived">The newest merge that kept it although one of the sides had ended it; null where none did.</param>
internal sealed record PastFile(string Path, string Blob, CommitFacts Added, int Depth, CommitFacts? Ended, CommitFacts? Revived);
